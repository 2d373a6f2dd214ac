import { expect, test } from 'vitest'
import { isPublicAddress, problemOfUrl, publicLookup } from './address.ts'

test.each([
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['169.254.169.254', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['fd00::1', false],
  ['fe80::1', false],
])('[HOOK-3] %s is reachable from everywhere: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})

test.each([
  ['https://partner.test/hooks', true, null],
  ['http://partner.test/hooks', true, 'not_https'],
  ['http://127.0.0.1:9000/', false, null],
  ['https://127.0.0.1/', true, 'not_public'],
  ['https://[::1]/', true, 'not_public'],
  ['https://2130706433/', true, 'not_public'],
  ['https://localhost/', true, 'not_public'],
  ['https://metadata.internal/', true, 'not_public'],
  ['https://user:secret@partner.test/', false, 'not_a_url'],
  ['ftp://partner.test/', false, 'not_https'],
  ['partner', false, 'not_a_url'],
] as const)('[HOOK-3] %s in production %s: %s', (url, isProduction, problem) => {
  expect(problemOfUrl(url, isProduction)).toBe(problem)
})

test('[HOOK-3] a name that leads inside is refused in the look-up of the connection itself', async () => {
  const answer = await new Promise<Error | null>((resolve) => publicLookup('localhost', { all: true }, resolve))
  expect(answer?.message).toBe('the address is not public')
})
