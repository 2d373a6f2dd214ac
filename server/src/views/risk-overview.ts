import type { OutputOf, provisionsApi } from '@puhui/api'
import { NON_PERFORMING, RISK_CATEGORIES, type RiskCategory } from '@puhui/compliance'
import { ratioPpm, sumFen } from '@puhui/money'
import { sql } from 'kysely'
import { trialBalance } from '../modules/ledger/index.ts'
import { badOf, runsBase, type StoredFigures } from '../modules/provisions/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { inPlace, isNarrowed, type PlaceQuery } from './place-filter.ts'

type Overview = OutputOf<typeof provisionsApi.getRiskOverview>

/**
 * Categories as they stand now, the allowance as the ledger holds it, and the month-ends that were posted. The ledger
 * knows no place: for a part of the country, allowance and history are summed from the loans of the posted runs.
 */
export async function riskOverview(ctx: ReadContext, place: PlaceQuery = {}): Promise<Overview> {
  const businessOn = await businessDate(ctx.db)
  const [groups, balance, runs, written] = await Promise.all([
    byCategory(ctx.db, place),
    trialBalance(ctx, businessOn),
    postedRuns(ctx.db),
    writtenOff(ctx.db, place),
  ])
  const balanceOf = (code: string) => balance.accounts.find((account) => account.code === code)?.balanceFen ?? 0n
  const outstandingFen = sumFen(groups.map((group) => group.outstandingFen))
  const badFen = sumFen(
    groups.filter(({ category }) => NON_PERFORMING.includes(category)).map((one) => one.outstandingFen),
  )
  const history = isNarrowed(place) ? await historyOfPlace(ctx.db, runs, place) : runs.map(historyOf)
  const allowanceFen = isNarrowed(place) ? BigInt(history.at(-1)?.allowanceFen ?? '0') : balanceOf('1304')
  const recoveredFen = isNarrowed(place) ? await recovered(ctx.db, place) : balanceOf('6301')
  const [last, before] = isNarrowed(place) ? [] : [runs.at(-1), runs.at(-2)]
  return {
    businessOn,
    categories: groups.map(({ category, loans, outstandingFen: fen }) => ({
      category,
      loans,
      outstandingFen: String(fen),
      sharePpm: share(fen, outstandingFen),
    })),
    outstandingFen: String(outstandingFen),
    badFen: String(badFen),
    badRatePpm: share(badFen, outstandingFen),
    allowanceFen: String(allowanceFen),
    coveragePpm: shareOrNull(allowanceFen, badFen),
    loanProvisionPpm: share(allowanceFen, outstandingFen),
    writtenOffFen: String(written),
    recoveredFen: String(recoveredFen),
    history,
    matrix: last && before ? { from: before.month_end, to: last.month_end, cells: [...figuresOf(last).matrix] } : null,
  }
}

type PostedRun = Awaited<ReturnType<typeof postedRuns>>[number]

/** The last posted run of each month-end, the oldest first. */
async function postedRuns(reader: Reader) {
  const rows = await runsBase(reader).where('r.status', '=', 'posted').orderBy('r.posted_at').execute()
  return [...new Map(rows.map((row) => [row.month_end, row])).values()].sort((a, b) =>
    a.month_end < b.month_end ? -1 : 1,
  )
}

function figuresOf({ figures }: Pick<PostedRun, 'figures'>): StoredFigures {
  return figures as StoredFigures
}

function historyOf(run: PostedRun): Overview['history'][number] {
  const badFen = badOf(figuresOf(run))
  return {
    monthEnd: run.month_end,
    loans: run.loans,
    exposureFen: String(run.exposure_fen),
    badFen: String(badFen),
    badRatePpm: share(badFen, run.exposure_fen),
    allowanceFen: String(run.allowance_fen),
    coveragePpm: shareOrNull(run.allowance_fen, badFen),
    chargeFen: String(run.charge_fen),
  }
}

interface PlaceRun {
  readonly run_id: string
  readonly loans: number
  readonly exposure: bigint
  readonly bad: bigint
  readonly allowance: bigint
}

/** What the posted runs say of the loans of a place. */
async function historyOfPlace(
  reader: Reader,
  runs: readonly PostedRun[],
  place: PlaceQuery,
): Promise<Overview['history']> {
  const { rows } = await sql<PlaceRun>`
    select p.run_id, count(*)::int as loans, sum(p.exposure_fen)::bigint as exposure,
        coalesce(sum(p.exposure_fen) filter (where p.category = any(${[...NON_PERFORMING]})), 0)::bigint as bad,
        sum(p.allowance_fen)::bigint as allowance
      from provision_loan p join loan l on l.id = p.loan_id
      where p.run_id = any(${runs.map(({ id }) => id)}) and ${inPlace(place, sql.ref('l.customer_id'))}
      group by 1`.execute(reader)
  return runs.flatMap((run) => {
    const own = rows.find((row) => row.run_id === run.id)
    if (!own) return []
    return [
      {
        monthEnd: run.month_end,
        loans: own.loans,
        exposureFen: String(own.exposure),
        badFen: String(own.bad),
        badRatePpm: share(own.bad, own.exposure),
        allowanceFen: String(own.allowance),
        coveragePpm: shareOrNull(own.allowance, own.bad),
        chargeFen: null,
      },
    ]
  })
}

async function recovered(reader: Reader, place: PlaceQuery): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(sum((e.payload->>'amountFen')::bigint), 0)::bigint as fen
      from loan_event e join loan l on l.id = e.loan_id
      where e.kind = 'recovered' and ${inPlace(place, sql.ref('l.customer_id'))}`.execute(reader)
  return rows[0]!.fen
}

async function byCategory(reader: Reader, place: PlaceQuery) {
  const { rows } = await sql<{ category: RiskCategory; loans: number; fen: bigint }>`
    select coalesce(r.category, 'normal') as category, count(*)::int as loans,
        coalesce(sum(l.outstanding_fen), 0)::bigint as fen
      from loan l left join loan_risk r on r.loan_id = l.id
      where l.status in ('active', 'overdue') and ${inPlace(place, sql.ref('l.customer_id'))} group by 1`.execute(
    reader,
  )
  return RISK_CATEGORIES.map((category) => {
    const own = rows.find((row) => row.category === category)
    return { category, loans: own?.loans ?? 0, outstandingFen: own?.fen ?? 0n }
  })
}

/** Principal of the loans that are written off now; one whose write-off was reversed is not. */
async function writtenOff(reader: Reader, place: PlaceQuery): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(sum(w.principal_fen), 0)::bigint as fen from write_off w
      join loan l on l.id = w.loan_id and l.status = 'chargedOff'
      where ${inPlace(place, sql.ref('l.customer_id'))}`.execute(reader)
  return rows[0]!.fen
}

function share(part: bigint, whole: bigint): number {
  return Number(ratioPpm(part, whole) ?? 0n)
}

function shareOrNull(part: bigint, whole: bigint): number | null {
  const ppm = ratioPpm(part, whole)
  return ppm === undefined ? null : Number(ppm)
}
