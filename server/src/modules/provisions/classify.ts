import { type Day, monthsBetween } from '@puhui/calendar'
import {
  type Classified,
  compareCategory,
  mayUpgrade,
  NON_PERFORMING,
  type RiskCategory,
  type RiskFacts,
  riskCategory,
} from '@puhui/compliance'
import { type Loan, stateOn } from '@puhui/loan'
import type { WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { FoldError, foldedLoans } from '../servicing/index.ts'
import {
  type CategoryChange,
  insertChanges,
  type RiskMove,
  type RiskRow,
  readRiskToCheck,
  upsertRisk,
} from './risk-store.ts'
import { type TableInForce, tableInForce } from './table.ts'

/** For so long a restructured loan is watched. */
const OBSERVATION_MONTHS = 12
const SEASONING_MONTHS = 6

/**
 * Gives every running loan the category that the morning of a day asks for. Only loans that are past due or were called
 * something else than 正常 are looked at, and only what changes is written.
 *
 * @returns how many loans changed
 */
export async function classifyLoans(ctx: WriteContext, on: Day): Promise<number> {
  const rows = await readRiskToCheck(ctx.db)
  const seasoned = await seasonedPeriods(ctx, rows, on)
  const table = await tableInForce(ctx, on)
  const moves = rows.flatMap((row) => {
    const next = nextOf(row, { on, table, periods: seasoned.get(row.loanId) ?? 0 })
    const isSame = next.category === row.category && next.trigger === row.trigger && next.curedOn === row.curedOn
    return isSame && row.since !== null ? [] : [{ ...row, next }]
  })
  const changes = moves.filter((move) => move.next.category !== move.category).map((move) => changeOf(move, on))
  await upsertRisk(ctx.tx, moves, on)
  await insertChanges(ctx.tx, changes, { actor: ctx.actor.id, recordedAt: ctx.clock.now() })
  if (changes.length > 0) {
    await record(ctx, {
      action: 'risk.reclassified',
      objectKind: 'risk',
      objectId: on,
      after: { loans: changes.length, worse: changes.filter((one) => compareCategory(one.to, one.from) > 0).length },
    })
  }
  return changes.length
}

/** What the category of a morning follows from, beside the loan. */
export interface Morning {
  readonly on: Day
  /** Says from when on a loan is impaired, and what share of it is then expected to be lost. */
  readonly table: TableInForce | undefined
  /** Instalments that have fallen due, and were paid, since the arrears were gone. */
  readonly periods?: number
}

/** The category of the morning of a day. */
export function nextOf(row: RiskRow, { on, table, periods = 0 }: Morning): RiskMove['next'] {
  const curedOn = row.dpd > 0 ? null : (row.curedOn ?? on)
  const asked = askedOf(row, on, table)
  const isBetter = compareCategory(asked.category, row.category) < 0
  const cured = {
    isCured: curedOn !== null,
    monthsCured: curedOn ? monthsBetween(curedOn, on) : 0,
    periodsCured: periods,
  }
  if (isBetter && !mayUpgrade(row.category, cured)) {
    return { category: row.category, trigger: 'seasoning', since: row.since ?? on, curedOn }
  }
  const isSame = asked.category === row.category && row.since !== null
  return { category: asked.category, trigger: asked.trigger, since: isSame ? row.since! : on, curedOn }
}

function askedOf({ dpd, manualFloor, restructuredOn }: RiskRow, on: Day, table: TableInForce | undefined): Classified {
  const isRestructured = restructuredOn !== null && monthsBetween(restructuredOn, on) < OBSERVATION_MONTHS
  const hasFailedObservation = isRestructured && dpd > 0
  return categoryBy(table, { dpd, isRestructured, hasFailedObservation, ...(manualFloor && { manualFloor }) })
}

/**
 * The category that facts ask for where a table says what is expected to be lost. A bad loan is impaired, and so is one that
 * is late for longer than the table allows; of an impaired one the table's share is expected to be lost.
 *
 * @source CN-RISK-001: impaired with an expected loss of half of the exposure is doubtful, of nine tenths a loss
 */
export function categoryBy(table: TableInForce | undefined, facts: RiskFacts): Classified {
  const asked = riskCategory(facts)
  if (!table) return asked
  const { stage3OverDays, lossGivenDefaultImpairedPpm } = table.terms
  const isImpaired = facts.dpd > stage3OverDays || NON_PERFORMING.includes(asked.category)
  return isImpaired ? riskCategory({ ...facts, isImpaired, eclSharePpm: BigInt(lossGivenDefaultImpairedPpm) }) : asked
}

function changeOf({ next, ...row }: RiskMove, on: Day): CategoryChange {
  const { loanId, dpd, outstandingFen, category: from } = row
  return {
    loanId,
    on,
    from,
    to: next.category,
    trigger: next.trigger,
    dpd,
    outstandingFen,
    reason: null,
    approvalId: null,
  }
}

/** Only for the few bad loans that are cured for long enough are the instalments counted. */
async function seasonedPeriods(ctx: WriteContext, rows: readonly RiskRow[], on: Day): Promise<Map<string, number>> {
  const cured = rows.filter(
    ({ category, curedOn, dpd }) =>
      dpd === 0 &&
      curedOn !== null &&
      NON_PERFORMING.includes(category) &&
      monthsBetween(curedOn, on) >= SEASONING_MONTHS,
  )
  const folded = await foldedLoans().of(
    ctx.db,
    cured.map(({ loanId, eventSeq }) => ({ id: loanId, eventSeq })),
  )
  return new Map(
    cured.map(({ loanId, curedOn }, at) => {
      const loan = folded[at]!
      return [loanId, loan instanceof FoldError ? 0 : duePeriods(loan, curedOn!, on)]
    }),
  )
}

function duePeriods(loan: Loan, from: Day, on: Day): number {
  return stateOn(loan, on).instalments.filter(({ dueOn }) => dueOn > from && dueOn <= on).length
}

/** The worse of two: `worseOf('normal', 'loss') // 'loss'`. */
export function worseOf(a: RiskCategory, b: RiskCategory): RiskCategory {
  return compareCategory(a, b) >= 0 ? a : b
}
