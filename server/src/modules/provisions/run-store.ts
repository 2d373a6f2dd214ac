import type { Day } from '@puhui/calendar'
import type { RiskCategory } from '@puhui/compliance'
import type { Stage } from '@puhui/ledger'
import { sql } from 'kysely'
import { json, type Reader, stringify, type Tx } from '../../platform/db.ts'
import type { Earlier, RunFigures } from './figures.ts'
import type { LoanProvision } from './reckon.ts'

/** What a list of runs and a run itself show; amounts of `figures` are decimal text, as JSON keeps them. */
export type RunRow = NonNullable<Awaited<ReturnType<typeof readRun>>>

type AsText<T> = T extends bigint
  ? string
  : T extends readonly (infer U)[]
    ? readonly AsText<U>[]
    : T extends object
      ? { readonly [K in keyof T]: AsText<T[K]> }
      : T
export type StoredFigures = AsText<RunFigures>

export interface NewRun {
  readonly id: string
  readonly monthEnd: Day
  readonly tableVersion: number
  readonly loans: number
  readonly exposureFen: bigint
  readonly allowanceFen: bigint
  readonly beforeFen: bigint
  readonly chargeFen: bigint
  readonly figures: RunFigures
  readonly approvalId: string
  readonly madeBy: string
  readonly madeAt: string
}

/** Loans that had money out at the close of a day, by their ids; those that ended since are among them. */
export async function readLoansOn(reader: Reader, on: Day): Promise<{ id: string; eventSeq: number }[]> {
  const { rows } = await sql<{ id: string; eventSeq: number }>`
    select id, event_seq as "eventSeq" from loan
      where disbursed_on <= ${on}::date and (settled_on is null or settled_on > ${on}::date) order by id`.execute(
    reader,
  )
  return rows
}

export async function insertRun(tx: Tx, run: NewRun): Promise<void> {
  await tx
    .insertInto('provision_run')
    .values({
      id: run.id,
      month_end: run.monthEnd,
      table_version: run.tableVersion,
      status: 'proposed',
      loans: run.loans,
      exposure_fen: run.exposureFen,
      allowance_fen: run.allowanceFen,
      before_fen: run.beforeFen,
      charge_fen: run.chargeFen,
      figures: json(JSON.parse(stringify(run.figures))),
      approval_id: run.approvalId,
      made_by: run.madeBy,
      made_at: run.madeAt,
      posted_by: null,
      posted_at: null,
    })
    .execute()
}

const AT_ONCE = 5_000

export async function insertRunLoans(tx: Tx, runId: string, loans: readonly LoanProvision[]): Promise<void> {
  for (let at = 0; at < loans.length; at += AT_ONCE) {
    const rows = loans.slice(at, at + AT_ONCE).map((loan) => ({
      run_id: runId,
      loan_id: loan.loanId,
      product_code: loan.productCode,
      category: loan.category,
      dpd: loan.dpd,
      stage: loan.stage,
      principal_fen: loan.principalFen,
      exposure_fen: loan.exposureFen,
      default_ppm: loan.defaultPpm,
      loss_ppm: loan.lossPpm,
      ecl_fen: loan.eclFen,
      policy_fen: loan.policyFen,
      allowance_fen: loan.allowanceFen,
    }))
    await sql`insert into provision_loan
      select * from jsonb_populate_recordset(null::provision_loan, ${stringify(rows)}::jsonb)`.execute(tx)
  }
}

export async function decideRunRow(
  tx: Tx,
  id: string,
  set: { readonly status: 'posted' | 'rejected'; readonly by: string; readonly at: string },
): Promise<void> {
  const posted = set.status === 'posted' ? { posted_by: set.by, posted_at: set.at } : {}
  await tx
    .updateTable('provision_run')
    .set({ status: set.status, ...posted })
    .where('id', '=', id)
    .where('status', '=', 'proposed')
    .execute()
}

/** Runs with the names of their two persons. */
export function runsBase(reader: Reader) {
  return reader
    .selectFrom('provision_run as r')
    .leftJoin('staff_user as maker', 'maker.id', 'r.made_by')
    .leftJoin('staff_user as checker', 'checker.id', 'r.posted_by')
    .selectAll('r')
    .select(['maker.name as maker_name', 'checker.name as checker_name'])
}

export function readRun(reader: Reader, id: string) {
  return runsBase(reader).where('r.id', '=', id).executeTakeFirst()
}

/** The posted run of the latest month-end, up to a day when one is given. */
export function readPosted(reader: Reader, before?: Day) {
  let query = runsBase(reader).where('r.status', '=', 'posted')
  if (before) query = query.where('r.month_end', '<', before)
  return query.orderBy('r.month_end', 'desc').orderBy('r.posted_at', 'desc').limit(1).executeTakeFirst()
}

export async function readEarlier(reader: Reader, runId: string): Promise<Earlier[]> {
  const rows = await reader
    .selectFrom('provision_loan')
    .select(['loan_id', 'category', 'stage', 'exposure_fen', 'allowance_fen'])
    .where('run_id', '=', runId)
    .execute()
  return rows.map((row) => ({
    loanId: row.loan_id,
    category: row.category as RiskCategory,
    stage: row.stage as Stage,
    exposureFen: row.exposure_fen,
    allowanceFen: row.allowance_fen,
  }))
}

/** By loan, what write-offs between two days, the second included, have taken from the allowance. */
export async function readUsed(reader: Reader, after: Day, until: Day): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ loan_id: string; fen: bigint }>`
    select loan_id, sum(allowance_used_fen)::bigint as fen from write_off
      where written_off_on > ${after}::date and written_off_on <= ${until}::date group by 1`.execute(reader)
  return new Map(rows.map(({ loan_id, fen }) => [loan_id, fen]))
}

/** What the last posted run has set aside for a loan. */
export async function readAllowanceOf(reader: Reader, loanId: string): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select p.allowance_fen as fen from provision_run r left join provision_loan p on p.run_id = r.id and p.loan_id = ${loanId}
      where r.status = 'posted' order by r.month_end desc, r.posted_at desc limit 1`.execute(reader)
  return rows[0]?.fen ?? 0n
}
