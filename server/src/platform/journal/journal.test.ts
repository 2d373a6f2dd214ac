import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemActor } from '../actor.ts'
import { write } from '../context.ts'
import type { Db } from '../db.ts'
import { freshPlatform, type TestPlatform } from '../testing.ts'
import { record } from './record.ts'
import { sealJournal } from './seal.ts'
import { verifyJournal } from './verify.ts'

const actor = systemActor('test')

async function written(platform: TestPlatform, count: number): Promise<void> {
  for (let no = 1; no <= count; no++) {
    await write(platform, { actor }, (ctx) =>
      record(ctx, {
        action: 'tests.done',
        objectKind: 'thing',
        objectId: `thing-${no}`,
        after: { no, b: 2, a: [1.5, 'x'] },
      }),
    )
  }
}

async function sealed(count = 10): Promise<TestPlatform> {
  const platform = await freshPlatform()
  await written(platform, count)
  await sealJournal(platform)
  return platform
}

const kinds = async (platform: TestPlatform) =>
  (await verifyJournal(platform)).findings.map(({ kind, sequence }) => `${kind} ${sequence}`)
const asOwner = async (owner: Db, statements: string) => {
  for (const statement of statements.split(';')) await sql.raw(statement).execute(owner)
}

test('[JRN-1] what was written and sealed verifies', async () => {
  const platform = await sealed(12)
  await written(platform, 1)
  expect(await verifyJournal(platform)).toMatchObject({ isIntact: true, lines: 13, sealed: 12, findings: [] })
})

test('[JRN-2] a line changed by hand is found', async () => {
  const platform = await sealed()
  await asOwner(platform.owner, `update journal set after = '{"no": 99}' where object_id = 'thing-4'`)
  expect(await kinds(platform)).toEqual(['altered 4'])
})

test('[JRN-3] a line removed by hand is found', async () => {
  const platform = await sealed()
  await asOwner(platform.owner, `delete from journal where object_id = 'thing-5'`)
  expect(await kinds(platform)).toEqual(['missing 5'])
})

test('[JRN-4] a line removed with its link is found', async () => {
  const platform = await sealed()
  await asOwner(
    platform.owner,
    `delete from journal_link where seq = 5; delete from journal where object_id = 'thing-5'`,
  )
  expect((await kinds(platform))[0]).toBe('missing 6')
})

test('[JRN-5] a line put in by hand is found before and after sealing', async () => {
  const platform = await sealed()
  await asOwner(
    platform.owner,
    `insert into journal (recorded_at, actor_kind, actor_id, action, object_kind, object_id, request_id, mac)
     select recorded_at, actor_kind, 'usr_innocent', action, object_kind, object_id, request_id, mac from journal where object_id = 'thing-3'`,
  )
  expect(await kinds(platform)).toEqual(['inserted 0'])
  await sealJournal(platform)
  expect(await kinds(platform)).toEqual(['inserted 11'])
})

test('[JRN-6] links that changed places are found', async () => {
  const platform = await sealed()
  await asOwner(
    platform.owner,
    `update journal_link set seq = -3 where seq = 3; update journal_link set seq = 3 where seq = 4; update journal_link set seq = 4 where seq = -3`,
  )
  expect((await kinds(platform)).filter((kind) => kind.startsWith('reordered')).length).toBeGreaterThanOrEqual(2)
})

test('[JRN-7] a tail cut off with links and head is found by the anchored heads', async () => {
  const platform = await sealed(6)
  await written(platform, 3)
  await sealJournal(platform)
  await asOwner(
    platform.owner,
    `delete from journal_link where seq > 6; delete from journal where id > 6;
     update journal_head set seq = 6, hash = (select hash from journal_link where seq = 6)`,
  )
  expect(await kinds(platform)).toEqual(['truncated 6'])
})

test('[JRN-8] a tail cut off together with the anchors is found by a head kept elsewhere', async () => {
  const platform = await sealed(6)
  const { head, sealed: seq } = await verifyJournal(platform)
  await asOwner(
    platform.owner,
    `delete from journal_anchor; delete from journal_link where seq > 4; delete from journal where id > 4;
     update journal_head set seq = 4, hash = (select hash from journal_link where seq = 4)`,
  )
  expect((await verifyJournal(platform)).isIntact).toBe(true)
  const verification = await verifyJournal(platform, { seq: BigInt(seq), hash: head! })
  expect(verification.findings.map(({ kind }) => kind)).toEqual(['truncated'])
})

test('[JRN-9] a transaction that commits late is sealed later, and the chain holds', async () => {
  const platform = await freshPlatform()
  let letGo: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const late = write(platform, { actor }, async (ctx) => {
    await record(ctx, { action: 'tests.late', objectKind: 'thing', objectId: 'late' })
    await held
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await written(platform, 3)
  await sealJournal(platform)
  letGo()
  await late
  await sealJournal(platform)
  expect(await verifyJournal(platform)).toMatchObject({ isIntact: true, lines: 4, sealed: 4 })
})

test('[JRN-10] sealing by several processes at once makes one chain', async () => {
  const platform = await freshPlatform()
  await written(platform, 20)
  await Promise.all(Array.from({ length: 5 }, () => sealJournal(platform)))
  expect(await verifyJournal(platform)).toMatchObject({ isIntact: true, sealed: 20 })
})

test('[JRN-11] the application itself cannot change or remove lines', async () => {
  const platform = await sealed()
  const denied = { code: '42501' }
  for (const table of ['journal', 'journal_link', 'journal_anchor']) {
    await expect(asOwner(platform.db, `delete from ${table}`)).rejects.toMatchObject(denied)
    await expect(asOwner(platform.db, `truncate ${table}`)).rejects.toMatchObject(denied)
  }
  await expect(asOwner(platform.db, `update journal set reason = 'x'`)).rejects.toMatchObject(denied)
  await expect(asOwner(platform.db, `update journal_link set hash = ''`)).rejects.toMatchObject(denied)
  await expect(asOwner(platform.db, 'alter table journal disable trigger all')).rejects.toMatchObject(denied)
})

test('[JRN-12] personal data is masked on its way in', async () => {
  const platform = await freshPlatform()
  const after = {
    name: '欧阳小明',
    mobile: '13812345678',
    note: '身份证 11010519491231002X 电话13900001111',
    password: 'geheim',
    rate: 72_000,
  }
  await write(platform, { actor }, (ctx) =>
    record(ctx, { action: 'tests.masked', objectKind: 'customer', objectId: 'c', after }),
  )
  const line = await platform.db.selectFrom('journal').select('after').executeTakeFirstOrThrow()
  expect(line.after).toEqual({
    name: '欧阳**',
    mobile: '138****5678',
    note: '身份证 110105********002X 电话139****1111',
    password: '******',
    rate: 72_000,
  })
})

test('[JRN-13] the line is gone when its transaction rolls back', async () => {
  const platform = await freshPlatform()
  const failing = write(platform, { actor }, async (ctx) => {
    await record(ctx, { action: 'tests.never', objectKind: 'thing', objectId: 'x' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await verifyJournal(platform)).toMatchObject({ lines: 0 })
})
