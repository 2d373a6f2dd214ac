import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacSha256 } from './hmac.ts'

test('[CR-1] the seal is the HMAC of the standard, whatever the length of key and text', () => {
  for (const length of [0, 1, 32, 64]) {
    const key = Buffer.alloc(length, 7)
    for (const text of ['', '还款', 'x'.repeat(1000)]) {
      expect(hmacSha256(key)(text)).toEqual(createHmac('sha256', key).update(text).digest())
    }
  }
})

test('[CR-2] test case 2 of RFC 4231', () => {
  expect(hmacSha256(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

test('[CR-3] a key that does not fit the block is not taken', () => {
  expect(() => hmacSha256(Buffer.alloc(65))).toThrow('longer than a block')
})
