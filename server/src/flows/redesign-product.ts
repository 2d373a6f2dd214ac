import {
  encodeTerms,
  type LentLoan,
  type RedesignChange,
  type Redesigned,
  redesign,
  redesignedTerms,
} from '@puhui/product'
import { sql } from 'kysely'
import { type Application, factsOf, moveApplication, readApplications } from '../modules/applications/index.ts'
import { readContractOf } from '../modules/contracts/index.ts'
import {
  insertRedesign,
  type ProductVersion,
  type RedesignRow,
  readProduct,
  readRedesign,
  readWaitingRedesigns,
  saveDraft,
  setRedesignOffers,
  setRedesignVersion,
  submitVersion,
  versionById,
  versionInForce,
} from '../modules/products/index.ts'
import { payloadHash } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { job } from '../platform/jobs/job.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { offeredFen } from './offer.ts'
import { voidContract } from './prepare-contract.ts'

/** More than so many days past due a loan has gone bad. */
const BAD_AFTER_DAYS = 30

/**
 * Asks what a lower limit or another rate would have made of the live book of a product, and keeps the answer with the
 * hash of what it was reckoned from.
 *
 * @refuses products.not_found, redesigns.nothing_changes, redesigns.rate_below_zero
 * @source PRD-24, case C02
 */
export async function makeRedesign(
  ctx: WriteContext,
  productId: string,
  { change, reason }: { readonly change: RedesignChange; readonly reason: string },
): Promise<string> {
  const version = await currentVersion(ctx, productId)
  if (Object.keys(change).length === 0) throw new RefusalError({ code: 'redesigns.nothing_changes' })
  const shift = change.rateShiftPpm ?? 0n
  if (version.terms.prices.some(({ annualRatePpm }) => annualRatePpm + shift < 0n)) {
    throw new RefusalError({ code: 'redesigns.rate_below_zero' })
  }
  const loans = await lentUnder(ctx, version.code)
  const result = redesign(loans, change, version.terms)
  const inputsHash = payloadHash({ terms: version.termsHash, change: asText(change), loans: loans.map(asText) })
  const id = await insertRedesign(ctx, {
    productId,
    change: asText(change),
    inputsHash,
    result: shownResult(result),
    reason,
  })
  await record(ctx, {
    action: 'products.redesign_reckoned',
    objectKind: 'product',
    objectId: productId,
    reason,
    after: {
      redesignId: id,
      change: asText(change),
      inputsHash,
      before: asText(result.before),
      after: asText(result.after),
    },
  })
  return id
}

async function currentVersion(ctx: Pick<ReadContext, 'db'>, productId: string): Promise<ProductVersion> {
  const product = await readProduct(ctx.db, productId)
  const version = product ? await versionInForce(ctx, product.code, await businessDate(ctx.db)) : null
  if (!version) throw new RefusalError({ code: 'products.not_found' })
  return version
}

/** Every loan made under a product, with what was known of the borrower when it was asked for. */
async function lentUnder({ db }: Pick<ReadContext, 'db'>, code: string): Promise<LentLoan[]> {
  const { rows } = await sql<{
    principal_fen: bigint
    outstanding_fen: bigint
    annual_rate_ppm: bigint
    term_months: number
    dpd: number
    status: string
    facts: Application['facts']
    owed_before_fen: bigint
  }>`
    select l.principal_fen, l.outstanding_fen, l.annual_rate_ppm, l.term_months, l.dpd, l.status, a.facts,
      coalesce((select sum(o.outstanding_fen) from loan o where o.customer_id = l.customer_id
        and o.product_code = l.product_code and (o.disbursed_on, o.id) < (l.disbursed_on, l.id)), 0)::bigint as owed_before_fen
    from loan l join application a on a.id = l.application_id
    where l.product_code = ${code} and l.status <> 'pending' order by l.id`.execute(db)
  return rows.map((row): LentLoan => {
    const facts = factsOf(row.facts ?? [])
    const monthsFen = row.principal_fen / BigInt(row.term_months)
    const interestFen = (row.principal_fen * row.annual_rate_ppm) / 24_000_000n
    return {
      principalFen: row.principal_fen,
      outstandingFen: row.outstanding_fen,
      annualRatePpm: row.annual_rate_ppm,
      instalmentFen: monthsFen + interestFen,
      incomeFen: wholeOf(facts.monthlyIncome),
      otherDueFen: wholeOf(facts.monthlyDebtDue) ?? 0n,
      owedBeforeFen: row.owed_before_fen,
      isBad: row.dpd > BAD_AFTER_DAYS || row.status === 'chargedOff',
    }
  })
}

function wholeOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null
}

type Plain = Readonly<Record<string, string | number | boolean | null>>

/** Money and rates as decimal text, as JSON keeps them. */
function asText(values: object): Plain {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  ) as Plain
}

function shownResult({ before, after, refused, cut, unknownIncome }: Redesigned) {
  return {
    before: asText(before),
    after: {
      ...asText(after),
      refusedByAmount: refused.byAmount,
      refusedByIncome: refused.byIncome,
      refusedBad: refused.bad,
      cutLoans: cut.loans,
      cutFen: String(cut.byFen),
      unknownIncome,
    },
  }
}

/** The change of a kept what-if. */
export function changeOf({ change }: Pick<RedesignRow, 'change'>): RedesignChange {
  const known = change as Readonly<Record<string, string | undefined>>
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, BigInt(value)]])),
  )
}

/**
 * Hands in the version that a what-if asks for; a second person releases it.
 *
 * @refuses redesigns.not_found, redesigns.already_applied, redesigns.nothing_changes, the refusals of handing in a version
 */
export async function applyRedesign(
  ctx: WriteContext,
  id: string,
  effectiveOn: Parameters<typeof submitVersion>[2]['effectiveOn'],
): Promise<void> {
  const row = await redesignById(ctx, id)
  if (row.version_id !== null) throw new RefusalError({ code: 'redesigns.already_applied' })
  const version = await currentVersion(ctx, row.product_id)
  const terms = redesignedTerms(version.terms, changeOf(row))
  if (payloadHash(encodeTerms(terms)) === payloadHash(encodeTerms(version.terms))) {
    throw new RefusalError({ code: 'redesigns.nothing_changes' })
  }
  const versionId = await saveDraft(ctx, { productId: row.product_id, terms: encodeTerms(terms) })
  await submitVersion(ctx, versionId, { effectiveOn, note: row.reason })
  await setRedesignVersion(ctx.tx, id, versionId)
}

async function redesignById(ctx: Pick<ReadContext, 'db'>, id: string): Promise<RedesignRow> {
  const row = await readRedesign(ctx.db, id)
  if (!row) throw new RefusalError({ code: 'redesigns.not_found' })
  return row
}

/**
 * Reckons the offers that were not used yet again, once the new version is in force: each is cut to what the version
 * offers, priced at most as it prices, or ended. A contract that was prepared and not signed is void.
 *
 * @refuses redesigns.not_found, redesigns.not_in_force
 */
export async function reckonOffers(ctx: WriteContext, id: string): Promise<void> {
  const row = await redesignById(ctx, id)
  if (row.applied_at !== null) return
  const inForce = await currentVersion(ctx, row.product_id)
  const wanted = row.version_id === null ? null : await versionById(ctx, row.version_id)
  const isInForce = wanted?.status === 'released' && wanted.version <= inForce.version
  if (!isInForce) throw new RefusalError({ code: 'redesigns.not_in_force' })
  const open = (await readApplications(ctx.db, { statuses: ['approved'] })).filter(
    ({ productCode, productVersionId }) => productCode === inForce.code && productVersionId !== inForce.id,
  )
  const counts = { open: open.length, kept: 0, changed: 0, ended: 0 }
  let [beforeFen, afterFen] = [0n, 0n]
  for (const application of open) {
    const { kind, approvedFen } = await reckonOne(ctx, application, inForce)
    counts[kind] += 1
    beforeFen += application.approvedFen ?? 0n
    afterFen += approvedFen
  }
  const offers = { ...counts, beforeFen: String(beforeFen), afterFen: String(afterFen) }
  await setRedesignOffers(ctx.tx, id, { offers, at: ctx.clock.now() })
  await record(ctx, {
    action: 'products.offers_reckoned',
    objectKind: 'product',
    objectId: row.product_id,
    after: { redesignId: id, version: inForce.version, ...offers },
  })
}

async function reckonOne(ctx: WriteContext, application: Application, { id: versionId, terms }: ProductVersion) {
  const { id, customerId, grade, annualRatePpm } = application
  const before = application.approvedFen ?? 0n
  const listed = terms.prices.find((price) => price.grade === grade)?.annualRatePpm ?? null
  const rate = listed !== null && annualRatePpm !== null && annualRatePpm > listed ? listed : annualRatePpm
  const perCustomerFen = terms.rules?.limit?.perCustomerFen ?? before
  const amount = offeredFen(terms.amountFen, before < perCustomerFen ? before : perCustomerFen)
  const kind = amount === null ? 'ended' : amount === before && rate === annualRatePpm ? 'kept' : 'changed'
  const contract = await readContractOf(ctx.db, id)
  if (contract && kind !== 'kept') await voidContract(ctx, contract)
  const set = amount === null ? {} : { approved_fen: amount, annual_rate_ppm: rate, product_version_id: versionId }
  const voided = contract && kind !== 'kept' ? { contract_id: null } : {}
  await moveApplication(ctx, id, { from: 'approved', to: amount === null ? 'expired' : 'approved', ...set, ...voided })
  await record(ctx, {
    action: 'applications.offer_reckoned',
    objectKind: 'application',
    objectId: id,
    customerId,
    before: { approvedFen: before, annualRatePpm },
    after: { kind, approvedFen: amount, annualRatePpm: rate },
  })
  return { kind, approvedFen: amount ?? 0n } as const
}

/** Offers are reckoned again by themselves once a version is in force. */
export const reckonOffersJob = job({
  name: 'products.reckon_offers',
  title: { zh: '重算未使用的批准额度', en: 'Reckon unused offers again' },
  cron: '*/15 * * * *',
  isSilent: true,
  run: async (ctx) => {
    const today = await businessDate(ctx.platform.db)
    const waiting = await readWaitingRedesigns(ctx.platform.db, today)
    for (const id of waiting) await ctx.write((open) => reckonOffers(open, id))
    return { redesigns: waiting.length }
  },
})
