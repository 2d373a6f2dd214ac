import type { Day } from '@puhui/calendar'
import { CHART, type Line, LOAN_ACCOUNTS } from '@puhui/ledger'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../platform/actor.ts'
import { moveBusinessDate } from '../../platform/clock.ts'
import { write } from '../../platform/context.ts'
import { makePlatform, type TestPlatform } from '../../platform/testing.ts'
import { tx } from '../../platform/tx.ts'
import { bookingDay, holdBooking, type NewEntry, post, trialBalance } from './index.ts'

let platform: TestPlatform
beforeAll(async () => {
  platform = await makePlatform()
})
afterAll(() => platform.drop())

const today = '2026-11-22' as Day
const actor = systemActor('test')

function entry(naturalKey: string, lines: readonly Line[], more: Partial<NewEntry> = {}): NewEntry {
  const proof = [{ loanId: 'loa_1', eventId: `lev_${naturalKey}`, amountFen: 100n }]
  const facts = { id: `len_${naturalKey}`, kind: 'repaid' as const, postedOn: today, bookedOn: today, naturalKey }
  return { ...facts, productCode: 'XJD', loanId: null, loans: 1, lines, proof, ...more }
}

const paid: readonly Line[] = [
  { account: '1002', amountFen: 100n },
  { account: '1303', amountFen: -80n },
  { account: '1132', amountFen: -20n },
]

function posted(...entries: NewEntry[]) {
  return write(platform, { actor }, (ctx) => post(ctx, entries))
}

/** Goes round the service to the function in the database. */
function postedRaw(one: NewEntry) {
  const facts = { ...one, text: { zh: '', en: '' }, actor: 'x', recordedAt: '2026-11-22T00:00:00Z' }
  const payload = JSON.stringify([facts], (_key, value) => (typeof value === 'bigint' ? String(value) : value))
  return tx(platform.db, async (open) => void (await sql`select post_entry(${payload}::jsonb)`.execute(open)))
}

test('the chart in the database is the chart of the package', async () => {
  const rows = await platform.db.selectFrom('ledger_account').selectAll().orderBy('code').execute()
  expect(rows).toEqual(
    CHART.map(({ code, name, type, normalSide }) => {
      return { code, name, type, normal_side: normalSide, is_loan_account: LOAN_ACCOUNTS.includes(code) }
    }).sort((a, b) => (a.code < b.code ? -1 : 1)),
  )
})

test('an entry is posted once per natural key, and the trial balance is zero', async () => {
  expect([...(await posted(entry('a', paid)))]).toEqual(['len_a'])
  expect((await posted(entry('a', paid, { id: 'len_other' }))).size).toBe(0)
  const balance = await trialBalance(platform, today)
  expect(balance.totalDebitFen).toBe(balance.totalCreditFen)
  expect(balance.accounts.find(({ code }) => code === '1303')).toMatchObject({ creditFen: 80n, balanceFen: -80n })
  expect((await trialBalance(platform, '2026-11-21' as Day)).totalDebitFen).toBe(0n)
})

test('what does not balance is refused by the service and by the database', async () => {
  const crooked = entry('b', [
    { account: '1002', amountFen: 100n },
    { account: '1303', amountFen: -99n },
  ])
  await expect(posted(crooked)).rejects.toThrow('an entry balances')
  await expect(postedRaw(crooked)).rejects.toThrow('does not balance')
})

test('the owner of the tables cannot commit a line that breaks an entry either', async () => {
  await posted(entry('c', paid))
  const insert = sql`insert into ledger_line values ('len_c', '6011', 'XJD', ${today}, 0, 5)`.execute(platform.owner)
  await expect(insert).rejects.toThrow('does not balance')
})

test('nothing is booked into a day that is not open; only the accrual of the day just closed comes after', async () => {
  const yesterday = '2026-11-21' as Day
  await expect(posted(entry('d', paid, { bookedOn: yesterday }))).rejects.toThrow('is not open')
  const accrual = await posted(entry('e', paid, { bookedOn: yesterday, kind: 'accrued', proof: [] }))
  expect(accrual.size).toBe(1)
  const before = '2026-11-20' as Day
  await expect(posted(entry('f', paid, { bookedOn: before, kind: 'accrued', proof: [] }))).rejects.toThrow(
    'is not open',
  )
})

/** An approval as the database has it. */
async function approval(id: string, kind: string, status: 'pending' | 'approved'): Promise<void> {
  const isApproved = status === 'approved'
  await sql`insert into approval (id, kind, object_kind, object_id, payload, payload_hash, maker_id, made_at, approver_id,
    decided_at, status) values (${id}, ${kind}, 'x', ${`of_${id}`}, '{}', '', 'maker', now(),
    ${isApproved ? 'checker' : null}, ${isApproved ? today : null}, ${status})`.execute(platform.owner)
}

function adjusted(approvalId: string, more: object = {}) {
  const lines = [
    { account: '6602', amountFen: '500' },
    { account: '1002', amountFen: '-500' },
  ]
  const facts = { id: `len_${approvalId}`, kind: 'adjusted', postedOn: '2026-10-31', bookedOn: '2026-10-31', lines }
  const entry = { ...facts, naturalKey: approvalId, productCode: '', loans: 0, text: {}, actor: 'x', approvalId }
  const payload = JSON.stringify({ ...entry, approvedObject: `of_${approvalId}`, recordedAt: '2026-11-22', ...more })
  return sql<{ done: boolean }>`select post_adjustment(${payload}::jsonb) as done`.execute(platform.db)
}

test('an entry on an earlier day needs the approval of a second person to exactly this, and touches no loan', async () => {
  await approval('apv_1', 'ledger.adjust', 'pending')
  await expect(adjusted('apv_1')).rejects.toThrow('no approval')
  await approval('apv_2', 'provisions.post', 'approved')
  await expect(adjusted('apv_2')).rejects.toThrow('no approval')
  await approval('apv_3', 'ledger.adjust', 'approved')
  await expect(adjusted('apv_3', { approvedObject: 'of_apv_1' })).rejects.toThrow('no approval')
  await expect(adjusted('apv_3', { kind: 'repaid' })).rejects.toThrow('no approval')
  await expect(adjusted('apv_3', { bookedOn: '2026-11-24' })).rejects.toThrow('is not open')
  const onLoans = [
    { account: '1303', amountFen: '500' },
    { account: '1002', amountFen: '-500' },
  ]
  await expect(adjusted('apv_3', { lines: onLoans })).rejects.toThrow('only loans move')
  expect((await adjusted('apv_3')).rows).toEqual([{ done: true }])
  expect((await adjusted('apv_3')).rows).toEqual([{ done: false }])
})

test('the application role can neither change a closed month nor what was classified and provided', async () => {
  for (const table of ['ledger_month_act', 'risk_category_change', 'provision_loan', 'write_off']) {
    for (const right of ['update', 'delete', 'truncate']) {
      const { rows } = await sql<{ may: boolean }>`select has_table_privilege(${table}, ${right}) as may`.execute(
        platform.db,
      )
      expect([table, right, rows[0]!.may]).toEqual([table, right, false])
    }
  }
})

test.each(['ledger_entry', 'ledger_line', 'listed_proof'])(
  'the application can neither insert, update nor delete in %s',
  async (table) => {
    for (const right of ['insert', 'update', 'delete', 'truncate']) {
      const { rows } = await sql<{ may: boolean }>`select has_table_privilege(${table}, ${right}) as may`.execute(
        platform.db,
      )
      expect([right, rows[0]!.may]).toEqual([right, false])
    }
    await expect(sql`delete from ${sql.table(table)}`.execute(platform.owner)).rejects.toThrow(
      /append-only|violates foreign key/,
    )
  },
)

test('the day waits for an entry that is on its way', async () => {
  const order: string[] = []
  let goOn = () => {}
  const slow = write(platform, { actor }, async (ctx) => {
    await bookingDay(ctx)
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
    await post(ctx, [entry('g', paid)])
    order.push('posted')
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const close = write(platform, { actor }, async (ctx) => {
    await holdBooking(ctx)
    order.push('closing')
    await moveBusinessDate(ctx.tx, today)
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  goOn()
  await Promise.all([slow, close])
  expect(order).toEqual(['posted', 'closing'])
  expect(await write(platform, { actor }, bookingDay)).toBe('2026-11-23')
})
