import type { PaperKind } from '@puhui/policy'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader, type Tx } from '../../platform/db.ts'
import type { BureauAnswer } from './facts.ts'
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
    purposeNote: row.purpose_note,
    scene: row.scene,
    merchantId: row.merchant_id,
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
  /** Whoever asks for the same ones waits, and then finds only those that are still as the filter says. */
  readonly isLocked?: boolean
}

export async function readApplications(reader: Reader, filter: ApplicationFilter): Promise<Application[]> {
  let query = reader.selectFrom('application').selectAll().where('status', 'in', filter.statuses).orderBy('id')
  if (filter.importId !== undefined) query = query.where('import_id', '=', filter.importId)
  if (filter.ids !== undefined) query = query.where('id', 'in', filter.ids.length === 0 ? [''] : filter.ids)
  if (filter.after !== undefined) query = query.where('id', '>', filter.after)
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  if (filter.isLocked) query = query.forUpdate()
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

export interface NewApplication
  extends Pick<
    Application,
    'customerId' | 'productCode' | 'productVersionId' | 'channel' | 'purpose' | 'requestedFen' | 'termMonths' | 'method'
  > {
  readonly id: string
  readonly facts: Application['facts']
  readonly steps: readonly Step[]
  readonly purposeNote?: string | null
  readonly merchantId?: string | null
}

/** @returns false when the customer has an open application already: the database lets only one in */
export async function insertSubmitted(ctx: WriteContext, application: NewApplication): Promise<boolean> {
  const now = ctx.clock.now()
  const result = await ctx.tx
    .insertInto('application')
    .values({
      id: application.id,
      customer_id: application.customerId,
      product_code: application.productCode,
      product_version_id: application.productVersionId,
      channel: application.channel,
      purpose: application.purpose,
      purpose_note: application.purposeNote ?? null,
      merchant_id: application.merchantId ?? null,
      requested_fen: application.requestedFen,
      term_months: application.termMonths,
      method: application.method,
      status: 'submitted',
      outcome: null,
      principal_reason: null,
      grade: null,
      score_points: null,
      approved_fen: null,
      annual_rate_ppm: null,
      decision_id: null,
      contract_id: null,
      loan_id: null,
      import_id: null,
      row_no: null,
      source_key: null,
      facts: json(application.facts),
      steps: json(application.steps),
      created_by: ctx.actor.id,
      created_at: now,
      submitted_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** What was approved and not paid out yet, by customer. */
export async function readUnused(reader: Reader, customerIds: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await reader
    .selectFrom('application')
    .select(['customer_id', (eb) => eb.fn.sum<string>('approved_fen').as('unused')])
    .where('customer_id', '=', sql<string>`any(${customerIds})`)
    .where('status', 'in', ['approved', 'contracted'])
    .groupBy('customer_id')
    .execute()
  return new Map(rows.map(({ customer_id, unused }) => [customer_id, BigInt(unused ?? 0)]))
}

export interface NewBureauQuery {
  readonly customerId: string
  readonly applicationId: string | null
  readonly answer: BureauAnswer
  readonly consentVersion: number
}

export async function insertBureauQuery(ctx: WriteContext, query: NewBureauQuery): Promise<void> {
  const { answer } = query
  await ctx.tx
    .insertInto('bureau_query')
    .values({
      id: ctx.ids.next('bqy'),
      customer_id: query.customerId,
      application_id: query.applicationId,
      provider: answer.provider,
      status: answer.status,
      facts: json(answer.facts),
      price_fen: answer.priceFen,
      latency_ms: answer.latencyMs,
      is_simulated: answer.isSimulated,
      reference: answer.reference,
      consent_version: query.consentVersion,
      asked_at: ctx.clock.now(),
    })
    .execute()
}

export async function insertReview(
  ctx: WriteContext,
  review: {
    readonly applicationId: string
    readonly verdict: Outcome
    readonly reason: string
    readonly approvedFen: bigint | null
    readonly papers: readonly PaperKind[]
  },
): Promise<void> {
  await ctx.tx
    .insertInto('application_review')
    .values({
      id: ctx.ids.next('rev'),
      application_id: review.applicationId,
      verdict: review.verdict,
      reason: review.reason,
      reviewer_id: ctx.actor.id,
      papers: [...review.papers],
      approved_fen: review.approvedFen,
      reviewed_at: ctx.clock.now(),
    })
    .execute()
}

export function readReviews(reader: Reader, applicationId: string) {
  return reader
    .selectFrom('application_review as r')
    .leftJoin('staff_user as u', 'u.id', 'r.reviewer_id')
    .selectAll('r')
    .select(sql<string>`coalesce(u.name, r.reviewer_id)`.as('reviewer'))
    .where('r.application_id', '=', applicationId)
    .orderBy('r.reviewed_at')
    .execute()
}
