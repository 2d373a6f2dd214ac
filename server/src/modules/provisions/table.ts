import { type OutputOf, type provisionsApi, systemActorLabel } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { PROVISION_TABLES } from '@puhui/compliance'
import { checkEclTable, type EclTable } from '@puhui/ledger'
import { askApproval, decidePending, type PendingDecision, payloadHash } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'

type Shown = OutputOf<typeof provisionsApi.listTables>['tables'][number]
export type TableTerms = Shown['terms']

const TABLE = 'provisions.table'

/**
 * What the platform ships: plausible figures for unsecured consumer loans, made up for the demo and measured on no
 * portfolio. A lender replaces them by its own before the first run.
 */
export const SHIPPED_TABLE: TableTerms = {
  stage2OverDays: 30,
  stage3OverDays: 90,
  bands: [
    { overDays: -1, twelveMonthsPpm: 22_000, lifetimePpm: 60_000 },
    { overDays: 0, twelveMonthsPpm: 120_000, lifetimePpm: 180_000 },
    { overDays: 30, twelveMonthsPpm: 380_000, lifetimePpm: 450_000 },
    { overDays: 60, twelveMonthsPpm: 600_000, lifetimePpm: 680_000 },
  ],
  lossGivenDefaultPpm: 400_000,
  // From half of the exposure on, every impaired loan is doubtful at once (CN-RISK-001).
  lossGivenDefaultImpairedPpm: 450_000,
  scenarios: [
    { code: 'base', weightPpm: 600_000, defaultFactorPpm: 1_000_000 },
    { code: 'up', weightPpm: 150_000, defaultFactorPpm: 850_000 },
    { code: 'down', weightPpm: 250_000, defaultFactorPpm: 1_300_000 },
  ],
  policy: 'mof2012',
}

export function eclTableOf(terms: TableTerms): EclTable {
  return {
    stage2OverDays: terms.stage2OverDays,
    stage3OverDays: terms.stage3OverDays,
    bands: terms.bands.map(({ overDays, twelveMonthsPpm, lifetimePpm }) => ({
      overDays,
      twelveMonthsPpm: BigInt(twelveMonthsPpm),
      lifetimePpm: BigInt(lifetimePpm),
    })),
    lossGivenDefaultPpm: BigInt(terms.lossGivenDefaultPpm),
    lossGivenDefaultImpairedPpm: BigInt(terms.lossGivenDefaultImpairedPpm),
    scenarios: terms.scenarios.map(({ code, weightPpm, defaultFactorPpm }) => ({
      code,
      weightPpm: BigInt(weightPpm),
      defaultFactorPpm: BigInt(defaultFactorPpm),
    })),
  }
}

/** The first table, in force from the founding. Twice is once. */
export async function seedTable(ctx: WriteContext, from?: Day): Promise<void> {
  const at = ctx.clock.now()
  await ctx.tx
    .insertInto('provision_table')
    .values({
      version: 1,
      terms: json(SHIPPED_TABLE),
      terms_hash: payloadHash(SHIPPED_TABLE),
      note: '平台自带的示例参数，上线前应以本机构数据替换 / Example figures shipped with the platform',
      effective_on: from ?? (await businessDate(ctx.db)),
      status: 'released',
      author: 'platform',
      approval_id: null,
      proposed_at: at,
      released_by: ctx.actor.id,
      decided_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface TableInForce {
  readonly version: number
  readonly terms: TableTerms & { readonly policy: keyof typeof PROVISION_TABLES }
}

/** The table that a day is reckoned by; undefined before the first. */
export async function tableInForce({ db }: Pick<ReadContext, 'db'>, on: Day): Promise<TableInForce | undefined> {
  const row = await db
    .selectFrom('provision_table')
    .select(['version', 'terms'])
    .where('status', '=', 'released')
    .where('effective_on', '<=', on)
    .orderBy('effective_on', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { version: row.version, terms: row.terms as TableInForce['terms'] }
}

/**
 * Hands in a new version for release.
 *
 * @refuses provisions.table_invalid with all that is wrong, provisions.effective_in_past, provisions.table_pending
 */
export async function proposeTable(
  ctx: WriteContext,
  { terms, effectiveOn, note }: { readonly terms: TableTerms; readonly effectiveOn: Day; readonly note: string },
): Promise<number> {
  const problems = checkEclTable(eclTableOf(terms))
  if (problems.length > 0) {
    const what = problems.map(({ place }) => place).join(', ')
    throw new RefusalError({ code: 'provisions.table_invalid', count: problems.length, what })
  }
  await assertNotPast(ctx, effectiveOn)
  const known = await ctx.tx.selectFrom('provision_table').select(['version', 'status']).execute()
  if (known.some(({ status }) => status === 'proposed')) throw new RefusalError({ code: 'provisions.table_pending' })
  const version = 1 + Math.max(0, ...known.map((row) => row.version))
  const payload = { code: 'ECL', version, terms, effectiveOn }
  const request = { kind: TABLE, objectKind: 'provision_table', objectId: String(version), payload } as const
  const approvalId = await askApproval(ctx, request)
  await ctx.tx
    .insertInto('provision_table')
    .values({
      version,
      terms: json(terms),
      terms_hash: payloadHash(terms),
      note,
      effective_on: effectiveOn,
      status: 'proposed',
      author: ctx.actor.id,
      approval_id: approvalId,
      proposed_at: ctx.clock.now(),
      released_by: null,
      decided_at: null,
    })
    .execute()
  await record(ctx, {
    action: 'provisions.table_proposed',
    objectKind: 'provision_table',
    objectId: String(version),
    reason: note,
    after: { terms, effectiveOn },
  })
  return version
}

async function assertNotPast(ctx: WriteContext, effectiveOn: Day): Promise<void> {
  if (effectiveOn < (await businessDate(ctx.db))) throw new RefusalError({ code: 'provisions.effective_in_past' })
}

/**
 * Releases a version, or sends it back. Its author cannot.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, provisions.effective_in_past
 */
export async function decideTable(
  ctx: WriteContext,
  version: number,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<'released' | 'rejected'> {
  const approval = await decidePending(ctx, { kind: TABLE, objectId: String(version), verdict, note })
  const { effectiveOn } = approval.payload as { readonly effectiveOn: Day }
  if (verdict === 'approve') await assertNotPast(ctx, effectiveOn)
  const status = verdict === 'approve' ? ('released' as const) : ('rejected' as const)
  await ctx.tx
    .updateTable('provision_table')
    .set({
      status,
      decided_at: ctx.clock.now(),
      ...(status === 'released' && { released_by: ctx.actor.id }),
    })
    .where('version', '=', version)
    .where('status', '=', 'proposed')
    .execute()
  await record(ctx, {
    action: 'provisions.table_decided',
    objectKind: 'provision_table',
    objectId: String(version),
    reason: note === '' ? null : note,
    after: { status },
  })
  return status
}

/** Every version, the latest first. */
export async function listTables(ctx: ReadContext): Promise<Shown[]> {
  const inForce = await tableInForce(ctx, await businessDate(ctx.db))
  const rows = await ctx.db
    .selectFrom('provision_table as t')
    .leftJoin('staff_user as author', 'author.id', 't.author')
    .leftJoin('staff_user as checker', 'checker.id', 't.released_by')
    .selectAll('t')
    .select(['author.name as author_name', 'checker.name as checker_name'])
    .orderBy('t.version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    terms: row.terms as TableTerms,
    note: row.note,
    effectiveOn: row.effective_on,
    status: row.status,
    author: row.author_name ?? systemActorLabel(row.author)[ctx.locale],
    authorId: row.author,
    releasedBy: row.checker_name ?? (row.released_by && systemActorLabel(row.released_by)[ctx.locale]),
    proposedAt: row.proposed_at,
    isInForce: row.version === inForce?.version,
  }))
}
