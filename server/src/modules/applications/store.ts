import type { Selectable } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { json } from '../../platform/db.ts'
import type { Application, ApplicationStatus, Outcome, Step } from './model.ts'
import type { ApplicationTable } from './schema.ts'

export function applicationFrom(row: Selectable<ApplicationTable>): Application {
  return {
    id: row.id,
    customerId: row.customer_id,
    productCode: row.product_code,
    productVersionId: row.product_version_id,
    channel: row.channel,
    purpose: row.purpose,
    requestedFen: row.requested_fen,
    termMonths: row.term_months,
    method: row.method,
    status: row.status,
    outcome: row.outcome,
    principalReason: row.principal_reason,
    grade: row.grade,
    scorePoints: row.score_points,
    approvedFen: row.approved_fen,
    annualRatePpm: row.annual_rate_ppm,
    decisionId: row.decision_id,
    contractId: row.contract_id,
    loanId: row.loan_id,
    importId: row.import_id,
    facts: row.facts,
    steps: row.steps,
    createdBy: row.created_by,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  }
}

export async function readApplication(reader: Reader, id: string): Promise<Application | null> {
  const row = await reader.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? applicationFrom(row) : null
}

/** The newest application of a customer that is not over, for the borrower's journey. */
export async function readLatestOf(reader: Reader, customerId: string): Promise<Application | null> {
  const row = await reader
    .selectFrom('application')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row ? applicationFrom(row) : null
}

export interface ApplicationFilter {
  readonly importId?: string | undefined
  readonly ids?: readonly string[] | undefined
  readonly statuses: readonly ApplicationStatus[]
  readonly limit?: number
  /** Ids above this one only: for walking through a long list. */
  readonly after?: string
}

export async function readApplications(reader: Reader, filter: ApplicationFilter): Promise<Application[]> {
  let query = reader.selectFrom('application').selectAll().where('status', 'in', filter.statuses).orderBy('id')
  if (filter.importId !== undefined) query = query.where('import_id', '=', filter.importId)
  if (filter.ids !== undefined) query = query.where('id', 'in', filter.ids.length === 0 ? [''] : filter.ids)
  if (filter.after !== undefined) query = query.where('id', '>', filter.after)
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  return (await query.execute()).map(applicationFrom)
}

export async function countApplications(reader: Reader, filter: ApplicationFilter): Promise<number> {
  let query = reader
    .selectFrom('application')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('status', 'in', filter.statuses)
  if (filter.importId !== undefined) query = query.where('import_id', '=', filter.importId)
  if (filter.ids !== undefined) query = query.where('id', 'in', filter.ids.length === 0 ? [''] : filter.ids)
  return Number((await query.executeTakeFirstOrThrow()).count)
}

/** What a move may set besides the state. */
export interface MoveSet {
  readonly outcome?: Outcome | null
  readonly principal_reason?: Application['principalReason']
  readonly grade?: string | null
  readonly score_points?: number | null
  readonly approved_fen?: bigint | null
  readonly annual_rate_ppm?: bigint | null
  readonly decision_id?: string | null
  readonly contract_id?: string | null
  readonly loan_id?: string | null
  readonly product_version_id?: string
  readonly facts?: Application['facts']
  readonly steps?: readonly Step[]
  readonly decided_at?: string
  readonly submitted_at?: string
}

/** @returns false when the application is not in the state it should leave */
export async function updateStatus(
  tx: Tx,
  id: string,
  from: ApplicationStatus,
  to: ApplicationStatus,
  set: MoveSet & { readonly changed_at: string },
): Promise<boolean> {
  const { principal_reason, facts, steps, ...plain } = set
  const { numUpdatedRows } = await tx
    .updateTable('application')
    .set({
      ...plain,
      status: to,
      ...(principal_reason === undefined ? {} : { principal_reason: json(principal_reason) }),
      ...(facts === undefined ? {} : { facts: json(facts) }),
      ...(steps === undefined ? {} : { steps: json(steps) }),
    })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
