import type { OutputOf, redesignsApi } from '@puhui/api'
import { sql } from 'kysely'
import { readProduct } from '../modules/products/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Redesign = OutputOf<typeof redesignsApi.makeRedesign>

function rows({ db }: Pick<ReadContext, 'db'>) {
  return db
    .selectFrom('product_redesign as r')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .leftJoin('product_version as v', 'v.id', 'r.version_id')
    .leftJoin('staff_user as u', 'u.id', 'r.made_by')
    .selectAll('r')
    .select(['p.code', 'v.version', 'v.status as version_status', 'v.effective_on'])
    .select(sql<string>`coalesce(u.name, r.made_by)`.as('maker'))
    .orderBy('r.made_at', 'desc')
}

/** @refuses products.not_found */
export async function redesignsOf(ctx: ReadContext, productId: string): Promise<Redesign[]> {
  if (!(await readProduct(ctx.db, productId))) throw new RefusalError({ code: 'products.not_found' })
  return (await rows(ctx).where('r.product_id', '=', productId).limit(50).execute()).map(shown)
}

/** @refuses redesigns.not_found */
export async function redesignShown(ctx: ReadContext, id: string): Promise<Redesign> {
  const row = await rows(ctx).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'redesigns.not_found' })
  return shown(row)
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

function shown(row: Row): Redesign {
  const { refusedByAmount, refusedByIncome, refusedBad, cutLoans, cutFen, unknownIncome, ...after } =
    row.after as Record<string, never>
  return {
    id: row.id,
    productId: row.product_id,
    productCode: row.code,
    change: changeShown(row.change),
    before: figuresShown(row.before),
    after: figuresShown(after),
    refusedByAmount: Number(refusedByAmount),
    refusedByIncome: Number(refusedByIncome),
    refusedBad: Number(refusedBad),
    cutLoans: Number(cutLoans),
    cutFen: String(cutFen),
    unknownIncome: Number(unknownIncome),
    inputsHash: row.inputs_hash,
    reason: row.reason,
    madeBy: row.maker,
    madeOn: row.made_on,
    madeAt: row.made_at,
    version: row.version,
    versionStatus: row.version_status,
    effectiveOn: row.effective_on,
    offers: row.offers as Redesign['offers'],
  }
}

type Plain = Row['before']

function figuresShown(figures: Plain): Redesign['before'] {
  return {
    loans: Number(figures.loans),
    lentFen: String(figures.lentFen),
    outstandingFen: String(figures.outstandingFen),
    badLoans: Number(figures.badLoans),
    badPpm: Number(figures.badPpm),
    yearlyInterestFen: String(figures.yearlyInterestFen),
  }
}

function changeShown(change: Plain): Redesign['change'] {
  const { amountMaxFen, perCustomerFen, rateShiftPpm, debtToIncomeMaxPpm } = change
  return {
    ...(amountMaxFen === undefined ? {} : { amountMaxFen: String(amountMaxFen) }),
    ...(perCustomerFen === undefined ? {} : { perCustomerFen: String(perCustomerFen) }),
    ...(rateShiftPpm === undefined ? {} : { rateShiftPpm: Number(rateShiftPpm) }),
    ...(debtToIncomeMaxPpm === undefined ? {} : { debtToIncomeMaxPpm: Number(debtToIncomeMaxPpm) }),
  }
}
