import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, type Day } from '@puhui/calendar'
import { sql } from 'kysely'
import pg from 'pg'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDay } from '../../server/src/flows/day-end.ts'
import { originateChunk } from '../../server/src/flows/originate-batch.ts'
import { seedProducts } from '../../server/src/modules/products/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { at, businessDate, moveBusinessDate } from '../../server/src/platform/clock.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { write } from '../../server/src/platform/context.ts'
import { silentLog } from '../../server/src/platform/log.ts'
import { type OpenPlatform, openPlatform } from '../../server/src/platform/open.ts'
import { choosePlace, runAsUser } from '../../server/src/platform/postgres/place.ts'
import { tx } from '../../server/src/platform/tx.ts'
import { approveMany } from '../../test/stories/portfolio-world.ts'

export const actor = systemActor('bench')
export const bank = simulatedBank()

/** A lender on a private PostgreSQL of its own, fsync on, that goes away after the work. */
export async function withLender<T>(
  firstDay: string,
  work: (platform: OpenPlatform, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(process.env.PUHUI_BENCH_DIR ?? tmpdir(), 'puhui-bench-'))
  const { config } = readConfig([], { PUHUI_DATA: folder, PUHUI_LOG: 'silent' })
  const platform = await openPlatform({ config, log: silentLog })
  try {
    await tx(platform.db, async (open) => moveBusinessDate(open, await businessDate(open), firstDay as Day))
    platform.clock.set(at(firstDay as Day, '09:00'))
    await write(platform, { actor }, (ctx) => seedProducts(ctx))
    return await work(platform, folder)
  } finally {
    await platform.close()
    for (const place of [choosePlace(folder, runAsUser()).root, folder]) rmSync(place, { recursive: true, force: true })
  }
}

/** Ends the open day as the job does, the clock going along. */
export async function liveThroughDay(platform: OpenPlatform, run = dayEndRun(platform, { actor, bank })): Promise<Day> {
  const day = await businessDate(platform.db)
  platform.clock.set(at(day, '22:00'))
  await endDay(run, day)
  platform.clock.set(at(addDays(day, 1), '09:00'))
  return addDays(day, 1)
}

/**
 * Loans made by the operations themselves: so many paid out on each of so many days, then so many days lived through
 * with a bank at which most people pay.
 */
export async function originateAndLive(
  platform: OpenPlatform,
  { perDay, days, after }: { readonly perDay: number; readonly days: number; readonly after: number },
): Promise<void> {
  const run = dayEndRun(platform, { actor, bank })
  for (let day = 0; day < days + after; day++) {
    if (day < days) {
      const applicationIds = await approveMany(platform as never, perDay, `d${day}`)
      await write(platform, { actor }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
    }
    await liveThroughDay(platform, run)
  }
}

/**
 * Copies every loan of the lender by SQL, each copy with identities of its own and all else as the operations left it:
 * rows, terms, events in the order of their days; then vacuumed or read, as the tables of TPC-B are. The ledger gets one entry more per entry, of so many times its amounts, so that books and loans
 * tie as before. Not copied, because no workload reads them: proofs, old debit instructions, contracts, journal.
 */
export async function multiplyLoans(owner: pg.ClientConfig, copies: number): Promise<number> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'public' and table_name = 'loan' order by ordinal_position`,
    )
    const names = rows.map(({ column_name }) => column_name)
    const own: Record<string, string> = {
      id: `l.id || '.' || n`,
      number: `l.number || '.' || n`,
      contract_id: `l.contract_id || '.' || n`,
    }
    const values = names.map((name) => own[name] ?? `l.${name}`).join(', ')
    await client.query('begin')
    const restore = await withoutIndexes(client)
    await client.query('create temp table copied as select id from loan')
    await client.query(`
      insert into loan (${names.join(', ')}) select ${values}
        from loan l join copied c on c.id = l.id cross join generate_series(1, ${copies}) n`)
    await client.query(`
      insert into loan_terms (loan_id, terms)
        select t.loan_id || '.' || n, jsonb_set(t.terms, '{loanId}', to_jsonb(t.loan_id || '.' || n))
          from loan_terms t join copied c on c.id = t.loan_id cross join generate_series(1, ${copies}) n`)
    await client.query(`
      insert into loan_event (id, loan_id, seq, kind, value_on, booked_on, payload, entry_id, actor, recorded_at)
        select e.id || '.' || n, e.loan_id || '.' || n, e.seq, e.kind, e.value_on, e.booked_on,
            jsonb_set(e.payload, '{id}', to_jsonb(e.id || '.' || n)), e.entry_id || '.copies', e.actor, e.recorded_at
          from loan_event e join copied c on c.id = e.loan_id cross join generate_series(1, ${copies}) n
          order by e.booked_on, n`)
    await restore()
    await client.query(`
      insert into ledger_entry (id, kind, posted_on, booked_on, text, natural_key, product_code, loan_id, loans,
          amount_fen, actor, recorded_at)
        select id || '.copies', kind, posted_on, booked_on, text, natural_key || '.copies', product_code, null,
            loans * ${copies}, amount_fen * ${copies}, actor, recorded_at from ledger_entry where kind <> 'capital'`)
    await client.query(`
      insert into ledger_line (entry_id, account, product_code, booked_on, debit_fen, credit_fen)
        select l.entry_id || '.copies', l.account, l.product_code, l.booked_on, l.debit_fen * ${copies}, l.credit_fen * ${copies}
          from ledger_line l join ledger_entry e on e.id = l.entry_id where e.kind <> 'capital'`)
    await client.query('commit')
    for (const table of ['loan', 'loan_terms']) await client.query(`vacuum (analyze) ${table}`)
    await client.query('analyze loan_event')
    // Read once: a row that nobody has read yet makes its first reader write the whole page to the log.
    await client.query('select count(*) from loan_event')
    const counted = await client.query<{ n: string }>(
      `select count(*) as n from loan where status in ('active', 'overdue')`,
    )
    return Number(counted.rows[0]!.n)
  } finally {
    await client.end()
  }
}

/** Indexes are made after the rows, and events are not asked one by one for their loans: the same in the end, and much sooner. */
async function withoutIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; made: string }>(`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as made from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid in ('loan'::regclass, 'loan_event'::regclass) and not i.indisunique`)
  await client.query('alter table loan_event disable trigger loan_events_belong')
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return async () => {
    for (const { made } of rows) await client.query(made)
    await client.query('alter table loan_event enable trigger loan_events_belong')
  }
}

/** Whether the loans' own rows and the ledger say the same of principal: a bench over wrong books measures nothing. */
export async function assertPrincipalTies({ db }: OpenPlatform): Promise<void> {
  const { rows } = await sql<{ loans: bigint; ledger: bigint }>`
    select (select sum(outstanding_fen)::bigint from loan) as loans,
      (select sum(debit_fen - credit_fen)::bigint from ledger_line where account = '1303') as ledger`.execute(db)
  if (rows[0]!.loans !== rows[0]!.ledger) throw new Error(`loans ${rows[0]!.loans}, ledger ${rows[0]!.ledger}`)
}
