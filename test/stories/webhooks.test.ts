import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loansApi, webhooksApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { expect, onTestFinished, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { deliverWebhooks, followJournal, isGenuine, webhooksModule } from '../../server/src/modules/webhooks/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { sealJournal } from '../../server/src/platform/journal/seal.ts'
import type { TestPlatform } from '../../server/src/platform/testing.ts'
import { borrow, loanOf, openLendingLender } from './lending-world.ts'

const actor = systemActor('test')

interface Message {
  readonly type: string
  readonly data: { readonly loanId?: string; readonly customerId?: string; readonly dpd?: number }
}

/** A partner's server on this machine: it takes what is genuine and answers 401 to the rest. */
async function partner() {
  const requests: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part
    })
    request.on('end', () => {
      requests.push({ headers: request.headers, body })
      response.writeHead(200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

async function deliver(platform: TestPlatform): Promise<void> {
  while ((await sealJournal(platform)) > 0);
  while ((await followJournal(platform)) > 0);
  while ((await deliverWebhooks(platform)) > 0);
}

test('[UX-59] the clock moves on 45 days: one loan falls overdue and its partner hears of it, signed; the other is left alone', async () => {
  const world = await openLendingLender({}, [webhooksModule])
  onTestFinished(() => world.platform.drop())
  const { platform } = world
  const admin = await world.app.as('administrator')
  const servicing = await world.app.as('servicing')
  const { requests, url } = await partner()
  const { id: endpointId } = await admin.call(webhooksApi.createEndpoint, {
    body: { name: '合作方', url, types: [], filter: null, hasCustomer: false, alertEmail: null },
  })
  const unlucky = await borrow(world)
  const steady = await borrow(world)
  const bank = simulatedBank((loanId) => (loanId === unlucky.loanId ? 'insufficient' : 'success'))
  const from = await businessDate(platform.db)
  await endDaysUntil(dayEndRun(platform, { actor, bank }), addDays(from, 44))
  await deliver(platform)
  expect(await businessDate(platform.db)).toBe(addDays(from, 45) as Day)

  const heard = requests.map(({ body }) => JSON.parse(body) as Message)
  const typesOf = (loanId: string) => heard.filter(({ data }) => data.loanId === loanId).map(({ type }) => type)
  const late = await loanOf(servicing, unlucky.loanId)
  expect(late.figures.status).toBe('overdue')
  const pastDue = heard.filter(({ type }) => type === 'loan.past_due')
  expect(pastDue.map(({ data }) => [data.loanId, data.dpd])).toEqual(
    [1, 3, 7, 15].filter((days) => days <= late.figures.dpd).map((days) => [unlucky.loanId, days]),
  )
  expect(typesOf(steady.loanId)).toEqual(expect.arrayContaining(['loan.disbursed', 'repayment.received']))
  expect(typesOf(steady.loanId)).not.toContain('loan.past_due')
  expect(typesOf(unlucky.loanId)).not.toContain('repayment.received')
  expect((await loanOf(servicing, steady.loanId)).figures).toMatchObject({ dpd: 0, overdueFen: '0' })
  expect(heard.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['application.submitted', 'application.decided', 'contract.signed']),
  )

  const { secret } = await admin.call(webhooksApi.revealSecret, { params: { endpointId } })
  for (const { headers, body } of requests) {
    const message = { id: String(headers['webhook-id']), seconds: Number(headers['webhook-timestamp']), body }
    expect(isGenuine(message, String(headers['webhook-signature']), secret, message.seconds)).toBe(true)
    expect(Math.abs(message.seconds - Date.now() / 1_000)).toBeLessThan(600)
    expect(body).not.toMatch(/1[3-9]\d{9}(?!\d)|\p{Script=Han}/u)
  }
  const ids = requests.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids).size).toBe(ids.length)

  const { rows } = await admin.call(webhooksApi.listDeliveries, { query: { type: ['loan.past_due'] } as never })
  const deliveryId = rows[0]!.id
  const before = requests.length
  expect(await admin.call(webhooksApi.replayDelivery, { params: { deliveryId } })).toMatchObject({ status: 200 })
  expect(requests).toHaveLength(before + 1)
  const [first, again] = [
    requests.findLast(({ headers }, at) => at < before && headers['webhook-id'] === rows[0]!.eventId),
    requests.at(-1),
  ]
  expect([again!.headers['webhook-id'], again!.body]).toEqual([first!.headers['webhook-id'], first!.body])
})

test('[UX-59] a payment at the counter and an early settlement are heard once each', async () => {
  const world = await openLendingLender({}, [webhooksModule])
  onTestFinished(() => world.platform.drop())
  const admin = await world.app.as('administrator')
  const { requests, url } = await partner()
  const types = ['repayment.received' as const, 'loan.settled' as const]
  await admin.call(webhooksApi.createEndpoint, {
    body: { name: '合作方', url, types, filter: null, hasCustomer: true, alertEmail: null },
  })
  const { loanId } = await borrow(world)
  const servicing = await world.app.as('servicing')
  const valueOn = await businessDate(world.platform.db)
  const wish = { purpose: 'settle' as const, channel: 'counter' as const, valueOn }
  const file = await loanOf(servicing, loanId)
  const body = { ...wish, amountFen: file.figures.settlementFen }
  await servicing.call(loansApi.repay, { params: { loanId }, body })
  await deliver(world.platform)
  await deliver(world.platform)
  const heard = requests.map(
    ({ body: text }) => JSON.parse(text) as Message & { data: { customer: { mobileMasked: string } } },
  )
  expect(heard.map(({ type }) => type)).toEqual(['repayment.received', 'loan.settled'])
  expect(heard[0]!.data.customer.mobileMasked).toMatch(/^1\d\d\*{4}\d{4}$/)
})
