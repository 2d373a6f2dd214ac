import { expect, test } from 'vitest'
import { isGenuine, newSecret, signatureHeader } from './signature.ts'

/** The example that the Standard Webhooks project publishes with its specification. */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1_614_265_330, body: '{"test": 2432232314}' },
  header: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('[HOOK-1] the published example of Standard Webhooks is signed to the letter', () => {
  expect(signatureHeader(published.message, [published.secret])).toBe(published.header)
})

test('[HOOK-2] a receiver finds its signature among several; another secret, body, id or an old message is refused', () => {
  const [old, fresh] = [newSecret(), newSecret()]
  const message = { id: 'evt_1', seconds: 1_000, body: '{}' }
  const header = signatureHeader(message, [fresh, old])
  expect(header.split(' ')).toHaveLength(2)
  expect([old, fresh, newSecret()].map((secret) => isGenuine(message, header, secret, 1_010))).toEqual([
    true,
    true,
    false,
  ])
  expect(isGenuine({ ...message, body: '{} ' }, header, fresh, 1_010)).toBe(false)
  expect(isGenuine({ ...message, id: 'evt_2' }, header, fresh, 1_010)).toBe(false)
  expect(isGenuine(message, header, fresh, 1_301)).toBe(false)
})
