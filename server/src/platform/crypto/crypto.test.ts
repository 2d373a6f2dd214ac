import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Instant, manualClock } from '../clock.ts'
import { freshDatabase, freshPlatform } from '../testing.ts'
import { openKeys } from './keys.ts'
import { hashPassword, verifyPassword } from './password.ts'

const place = { table: 'customer', column: 'resident_id', id: 'cus_1' }

test('[SEC-01] a field opens at its own place and nowhere else', async () => {
  const { keys } = await freshPlatform()
  const sealed = keys.encrypt(place, '11010519491231002X')
  expect(sealed.includes('110105')).toBe(false)
  expect(keys.decrypt(place, sealed)).toBe('11010519491231002X')
  expect(() => keys.decrypt({ ...place, id: 'cus_2' }, sealed)).toThrow('unable to authenticate data')
  expect(() => keys.decrypt({ ...place, column: 'name' }, sealed)).toThrow('unable to authenticate data')
  expect(keys.encrypt(place, 'x').equals(keys.encrypt(place, 'x'))).toBe(false)
})

test('[SEC-01] the blind index is the same for the same value of the same field only', async () => {
  const { keys } = await freshPlatform()
  expect(keys.blindIndex('a', '1').equals(keys.blindIndex('a', '1'))).toBe(true)
  expect(keys.blindIndex('a', '1').equals(keys.blindIndex('b', '1'))).toBe(false)
})

test('[SEC-01] a master key of another database is refused at the start', async () => {
  const { db } = await freshDatabase()
  const clock = manualClock('2026-11-22T00:00:00.000Z' as Instant)
  const [right, wrong] = ['right', 'wrong'].map((word) => createHash('sha256').update(word).digest())
  const keys = await openKeys(db, right!, clock)
  const again = await openKeys(db, right!, clock)
  expect(again.decrypt(place, keys.encrypt(place, '张三'))).toBe('张三')
  await expect(openKeys(db, wrong!, clock)).rejects.toThrow('master key')
})

test('[SEC-06] passwords are kept as argon2id and checked', async () => {
  const stored = await hashPassword('秘密 secret')
  expect(stored).toMatch(/^argon2id\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword('秘密 secret', stored)).toBe(true)
  expect(await verifyPassword('秘密 Secret', stored)).toBe(false)
  expect(await verifyPassword('anything', null)).toBe(false)
})
