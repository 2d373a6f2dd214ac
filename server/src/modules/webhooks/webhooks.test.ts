import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { webhooksApi } from '@puhui/api'
import { expect, onTestFinished, test } from 'vitest'
import { systemActor } from '../../platform/actor.ts'
import { at, later } from '../../platform/clock.ts'
import { write } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { sealJournal } from '../../platform/journal/seal.ts'
import { freshPlatform, runQueuedJobs, type TestPlatform, testApp } from '../../platform/testing.ts'
import { announce } from './announce.ts'
import { FAILURES_MAX } from './deliver.ts'
import { webhooksModule } from './index.ts'
import { deliverJob, webhookRound } from './jobs.ts'
import { isGenuine } from './signature.ts'

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver on this machine that answers as it is told. */
async function receiver(answer: () => { status: number; headers?: Record<string, string>; body?: string }) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      const { status, headers = {}, body: text = 'ok' } = answer()
      response.writeHead(status, headers).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks` }
}

async function opened(draft: { url: string; types?: string[]; filter?: string; alertEmail?: string }) {
  const platform = await freshPlatform()
  const app = await testApp(platform, [webhooksModule])
  const admin = await app.as('administrator')
  const body = { name: '合作方', ...draft } as never
  const { id } = await admin.call(webhooksApi.createEndpoint, { body })
  return { platform, admin, app, endpointId: id }
}

const actor = systemActor('test')

function happen(platform: TestPlatform, action: string, objectKind: string, objectId: string, after: object) {
  return write(platform, { actor }, (ctx) => record(ctx, { action, objectKind, objectId, customerId: 'cus_1', after }))
}

/** What the loop of a process does, and the worker after it. */
async function goOn(platform: TestPlatform): Promise<void> {
  while ((await sealJournal(platform)) > 0);
  await webhookRound(platform)
  await runQueuedJobs(platform, [deliverJob as never])
}

test('[HOOK-4] what the journal tells is signed, sent once and verified by the receiver; a line nobody asked for is not', async () => {
  const { heard, url } = await receiver(() => ({ status: 200 }))
  const { platform, admin, endpointId } = await opened({ url, types: ['loan.disbursed'] })
  await happen(platform, 'loans.disbursed', 'loan', 'loa_1', {
    principalFen: 1_000_000n,
    contractId: 'ctr_1',
    number: 'X',
  })
  await happen(platform, 'contracts.signed', 'contract', 'ctr_1', {})
  await goOn(platform)
  await goOn(platform)
  expect(heard).toHaveLength(1)
  const { headers, body } = heard[0]!
  const { secret } = await admin.call(webhooksApi.revealSecret, { params: { endpointId } })
  const message = { id: String(headers['webhook-id']), seconds: Number(headers['webhook-timestamp']), body }
  expect(isGenuine(message, String(headers['webhook-signature']), secret, message.seconds)).toBe(true)
  expect(JSON.parse(body)).toEqual({
    type: 'loan.disbursed',
    timestamp: platform.clock.now(),
    data: { loanId: 'loa_1', contractId: 'ctr_1', customerId: 'cus_1', amountFen: '1000000' },
  })
})

test('[HOOK-5] a failure is tried again at growing intervals, then taken; a replay sends the same id and bytes', async () => {
  let status = 500
  const { heard, url } = await receiver(() => ({ status, body: 'out of order, call 13812345678' }))
  const { platform, admin } = await opened({ url })
  await happen(platform, 'contracts.signed', 'contract', 'ctr_1', {})
  await goOn(platform)
  await goOn(platform)
  expect(heard).toHaveLength(1)
  platform.clock.set(later(platform.clock.now(), 5_001))
  status = 204
  await goOn(platform)
  expect(heard).toHaveLength(2)
  const { rows } = await admin.call(webhooksApi.listDeliveries, { query: {} })
  const deliveryId = rows[0]!.id
  expect(rows).toMatchObject([{ status: 'sent', attempts: 2, lastStatus: 204, type: 'contract.signed' }])
  status = 200
  const again = await admin.call(webhooksApi.replayDelivery, { params: { deliveryId } })
  expect(again).toMatchObject({ status: 200, isSimulated: false })
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
  const file = await admin.call(webhooksApi.getDelivery, { params: { deliveryId } })
  expect(file.attempts.map(({ why, status: told }) => [why, told])).toEqual([
    ['replay', 200],
    ['retry', 204],
    ['first', 500],
  ])
  expect(file.attempts.at(-1)!.response).toBe('out of order, call …')
})

test('[HOOK-6] after so many failures in a row a receiver is suspended and somebody is told; active again, it gets what waited', async () => {
  let status = 503
  const { heard, url } = await receiver(() => ({ status }))
  const { platform, admin, endpointId } = await opened({ url, alertEmail: 'ops@lender.test' })
  for (let no = 0; no < FAILURES_MAX; no++) await happen(platform, 'contracts.signed', 'contract', `ctr_${no}`, {})
  await goOn(platform)
  expect(heard).toHaveLength(FAILURES_MAX)
  const params = { endpointId }
  expect(await admin.call(webhooksApi.getEndpoint, { params })).toMatchObject({
    status: 'suspended',
    statusWhy: 'failures',
  })
  const mail = await platform.db.selectFrom('outbox_message').selectAll().where('kind', '=', 'email').execute()
  expect(mail.map(({ template }) => template)).toEqual(['webhooks.suspended'])
  platform.clock.set(later(platform.clock.now(), 3_600_000))
  await goOn(platform)
  expect(heard).toHaveLength(FAILURES_MAX)
  status = 200
  await admin.call(webhooksApi.setEndpointStatus, { params, body: { status: 'active' } })
  await goOn(platform)
  expect(heard).toHaveLength(2 * FAILURES_MAX)
  const { rows } = await admin.call(webhooksApi.listDeliveries, { query: {} })
  expect(rows.every((row) => row.status === 'sent')).toBe(true)
})

test('[HOOK-7] a redirect is not followed, 410 ends it at once, and silence is no answer', async () => {
  const elsewhere = await receiver(() => ({ status: 200 }))
  const redirecting = await receiver(() => ({ status: 302, headers: { location: elsewhere.url } }))
  const { admin, endpointId } = await opened({ url: redirecting.url })
  const params = { endpointId }
  expect(await admin.call(webhooksApi.sendTest, { params })).toMatchObject({ status: 302 })
  expect(elsewhere.heard).toHaveLength(0)
  const change = (url: string) =>
    admin.call(webhooksApi.changeEndpoint, { params, body: { name: '合作方', url } as never })
  await change('http://127.0.0.1:9/')
  expect(await admin.call(webhooksApi.sendTest, { params })).toMatchObject({ status: null, error: 'ECONNREFUSED' })
  await change((await receiver(() => ({ status: 410 }))).url)
  await admin.call(webhooksApi.sendTest, { params })
  expect(await admin.call(webhooksApi.getEndpoint, { params })).toMatchObject({
    status: 'suspended',
    statusWhy: 'gone',
  })
})

test('[HOOK-8] while a secret changes over both sign for a day, then the new one alone', async () => {
  const { heard, url } = await receiver(() => ({ status: 200 }))
  const { platform, admin, endpointId } = await opened({ url })
  const params = { endpointId }
  const before = await admin.call(webhooksApi.revealSecret, { params })
  await admin.call(webhooksApi.rotateSecret, { params })
  const after = await admin.call(webhooksApi.revealSecret, { params })
  expect(after.secret).not.toBe(before.secret)
  await admin.call(webhooksApi.sendTest, { params })
  const { headers, body } = heard[0]!
  const message = { id: String(headers['webhook-id']), seconds: Number(headers['webhook-timestamp']), body }
  for (const { secret } of [before, after]) {
    expect(isGenuine(message, String(headers['webhook-signature']), secret, message.seconds)).toBe(true)
  }
  await platform.db
    .updateTable('webhook_endpoint')
    .set({ old_secret_until: at('2020-01-01' as never, '09:00') })
    .execute()
  await admin.call(webhooksApi.sendTest, { params })
  expect(String(heard[1]!.headers['webhook-signature']).split(' ')).toHaveLength(1)
})

test('[HOOK-9] a filter lets through what it says; what an event does not carry is no match', async () => {
  const { heard, url } = await receiver(() => ({ status: 200 }))
  const { platform, admin, endpointId } = await opened({ url, filter: 'dpd >= 30' })
  const late = (dpd: number) => ({
    type: 'loan.past_due' as const,
    sourceKey: `past_due:${dpd}`,
    objectKind: 'loan',
    objectId: 'loa_1',
    customerId: null,
    data: { dpd },
    occurredAt: platform.clock.now(),
  })
  const told = await write(platform, { actor }, (ctx) => announce(ctx, [late(7), late(30), late(30)]))
  await happen(platform, 'contracts.signed', 'contract', 'ctr_1', {})
  await goOn(platform)
  expect([told, heard.length]).toEqual([1, 1])
  const body = { name: '合作方', url, filter: 'dpd >>= 30' } as never
  const refused = admin.call(webhooksApi.changeEndpoint, { params: { endpointId }, body })
  await expect(refused).rejects.toMatchObject({ problem: { code: 'webhooks.filter_invalid' } })
})

test('[HOOK-10] a paused receiver hears nothing of what happens meanwhile, and past events are not told to a new one', async () => {
  const { heard, url } = await receiver(() => ({ status: 200 }))
  const { platform, admin, endpointId } = await opened({ url })
  const set = (status: 'active' | 'paused') =>
    admin.call(webhooksApi.setEndpointStatus, { params: { endpointId }, body: { status } })
  await set('paused')
  await happen(platform, 'contracts.signed', 'contract', 'ctr_1', {})
  await goOn(platform)
  await set('active')
  await happen(platform, 'contracts.signed', 'contract', 'ctr_2', {})
  await goOn(platform)
  expect(heard.map(({ body }) => (JSON.parse(body) as { data: { contractId: string } }).data.contractId)).toEqual([
    'ctr_2',
  ])
})

test('[HOOK-11] who may only read sees no secret and sends nothing; secrets lie encrypted', async () => {
  const { url } = await receiver(() => ({ status: 200 }))
  const { platform, app, admin, endpointId } = await opened({ url })
  const auditor = await app.as('auditor')
  const params = { endpointId }
  expect(JSON.stringify(await auditor.call(webhooksApi.getEndpoint, { params }))).not.toContain('whsec_')
  await expect(auditor.call(webhooksApi.revealSecret, { params })).rejects.toMatchObject({ problem: { status: 403 } })
  await expect(auditor.call(webhooksApi.sendTest, { params })).rejects.toMatchObject({ problem: { status: 403 } })
  const { secret } = await admin.call(webhooksApi.revealSecret, { params })
  const row = await platform.db.selectFrom('webhook_endpoint').select('secret').executeTakeFirstOrThrow()
  expect(row.secret.toString('latin1')).not.toContain(secret.slice(6, 20))
  const lines = await platform.db.selectFrom('journal').select('action').where('object_id', '=', endpointId).execute()
  expect(lines.map(({ action }) => action)).toEqual(['webhooks.created', 'webhooks.secret_shown'])
})

test('[HOOK-12] a loan signed and paid out in a batch is heard as both, and a refund that settles it as settled', async () => {
  const { heard, url } = await receiver(() => ({ status: 200 }))
  const { platform } = await opened({ url })
  const batch = { contractId: 'ctr_1', principalFen: 5_000n, channel: 'batch', eventId: 'lev_1' }
  await happen(platform, 'loans.disbursed', 'loan', 'loa_1', batch)
  await happen(platform, 'loans.refunded', 'loan', 'loa_1', { eventId: 'lev_2', amountFen: '5000', status: 'settled' })
  await goOn(platform)
  const told = heard.map(({ body }) => JSON.parse(body) as { type: string; data: { contractId?: string } })
  expect(told.map(({ type }) => type).toSorted()).toEqual([
    'contract.signed',
    'loan.disbursed',
    'loan.refunded',
    'loan.settled',
  ])
  expect(told.find(({ type }) => type === 'contract.signed')!.data.contractId).toBe('ctr_1')
})
