import { expect, test } from 'vitest'
import { testConfig } from '../config.ts'
import { addressGroup, knowsCallers } from './client-address.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('[SEC-06] %s is counted as %s: a subscriber, not each of the addresses that one has', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})

test('[SEC-06] callers are known where nobody stands in front, or where it was said who does', () => {
  const publicUrl = 'https://lender.example'
  expect(knowsCallers(testConfig)).toBe(true)
  expect(knowsCallers({ ...testConfig, publicUrl })).toBe(false)
  expect(knowsCallers({ ...testConfig, publicUrl, trustedProxies: [] })).toBe(true)
})
