import { regulationsApi as api, borrowerApi, type OutputOf, productsApi } from '@puhui/api'
import { formatYuan } from '@puhui/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repriceJob } from '../../server/src/flows/reprice-contracts.ts'
import { whatIfJob } from '../../server/src/flows/what-if-rule.ts'
import { seedRegister } from '../../server/src/modules/regulations/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { runQueuedJobs } from '../../server/src/platform/testing.ts'
import { regulationsModule } from '../../server/src/routes/regulations.ts'
import { loanTold } from './agreement-world.ts'
import { approved, borrow, goTo, type LoanFile, loanOf, openLendingLender, type World } from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender({}, [regulationsModule])
  await write(world.platform, { actor: systemActor('test') }, (ctx) => seedRegister(ctx))
})
afterAll(() => world.platform.drop())

const TODAY = '2026-11-22'
const DAY = '2027-01-01'

function policy(more: Partial<Parameters<typeof entryOf>[0]> = {}) {
  return entryOf({ title: '个人贷款综合融资成本上限下调', effectiveOn: DAY, rules: ['CN-RATE-004'], ...more })
}

function entryOf({ title, effectiveOn, rules }: { title: string; effectiveOn: string; rules: string[] }) {
  return {
    title: { zh: title, en: 'Lower ceiling on the cost of personal loans' },
    issuer: { zh: '国家金融监督管理总局', en: 'NFRA' },
    reference: { zh: '示例〔2026〕1号', en: 'Example 2026 No. 1' },
    body: { zh: '新发放贷款的综合融资成本不得超过年化15%。', en: 'New loans cost at most 15% a year.' },
    effectiveOn,
    oldContracts: 'kept' as const,
    rules,
  }
}

const CAP = { rule: 'CN-RATE-004', parameter: 'capAnnualPpm', value: '150000' }
const quoteOf = (productCode: string) => ({
  body: { productCode, principalFen: '2000000', termMonths: 12, method: 'equal-instalment' as const },
})

async function whatIf(staff: Awaited<ReturnType<World['app']['as']>>, more: object = {}) {
  const body = { name: '上限降至15%', numbers: [CAP], effectiveOn: DAY, oldContracts: 'kept' as const, ...more }
  const { whatIfId } = await staff.call(api.startWhatIf, { body })
  await runQueuedJobs(world.platform, [whatIfJob])
  return staff.call(api.getWhatIf, { params: { whatIfId } })
}

test('MPR-02 the register holds the rules that bind the lender, and a policy goes from watched to planned', async () => {
  const [compliance, collector] = [await world.app.as('compliance'), await world.app.as('collector')]
  const { rows: laws } = await compliance.call(api.listRegulations, { query: { origin: ['law'], pageSize: 100 } })
  expect(laws.map(({ number }) => number)).toEqual(
    expect.arrayContaining(['CN-RATE-004', 'CN-ORIG-003', 'CN-ORIG-004']),
  )
  expect(laws.map(({ number }) => number)).not.toContain('CN-ORIG-009')
  expect(laws.find(({ number }) => number === 'CN-RATE-004')).toMatchObject({
    state: 'inForce',
    effectiveOn: '2025-10-01',
  })
  const params = { regulationId: laws.find(({ number }) => number === 'CN-RATE-004')!.id }
  const law = await compliance.call(api.getRegulation, { params })
  expect(law.rules[0]!.parameters[0]).toEqual({
    parameter: 'capAnnualPpm',
    unit: 'ppm',
    law: '240000',
    inForce: '240000',
  })
  expect(law.rules[0]!.sources.length).toBeGreaterThan(0)
  const refusal = (code: string) => ({ problem: { code } })
  await expect(compliance.call(api.proposeNumbers, { params, body: { numbers: [CAP] } })).rejects.toMatchObject(
    refusal('regulations.is_law'),
  )
  await expect(collector.call(api.enterRegulation, { body: policy() })).rejects.toMatchObject(refusal('auth.forbidden'))
  await expect(compliance.call(api.enterRegulation, { body: policy({ rules: ['CN-NONE'] }) })).rejects.toMatchObject(
    refusal('regulations.rule_unknown'),
  )

  const entered = { params: await compliance.call(api.enterRegulation, { body: policy() }) }
  const file = () => compliance.call(api.getRegulation, entered)
  expect(await file()).toMatchObject({ number: 'REG-0001', state: 'watched', daysLeft: 40, products: [] })
  await expect(compliance.call(api.planRegulation, entered)).rejects.toMatchObject(
    refusal('regulations.not_interpreted'),
  )
  await collector.call(api.acknowledgeRegulation, { ...entered, body: { revision: 1 } })
  const note = { zh: 'D、E 级客户的定价须下调。', en: 'Prices of grades D and E have to come down.' }
  await compliance.call(api.interpretRegulation, { ...entered, body: note })
  const interpreted = await file()
  expect(interpreted).toMatchObject({ state: 'interpreted', revision: 2, isRead: false })
  expect(interpreted.readings.every(({ readAt }) => readAt === null)).toBe(true)
  await expect(collector.call(api.acknowledgeRegulation, { ...entered, body: { revision: 1 } })).rejects.toMatchObject(
    refusal('regulations.changed_meanwhile'),
  )
  await collector.call(api.acknowledgeRegulation, { ...entered, body: { revision: 2 } })
  expect((await file()).readings[0]).toMatchObject({ roles: ['collector'], readAt: expect.any(String) })

  await expect(compliance.call(api.planRegulation, entered)).rejects.toMatchObject(
    refusal('regulations.nothing_planned'),
  )
  const action = { title: { zh: '调整产品价格', en: 'Change prices' }, ownerId: 'usr_product', dueOn: '2026-12-20' }
  const { actionId } = await compliance.call(api.addRegulationAction, { ...entered, body: action })
  await compliance.call(api.planRegulation, entered)
  const { alerts } = await collector.call(api.regulationAlerts, {})
  expect(alerts).toMatchObject([{ number: 'REG-0001', state: 'planned', daysLeft: 40, openActions: 1, lateActions: 0 }])
  const finish = { params: { actionId }, body: { note: '已调整' } }
  await expect(collector.call(api.finishRegulationAction, finish)).rejects.toMatchObject(
    refusal('regulations.action_of_another'),
  )
  await (await world.app.as('product')).call(api.finishRegulationAction, finish)
  expect((await file()).actions[0]).toMatchObject({ doneOn: TODAY, note: '已调整' })

  const later = await compliance.call(api.enterRegulation, { body: policy({ title: '正式稿' }) })
  await compliance.call(api.supersedeRegulation, { ...entered, body: { byId: later.regulationId } })
  expect(await file()).toMatchObject({ state: 'superseded', supersededBy: { number: 'REG-0002' } })
})

test('MPR-02 a number that a policy sets is released by a second person and never looser than the law', async () => {
  const [compliance, risk] = [await world.app.as('compliance'), await world.app.as('risk')]
  const entered = { params: await compliance.call(api.enterRegulation, { body: policy() }) }
  const loose = [
    { ...CAP, value: '260000' },
    { ...CAP, parameter: 'none' },
    { ...CAP, value: 'high' },
  ]
  await expect(compliance.call(api.proposeNumbers, { ...entered, body: { numbers: loose } })).rejects.toMatchObject({
    problem: {
      code: 'regulations.numbers_invalid',
      problems: [
        { pointer: '/numbers/0/value', code: 'compliance.parameter_past_the_law' },
        { pointer: '/numbers/1/value', code: 'compliance.parameter_unknown' },
        { pointer: '/numbers/2/value', code: 'compliance.parameter_wrong_type' },
      ],
    },
  })
  await compliance.call(api.proposeNumbers, { ...entered, body: { numbers: [CAP] } })
  const decide = { ...entered, body: { verdict: 'approve' as const, note: '' } }
  await expect(compliance.call(api.decideNumbers, decide)).rejects.toMatchObject({
    problem: { code: 'approvals.maker_cannot_check' },
  })
  await expect(
    world.platform.db
      .updateTable('regulation_parameter')
      .set({ status: 'released', approver_id: 'usr_risk' })
      .where('regulation_id', '=', entered.params.regulationId)
      .execute(),
  ).rejects.toThrow('two persons')
  expect(await risk.call(api.decideNumbers, { ...decide, body: { verdict: 'reject', note: '等正式文本' } })).toEqual({
    status: 'rejected',
  })
  expect((await compliance.call(api.getRegulation, entered)).products).toEqual([])
})

test('MPR-03 C04 a lower cap: what it would do, versions that keep to it, refusals from its day, old contracts as signed', async () => {
  const [compliance, risk] = [await world.app.as('compliance'), await world.app.as('risk')]
  const first = await borrow(world)
  const waiting = await approved(world, { productCode: 'XFFQ', purpose: 'appliances' })
  const before = await loanOf(risk, first.loanId)
  const { regulationId } = await compliance.call(api.enterRegulation, { body: policy() })

  const asked = await whatIf(compliance, { regulationId })
  const { result } = asked
  expect(asked).toMatchObject({ status: 'done', asOf: TODAY, scenario: { from: '2025-11-23', to: TODAY } })
  expect(result!.products).toMatchObject([
    { code: 'XFFQ', refused: 2 * 2 * 7 * 2, offers: 5 * 2 * 7 * 2, reasons: ['cost'] },
    { code: 'XJD', reasons: ['cost'] },
  ])
  checkSums(result!)
  const again = await compliance.call(api.repeatWhatIf, { params: { whatIfId: asked.id } })
  expect(again).toEqual({ isSame: true, inputsHash: asked.inputsHash, resultHash: asked.resultHash })

  const measures = [{ productCode: 'XJD', kind: 'lowerRate' as const }]
  const apply = { params: { whatIfId: asked.id }, body: { measures, note: '降价至新上限' } }
  await expect(
    compliance.call(api.applyWhatIf, {
      ...apply,
      body: { ...apply.body, measures: [{ productCode: 'XJD', kind: 'shortenTerm' }] },
    }),
  ).rejects.toMatchObject({ problem: { code: 'regulations.measure_cures_nothing' } })
  const { versions, approvalId } = await compliance.call(api.applyWhatIf, apply)
  expect(versions).toMatchObject([{ productCode: 'XJD', version: 2 }])
  expect(approvalId).not.toBeNull()
  const release = { verdict: 'approve' as const, note: '' }
  await risk.call(api.decideNumbers, { params: { regulationId }, body: release })
  await risk.call(productsApi.decideVersion, { params: { versionId: versions[0]!.versionId }, body: release })
  const file = await compliance.call(api.getRegulation, { params: { regulationId } })
  expect(file).toMatchObject({
    state: 'planned',
    measures: [{ productCode: 'XJD', version: 2, versionStatus: 'released' }],
  })
  expect(file.products).toMatchObject([
    { code: 'XFFQ', refused: 56 },
    { code: 'XJD', version: 2, refused: 0 },
  ])

  const borrower = waiting.borrower
  expect(await borrower.call(productsApi.makeQuote, quoteOf('XFFQ'))).toMatchObject({ annualRatePpm: 186_000 })
  await goTo(world, DAY)
  await expect(borrower.call(productsApi.makeQuote, quoteOf('XFFQ'))).rejects.toMatchObject({
    problem: {
      code: 'regulations.cost_above_cap',
      facts: { cost: '18.60%', cap: '15.00%', rule: 'CN-RATE-004', regulation: file.number, since: DAY },
    },
  })
  const lowered = await borrower.call(productsApi.makeQuote, quoteOf('XJD'))
  expect(lowered.annualRatePpm).toBe(150_000)
  const after = await loanOf(risk, first.loanId)
  expect(owedOf(after)).toEqual(owedOf(before))
  expect(after.annualRatePpm).toBe(before.annualRatePpm)
  expect((await compliance.call(api.getRegulation, { params: { regulationId } })).state).toBe('inForce')
})

/** What was promised: day, principal and interest of every instalment. */
function owedOf({ schedule }: LoanFile) {
  return schedule.map(({ dueOn, principalFen, interestFen }) => ({ dueOn, principalFen, interestFen }))
}

/** Everything that was counted is in one group of every dimension, and nothing is lost by a measure that keeps it. */
function checkSums(result: NonNullable<OutputOf<typeof api.getWhatIf>['result']>): void {
  for (const by of ['product', 'region', 'grade', 'channel'] as const) {
    const own = result.groups.filter((group) => group.by === by)
    expect(own.reduce((sum, { offers }) => sum + offers, 0)).toBe(result.offers.count)
    expect(own.reduce((sum, { changed }) => sum + changed, 0)).toBe(result.changed.count)
    expect(own.reduce((sum, { loans }) => sum + loans, 0)).toBe(result.book.loans)
  }
  const withdrawn = result.alternatives.find(({ measure }) => measure === 'withdraw')!
  expect(withdrawn).toMatchObject({ keptCount: 0, interestChangeFen: `${-BigInt(result.changed.interestFen)}` })
}

test('C04 where the rule asks for it, old contracts come down to the cap from its day, each once', async () => {
  const [compliance, risk] = [await world.app.as('compliance'), await world.app.as('risk')]
  const { loanId, borrower } = await borrow(world)
  const before = await loanOf(risk, loanId)
  expect(before.annualRatePpm).toBeGreaterThan(60_000)
  const body = { ...policy({ effectiveOn: '2027-02-01' }), oldContracts: 'repriced' as const }
  const params = await compliance.call(api.enterRegulation, { body })
  await compliance.call(api.proposeNumbers, { params, body: { numbers: [{ ...CAP, value: '60000' }] } })
  await expect(risk.call(api.repriceContracts, { params })).rejects.toMatchObject({
    problem: { code: 'regulations.contracts_kept' },
  })
  await risk.call(api.decideNumbers, { params, body: { verdict: 'approve', note: '' } })
  await expect(risk.call(api.repriceContracts, { params })).rejects.toMatchObject({
    problem: { code: 'regulations.not_in_force' },
  })
  const { result } = await whatIf(compliance, { numbers: [{ ...CAP, value: '60000' }], oldContracts: 'repriced' })
  expect(BigInt(result!.book.monthlyAfterFen)).toBeLessThan(BigInt(result!.book.monthlyBeforeFen))
  await goTo(world, '2027-02-01')
  const due = (await compliance.call(api.getRegulation, { params })).repricing!.due
  expect(due).toBeGreaterThan(0)
  await risk.call(api.repriceContracts, { params })
  await runQueuedJobs(world.platform, [repriceJob])
  expect((await compliance.call(api.getRegulation, { params })).repricing).toEqual({ due: 0, done: due })
  const after = await loanOf(risk, loanId)
  expect(after.events.filter(({ kind }) => kind === 'rescheduled')).toHaveLength(1)
  expect(after.figures.outstandingFen).toBe(before.figures.outstandingFen)
  const [was, is] = [before, after].map((file) => file.schedule.at(-1)!)
  expect(after.schedule).toHaveLength(before.schedule.length)
  expect(BigInt(is!.interestFen)).toBeLessThan(BigInt(was!.interestFen))
  const { rateChanges } = await borrower.call(borrowerApi.borrowerLoan, { params: { loanId } })
  expect(rateChanges).toMatchObject([
    { valueOn: '2027-02-01', fromPpm: before.annualRatePpm, toPpm: after.annualRatePpm },
  ])
  const [told, ...more] = await loanTold(world, loanId, 'loans.repriced')
  expect(more).toEqual([])
  expect(told).toContain(`自 2027-02-01 起执行：${rateChanges[0]!.why.zh}`)
  expect(told).toContain(`变为 ${formatYuan(BigInt(rateChanges[0]!.after!.amountFen))} 元`)
})
