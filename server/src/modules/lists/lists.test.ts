import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import { staffActor } from '../../platform/actor.ts'
import { type Platform, write } from '../../platform/context.ts'
import { freshPlatform } from '../../platform/testing.ts'
import { registerByMobile } from '../customers/index.ts'
import { ask, decideRequests, listedOn, type Proposal, propose, readListsOfCustomers, subjectsOf } from './index.ts'

const [ann, bob] = ['usr_ann', 'usr_bob'].map((id) => ({ actor: staffActor(id, []) })) as [
  { actor: never },
  { actor: never },
]
const proposal: Proposal = {
  list: 'black',
  kind: 'phone',
  values: ['138 0013 8000'],
  reason: '多次提交伪造材料',
  expiresOn: '2027-11-22' as Day,
}
const TODAY = '2026-11-22' as Day

async function openRequest(platform: Platform, entryId: string): Promise<string> {
  const row = await platform.db
    .selectFrom('list_request')
    .select('id')
    .where('entry_id', '=', entryId)
    .where('verdict', 'is', null)
    .executeTakeFirstOrThrow()
  return row.id
}

test('FRD-02 a listed telephone is found by its customer once another person has approved, and until its last day', async () => {
  const platform = await freshPlatform()
  const customer = await write(platform, ann, (ctx) => registerByMobile(ctx, '13800138000'))
  const subjects = await subjectsOf(platform, customer.id, null)
  const [entryId] = await write(platform, ann, (ctx) => propose(ctx, proposal, 'staff'))
  expect((await listedOn(platform, subjects, TODAY)).black).toBe(false)
  const requestId = await openRequest(platform, entryId!)
  const own = write(platform, ann, (ctx) => decideRequests(ctx, [requestId], 'approved', ''))
  await expect(own).rejects.toMatchObject({ refusal: { code: 'lists.own_request' } })
  await write(platform, bob, (ctx) => decideRequests(ctx, [requestId], 'approved', '已核实'))
  expect(await listedOn(platform, subjects, TODAY)).toEqual({ black: true, grey: false, white: false })
  expect((await readListsOfCustomers(platform.db, [customer.id], TODAY)).get(customer.id)).toEqual(new Set(['black']))
  expect((await listedOn(platform, subjects, '2027-11-22' as Day)).black).toBe(true)
  expect((await listedOn(platform, subjects, '2027-11-23' as Day)).black).toBe(false)
})

test('FRD-02 the database itself refuses an approver who asked', async () => {
  const platform = await freshPlatform()
  const [entryId] = await write(platform, ann, (ctx) => propose(ctx, proposal, 'staff'))
  const requestId = await openRequest(platform, entryId!)
  const forged = platform.owner
    .updateTable('list_request')
    .set({ verdict: 'approved', decided_by: 'usr_ann', decided_at: platform.clock.now() })
    .where('id', '=', requestId)
    .execute()
  await expect(forged).rejects.toMatchObject({ constraint: 'list_request_four_eyes' })
})

test('FRD-02 removal and appeal need a reason and a second person; a rejected appeal leaves the entry', async () => {
  const platform = await freshPlatform()
  const [entryId] = await write(platform, ann, (ctx) => propose(ctx, proposal, 'staff'))
  const decide = async (who: typeof ann, verdict: 'approved' | 'rejected') => {
    const requestId = await openRequest(platform, entryId!)
    await write(platform, who, (ctx) => decideRequests(ctx, [requestId], verdict, ''))
  }
  const status = async () =>
    (await platform.db.selectFrom('list_entry').select('status').executeTakeFirstOrThrow()).status
  const early = write(platform, ann, (ctx) => ask(ctx, entryId!, 'remove', '误列入名单'))
  await expect(early).rejects.toMatchObject({ refusal: { code: 'lists.not_active' } })
  await decide(bob, 'approved')
  await write(platform, bob, (ctx) => ask(ctx, entryId!, 'appeal', '客户称手机号已换机主'))
  const second = write(platform, ann, (ctx) => ask(ctx, entryId!, 'remove', '误列入名单'))
  await expect(second).rejects.toMatchObject({ refusal: { code: 'lists.request_open' } })
  await decide(ann, 'rejected')
  expect(await status()).toBe('active')
  await write(platform, ann, (ctx) => ask(ctx, entryId!, 'remove', '误列入名单'))
  await decide(bob, 'approved')
  expect(await status()).toBe('removed')
  expect(await write(platform, ann, (ctx) => propose(ctx, proposal, 'staff'))).toHaveLength(1)
})

test('FRD-02 a file is taken as a whole or refused with every line; a line that comes twice is one entry', async () => {
  const platform = await freshPlatform()
  const lines = ['13800138000', '不是号码', '13800138001', '123']
  const wrong = write(platform, ann, (ctx) => propose(ctx, { ...proposal, values: lines }, 'import'))
  await expect(wrong).rejects.toMatchObject({ problems: [{ pointer: '/values/1' }, { pointer: '/values/3' }] })
  const good = { ...proposal, values: ['13800138000', '13800138001', '+86 13800138001'] }
  expect(await write(platform, ann, (ctx) => propose(ctx, good, 'import'))).toHaveLength(2)
  const again = write(platform, bob, (ctx) =>
    propose(ctx, { ...proposal, values: ['13900139000', '13800138001'] }, 'import'),
  )
  await expect(again).rejects.toMatchObject({ refusal: { code: 'lists.already_listed', line: 2 } })
  const { count } = await platform.db
    .selectFrom('list_entry')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(2)
})

test('FRD-02 an entry must end within five years, and one that has ended may be made anew', async () => {
  const platform = await freshPlatform()
  for (const expiresOn of ['2026-11-22', '2031-11-23'] as Day[]) {
    const asked = write(platform, ann, (ctx) => propose(ctx, { ...proposal, expiresOn }, 'staff'))
    await expect(asked).rejects.toMatchObject({ refusal: { code: 'lists.expiry_not_possible' } })
  }
  const [entryId] = await write(platform, ann, (ctx) =>
    propose(ctx, { ...proposal, expiresOn: '2026-11-23' as Day }, 'staff'),
  )
  const requestId = await openRequest(platform, entryId!)
  await write(platform, bob, (ctx) => decideRequests(ctx, [requestId], 'approved', ''))
  await platform.owner
    .updateTable('list_entry')
    .set({ expires_on: '2026-11-21' as Day })
    .execute()
  expect(await write(platform, ann, (ctx) => propose(ctx, proposal, 'staff'))).toHaveLength(1)
})

test('FRD-02 no list holds a telephone number', async () => {
  const platform = await freshPlatform()
  await write(platform, ann, (ctx) => propose(ctx, proposal, 'staff'))
  const row = await platform.db.selectFrom('list_entry').selectAll().executeTakeFirstOrThrow()
  expect(row.masked).toBe('138****8000')
  expect(JSON.stringify(row)).not.toContain('13800138000')
})
