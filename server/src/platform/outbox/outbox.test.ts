import { expect, test } from 'vitest'
import { systemActor } from '../actor.ts'
import { later } from '../clock.ts'
import { write } from '../context.ts'
import { freshPlatform, type TestPlatform } from '../testing.ts'
import { deliverDue, simulatedDeliveries } from './deliver.ts'
import type { Delivery, DeliveryOutcome } from './delivery.ts'
import { send } from './send.ts'

const actor = systemActor('test')
const sms = (outcome: () => Promise<DeliveryOutcome>): Delivery => ({ kind: 'sms', deliver: outcome })
const sendOne = (platform: TestPlatform, dedupKey?: string) =>
  write(platform, { actor }, (ctx) =>
    send(ctx, {
      kind: 'sms',
      template: 'tests.hello',
      recipient: '13812345678',
      body: '你好',
      ...(dedupKey ? { dedupKey } : {}),
    }),
  )
const only = (platform: TestPlatform) => platform.db.selectFrom('outbox_message').selectAll().executeTakeFirstOrThrow()

test('[OUT-1] a message leaves after commit; the recipient is kept encrypted and shown masked', async () => {
  const platform = await freshPlatform()
  await sendOne(platform)
  const row = await only(platform)
  expect(row).toMatchObject({ status: 'queued', recipient_masked: '138****5678' })
  expect(row.recipient!.includes('1381234')).toBe(false)
  const seen: (string | null)[] = []
  const port: Delivery = {
    kind: 'sms',
    deliver: async (message) => {
      seen.push(message.recipient)
      return { outcome: 'sent', externalId: 'x1' }
    },
  }
  expect(await deliverDue(platform, [port])).toBe(1)
  expect(seen).toEqual(['13812345678'])
  expect(await only(platform)).toMatchObject({ status: 'sent', external_id: 'x1', attempts: 1 })
})

test('[OUT-2] a failure is tried again later, with growing pauses', async () => {
  const platform = await freshPlatform()
  await sendOne(platform)
  const failing = [sms(async () => ({ outcome: 'failed', error: 'busy', mayRetry: true }))]
  await deliverDue(platform, failing)
  expect(await deliverDue(platform, failing)).toBe(0)
  expect(await only(platform)).toMatchObject({ status: 'queued', last_error: 'busy', attempts: 1 })
  platform.clock.set(later(platform.clock.now(), 2_001))
  expect(await deliverDue(platform, simulatedDeliveries)).toBe(1)
  expect(await only(platform)).toMatchObject({ status: 'sent', is_simulated: true, attempts: 2 })
})

test('[OUT-3] when nobody knows whether it went out, it is not sent again', async () => {
  const platform = await freshPlatform()
  await sendOne(platform)
  await deliverDue(platform, [sms(() => Promise.reject(new Error('timeout')))])
  platform.clock.set(later(platform.clock.now(), 3_600_000))
  expect(await deliverDue(platform, simulatedDeliveries)).toBe(0)
  expect(await only(platform)).toMatchObject({ status: 'unknown', last_error: 'timeout' })
})

test('[OUT-4] several processes deliver each message once', async () => {
  const platform = await freshPlatform()
  for (let no = 0; no < 30; no++) await sendOne(platform, `key-${no}`)
  await sendOne(platform, 'key-7')
  let delivered = 0
  const port = sms(async () => {
    delivered += 1
    return { outcome: 'sent' }
  })
  await Promise.all(Array.from({ length: 6 }, () => deliverDue(platform, [port])))
  expect(delivered).toBe(30)
})
