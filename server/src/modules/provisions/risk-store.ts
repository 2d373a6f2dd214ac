import type { Day } from '@puhui/calendar'
import type { RiskCategory } from '@puhui/compliance'
import { sql } from 'kysely'
import { type Reader, stringify, type Tx } from '../../platform/db.ts'

/** A loan whose category is not plainly 正常. */
export interface RiskRow {
  readonly loanId: string
  readonly eventSeq: number
  readonly dpd: number
  readonly outstandingFen: bigint
  readonly category: RiskCategory
  readonly trigger: string
  readonly since: Day | null
  readonly curedOn: Day | null
  readonly manualFloor: RiskCategory | null
  readonly manualReason: string | null
  readonly restructuredOn: Day | null
}

const COLUMNS = sql`l.id as "loanId", l.event_seq as "eventSeq", l.dpd, l.outstanding_fen as "outstandingFen",
  coalesce(r.category, 'normal') as category, coalesce(r.trigger, 'none') as trigger, r.since, r.cured_on as "curedOn",
  r.manual_floor as "manualFloor", r.manual_reason as "manualReason", r.restructured_on as "restructuredOn"`

/** Running loans that are past due or were called something else than 正常: all others stay as they are. */
export async function readRiskToCheck(reader: Reader): Promise<RiskRow[]> {
  const { rows } = await sql<RiskRow>`
    with picked as (
      select id from loan where dpd > 0 and status in ('active', 'overdue')
      union
      select loan_id from loan_risk where category <> 'normal' or cured_on is null
    )
    select ${COLUMNS} from picked p join loan l on l.id = p.id left join loan_risk r on r.loan_id = l.id
      where l.status in ('active', 'overdue') order by l.id`.execute(reader)
  return rows
}

export async function readRisk(reader: Reader, loanId: string): Promise<RiskRow | undefined> {
  const { rows } = await sql<RiskRow>`
    select ${COLUMNS} from loan l left join loan_risk r on r.loan_id = l.id where l.id = ${loanId}`.execute(reader)
  return rows[0]
}

export interface RiskMove extends RiskRow {
  readonly next: {
    readonly category: RiskCategory
    readonly trigger: string
    readonly since: Day
    readonly curedOn: Day | null
  }
}

/** Writes how loans stand now, in one statement. */
export async function upsertRisk(tx: Tx, moves: readonly RiskMove[], on: Day): Promise<void> {
  if (moves.length === 0) return
  const rows = moves.map(({ loanId, next, manualFloor, manualReason, restructuredOn }) => ({
    loan_id: loanId,
    category: next.category,
    trigger: next.trigger,
    since: next.since,
    cured_on: next.curedOn,
    manual_floor: manualFloor,
    manual_reason: manualReason,
    restructured_on: restructuredOn,
    checked_on: on,
  }))
  await sql`insert into loan_risk select * from jsonb_populate_recordset(null::loan_risk, ${stringify(rows)}::jsonb)
    on conflict (loan_id) do update set category = excluded.category, trigger = excluded.trigger,
      since = excluded.since, cured_on = excluded.cured_on, manual_floor = excluded.manual_floor,
      manual_reason = excluded.manual_reason, restructured_on = excluded.restructured_on,
      checked_on = excluded.checked_on`.execute(tx)
}

export interface CategoryChange {
  readonly loanId: string
  readonly on: Day
  readonly from: RiskCategory
  readonly to: RiskCategory
  readonly trigger: string
  readonly dpd: number
  readonly outstandingFen: bigint
  readonly reason: string | null
  readonly approvalId: string | null
}

/** Appends to the history, in one statement. */
export async function insertChanges(
  tx: Tx,
  changes: readonly CategoryChange[],
  { actor, recordedAt }: { readonly actor: string; readonly recordedAt: string },
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into risk_category_change (loan_id, changed_on, from_category, to_category, trigger, dpd, outstanding_fen,
        reason, approval_id, actor, recorded_at)
      select "loanId", "on", "from", "to", trigger, dpd, "outstandingFen", reason, "approvalId", ${actor},
          ${recordedAt}::timestamptz
        from jsonb_to_recordset(${stringify(changes)}::jsonb) as c ("loanId" text, "on" date, "from" text, "to" text,
          trigger text, dpd int, "outstandingFen" bigint, reason text, "approvalId" text)`.execute(tx)
}

export function readChanges(reader: Reader, loanId: string) {
  return reader
    .selectFrom('risk_category_change as c')
    .leftJoin('staff_user as u', 'u.id', 'c.actor')
    .selectAll('c')
    .select('u.name as actor_name')
    .where('c.loan_id', '=', loanId)
    .orderBy('c.number', 'desc')
    .execute()
}

/** The category of each loan at the close of a day, as it was then; loans that never changed are left out. */
export async function readCategoriesOn(reader: Reader, on: Day): Promise<Map<string, RiskCategory>> {
  const { rows } = await sql<{ loan_id: string; category: RiskCategory }>`
    select distinct on (loan_id) loan_id, to_category as category from risk_category_change
      where changed_on <= ${on}::date order by loan_id, number desc`.execute(reader)
  return new Map(rows.map((row) => [row.loan_id, row.category]))
}
