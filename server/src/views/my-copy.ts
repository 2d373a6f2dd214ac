import { checkRule, type DataOrigin, rulePack } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import { sql } from 'kysely'
import { type KnownFact, readChanges, readFacts } from '../modules/profiles/index.ts'
import { linkedAnswers } from '../modules/surveys/index.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'
import { consentsShown } from './consents-shown.ts'

/** Where each part of a person's data comes from. What the lender worked out is theirs to read, not to take elsewhere. */
const ORIGINS = {
  customer: 'provided',
  applications: 'provided',
  consents: 'provided',
  surveys: 'provided',
  transactions: 'provided',
  deviceEvents: 'provided',
  contracts: 'contract',
  loans: 'contract',
  loanEvents: 'contract',
  tags: 'derived',
  changes: 'derived',
} as const satisfies Readonly<Record<string, DataOrigin>>

type Part = keyof typeof ORIGINS

/**
 * Everything about a person in one file that a machine can read, each part with its origin and whether it may be handed
 * to somebody they name.
 *
 * @source CN-PRIV-004 (个人信息保护法 art. 45, 网络数据安全管理条例 art. 25)
 */
export async function copyOf(ctx: ReadContext, customerId: string, customer: unknown) {
  const parts: Readonly<Record<Part, unknown>> = { customer, ...(await kept(ctx, customerId)) }
  return { exportedAt: ctx.clock.now(), parts: await partsShown(ctx), ...parts }
}

async function partsShown(ctx: ReadContext) {
  const { kind } = await lenderProfile(ctx)
  const pack = rulePack(kind)
  assert(pack.ok, 'the rule pack stands as it is', { kind })
  // Who asks has signed in with a code sent to their own telephone.
  const asked = { act: 'transfer', isIdentityVerified: true, isFeasible: true, harmsOthers: false } as const
  return Object.entries(ORIGINS).map(([part, origin]) => {
    const verdict = checkRule(pack.value, 'CN-PRIV-004', dayOf(ctx.clock.now()), { ...asked, origin })
    return { part, origin, isPortable: verdict.decision === 'allow' }
  })
}

async function kept(
  ctx: ReadContext,
  customerId: string,
): Promise<Readonly<Record<Exclude<Part, 'customer'>, unknown>>> {
  const facts = (await readFacts(ctx.db, [customerId])).get(customerId) ?? new Map<string, KnownFact>()
  return {
    applications: await applicationsOf(ctx, customerId),
    consents: await consentsShown(ctx, customerId),
    surveys: await linkedAnswers(ctx, customerId),
    transactions: await transactionsOf(ctx, customerId),
    deviceEvents: await deviceEventsOf(ctx, customerId),
    contracts: await contractsOf(ctx, customerId),
    loans: await loansOf(ctx, customerId),
    loanEvents: await loanEventsOf(ctx, customerId),
    tags: [...facts].filter(([factId]) => factId !== 'holdoutBucket').map(([factId, fact]) => ({ factId, ...fact })),
    changes: await readChanges(ctx.db, customerId),
  }
}

function applicationsOf({ db }: ReadContext, customerId: string) {
  return db
    .selectFrom('application')
    .select(['id', 'product_code', 'purpose', 'requested_fen', 'term_months', 'method', 'status', 'outcome'])
    .select(['principal_reason', 'approved_fen', 'annual_rate_ppm', 'created_at', 'decided_at'])
    .where('customer_id', '=', customerId)
    .orderBy('created_at')
    .execute()
}

function contractsOf({ db }: ReadContext, customerId: string) {
  return db
    .selectFrom('contract')
    .select(['id', 'number', 'product_code', 'principal_fen', 'term_months', 'annual_rate_ppm', 'status', 'signed_at'])
    .where('customer_id', '=', customerId)
    .orderBy('number')
    .execute()
}

function loansOf({ db }: ReadContext, customerId: string) {
  return db
    .selectFrom('loan')
    .select(['id', 'number', 'contract_id', 'principal_fen', 'outstanding_fen', 'annual_rate_ppm', 'status'])
    .select(['dpd', 'disbursed_on', 'matures_on', 'settled_on'])
    .where('customer_id', '=', customerId)
    .orderBy('number')
    .execute()
}

function loanEventsOf({ db }: ReadContext, customerId: string) {
  return db
    .selectFrom('loan_event as e')
    .innerJoin('loan as l', 'l.id', 'e.loan_id')
    .select(['e.loan_id', 'e.seq', 'e.kind', 'e.value_on', 'e.booked_on'])
    .select(sql<string | null>`e.payload ->> 'amountFen'`.as('amount_fen'))
    .where('l.customer_id', '=', customerId)
    .orderBy('e.loan_id')
    .orderBy('e.seq')
    .execute()
}

function transactionsOf({ db }: ReadContext, customerId: string) {
  return db
    .selectFrom('customer_transaction')
    .select(['occurred_on', 'direction', 'amount_fen', 'category', 'channel', 'merchant'])
    .where('customer_id', '=', customerId)
    .orderBy('occurred_on')
    .execute()
}

function deviceEventsOf({ db }: ReadContext, customerId: string) {
  return db
    .selectFrom('device_event')
    .select(['source', 'kind', 'occurred_at', 'minutes', 'distance_m'])
    .where('customer_id', '=', customerId)
    .orderBy('occurred_at')
    .execute()
}
