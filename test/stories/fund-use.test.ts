import { fundsApi } from '@puhui/api'
import { addDays } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Spending, simulatedAccountFeed } from '../../server/src/adapters/account-feed/simulated.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { fundsModule } from '../../server/src/routes/funds.ts'
import { borrow, goTo, loanOf, openLendingLender, type World } from './lending-world.ts'

let world: World
const spending = new Map<string, Spending>()
const feed = simulatedAccountFeed((loanId) => spending.get(loanId) ?? 'declared')
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-10' }, [fundsModule(feed)])
})
afterAll(() => world.platform.drop())

const alertsOf = async (status: 'open' | 'proofAsked' | 'calledIn' | 'explained') => {
  const servicing = await world.app.as('servicing')
  return (await servicing.call(fundsApi.listFundAlerts, { query: { status: [status] } as never })).rows
}

test('SRV-03 the use seen stands beside the use declared; a forbidden one raises an alert that staff deal with', async () => {
  const servicing = await world.app.as('servicing')
  const honest = await borrow(world, { purpose: 'medical' })
  const gambler = await borrow(world, { purpose: 'medical' })
  spending.set(gambler.loanId, 'securities')
  await goTo(world, addDays(await businessDate(world.platform.db), 7))
  const first = await servicing.call(fundsApi.fetchFunds, {})
  expect(first).toEqual({ recorded: 4, known: 0, alerts: 1 })
  expect(await servicing.call(fundsApi.fetchFunds, {})).toEqual({ recorded: 0, known: 0, alerts: 0 })

  const of = (loanId: string) => servicing.call(fundsApi.fundUse, { params: { loanId } })
  const well = await of(honest.loanId)
  expect(well).toMatchObject({ scene: 'medical', payee: 'borrower' })
  expect(well.shares).toEqual([
    expect.objectContaining({ use: 'declared', sharePpm: 900_000, expectedPpm: 1_000_000 }),
    expect.objectContaining({ use: 'unspent', sharePpm: 100_000, expectedPpm: 0 }),
  ])
  const ill = await of(gambler.loanId)
  expect(ill.shares.map(({ use, sharePpm }) => [use, sharePpm])).toEqual([
    ['declared', 300_000],
    ['securities', 600_000],
    ['unspent', 100_000],
  ])
  expect(ill.movements[0]).toMatchObject({ use: 'securities', word: '证券', isSimulated: true, alertStatus: 'open' })

  const [alert] = await alertsOf('open')
  expect(alert).toMatchObject({ loanId: gambler.loanId, use: 'securities', isSimulated: true })
  const params = { alertId: alert!.id }
  const answer = (status: 'proofAsked' | 'calledIn' | 'explained', reason: string) =>
    servicing.call(fundsApi.handleFundAlert, { params, body: { status, reason } })
  await expect(answer('proofAsked', '')).rejects.toMatchObject({ problem: { status: 422 } })
  await answer('proofAsked', '资金进入证券账户，要求提供凭证')
  await answer('calledIn', '十日内未提供凭证，要求提前归还')
  await expect(answer('explained', '迟到的说明')).rejects.toMatchObject({ problem: { code: 'funds.alert_closed' } })
  const told = await world.platform.db
    .selectFrom('outbox_message')
    .select('template')
    .where('object_id', '=', gambler.loanId)
    .where('template', 'like', 'funds.%')
    .orderBy('created_at')
    .execute()
  expect(told.map(({ template }) => template).sort()).toEqual(['funds.called_in', 'funds.proof_asked'])
  const lines = await world.platform.db
    .selectFrom('journal')
    .select('action')
    .where('object_id', '=', gambler.loanId)
    .execute()
  const said = lines.map(({ action }) => action)
  for (const action of ['funds.alert_raised', 'funds.proof_asked', 'funds.called_in']) expect(said).toContain(action)
})

test('SRV-03 a bank’s file is read line by line: what is wrong is named, the same line is kept once', async () => {
  const servicing = await world.app.as('servicing')
  const { loanId } = await borrow(world, { purpose: 'appliances' })
  const { number } = await loanOf(servicing, loanId)
  const content = [
    '借据号,日期,金额,对方户名,摘要',
    `${number},2026-08-18,3000.00,苏宁电器,消费`,
    `${number},2026/08/19,"12,000",城南房地产开发公司,定金`,
    `${number},2026-08-19,abc,某店,消费`,
    'L-NONE,2026-08-19,10,某店,消费',
  ].join('\n')
  const body = { fileName: '流水.csv', content }
  const taken = await servicing.call(fundsApi.importFunds, { body })
  expect(taken).toEqual({
    rows: 4,
    recorded: 2,
    known: 0,
    alerts: 1,
    bad: [
      { row: 4, problem: 'amount' },
      { row: 5, problem: 'loan' },
    ],
  })
  expect(await servicing.call(fundsApi.importFunds, { body })).toMatchObject({ recorded: 0, known: 2, alerts: 0 })
  expect((await alertsOf('open')).map(({ use, counterparty }) => [use, counterparty])).toEqual([
    ['property', '城南房地产开发公司'],
  ])
  await expect(servicing.call(fundsApi.importFunds, { body: { ...body, content: 'a,b\n1,2' } })).rejects.toMatchObject({
    problem: { code: 'funds.file_unreadable' },
  })
  const underwriter = await world.app.as('underwriter')
  await expect(underwriter.call(fundsApi.importFunds, { body })).rejects.toMatchObject({ problem: { status: 403 } })
})
