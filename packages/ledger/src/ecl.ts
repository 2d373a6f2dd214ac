import type { Refusal } from '@puhui/kernel'
import { type Fen, mulDiv, PPM, type RatePpm } from '@puhui/money'

/** IFRS 9: 1 performing, 2 risk has grown much since origination, 3 impaired. */
export type Stage = 1 | 2 | 3

/** Probability of default by days past due: the band with the largest `overDays` below the loan's days holds. */
export interface DefaultBand {
  /** −1 holds for a loan that is not past due. */
  readonly overDays: number
  /** Within twelve months, for stage 1. */
  readonly twelveMonthsPpm: RatePpm
  /** Over the rest of the loan's life, for stage 2. */
  readonly lifetimePpm: RatePpm
}

/** A future and how likely it is; the probability of default moves with it. */
export interface Scenario {
  readonly code: string
  readonly weightPpm: RatePpm
  readonly defaultFactorPpm: RatePpm
}

/** The lender's own figures for expected credit loss. Versioned and released by a second person. */
export interface EclTable {
  readonly stage2OverDays: number
  readonly stage3OverDays: number
  readonly bands: readonly DefaultBand[]
  readonly lossGivenDefaultPpm: RatePpm
  /** Of a loan that has defaulted. */
  readonly lossGivenDefaultImpairedPpm: RatePpm
  readonly scenarios: readonly Scenario[]
}

export interface StageFacts {
  readonly dpd: number
  /** In a bad category (次级 or worse). */
  readonly isImpaired: boolean
  /** Restructured, watched or downgraded: riskier than when it was made, whatever the days say. */
  readonly hasRiskGrown: boolean
}

/**
 * The stage of a loan.
 *
 * @source IFRS 9 5.5.3–5.5.5, 5.5.11 (30 days), B5.5.37 (90 days); CAS 22; SPEC E1
 * @example stageOf({ dpd: 31, isImpaired: false, hasRiskGrown: false }, table) // 2
 */
export function stageOf(facts: StageFacts, table: Pick<EclTable, 'stage2OverDays' | 'stage3OverDays'>): Stage {
  if (facts.isImpaired || facts.dpd > table.stage3OverDays) return 3
  return facts.hasRiskGrown || facts.dpd > table.stage2OverDays ? 2 : 1
}

export interface ExpectedLoss {
  /** Weighted over the scenarios. */
  readonly defaultPpm: RatePpm
  readonly lossGivenDefaultPpm: RatePpm
  readonly eclFen: Fen
}

/**
 * Expected credit loss = probability of default × loss given default × exposure at default, rounded once.
 *
 * @param exposureFen what would be lost if nothing more were paid, at least 0n
 * @returns the factors with the loss, so that the figure can be opened
 * @source IFRS 9 5.5.17; SPEC E2
 * @example expectedLoss({ exposureFen: 1_000_000n, dpd: 0, stage: 1 }, table).eclFen // 0.9 % × 45 % × ¥10,000
 */
export function expectedLoss(
  { exposureFen, dpd, stage }: { readonly exposureFen: Fen; readonly dpd: number; readonly stage: Stage },
  table: EclTable,
): ExpectedLoss {
  if (stage === 3) {
    const lossGivenDefaultPpm = table.lossGivenDefaultImpairedPpm
    return { defaultPpm: PPM, lossGivenDefaultPpm, eclFen: mulDiv(exposureFen, lossGivenDefaultPpm, PPM, 'half-even') }
  }
  const band = table.bands.findLast((each) => dpd > each.overDays)!
  const basePpm = stage === 1 ? band.twelveMonthsPpm : band.lifetimePpm
  const defaultPpm = weighted(basePpm, table.scenarios)
  const { lossGivenDefaultPpm } = table
  const eclFen = mulDiv(exposureFen, defaultPpm * lossGivenDefaultPpm, PPM * PPM, 'half-even')
  return { defaultPpm, lossGivenDefaultPpm, eclFen }
}

function weighted(basePpm: RatePpm, scenarios: readonly Scenario[]): RatePpm {
  return scenarios.reduce((sum, { weightPpm, defaultFactorPpm }) => {
    const moved = mulDiv(basePpm, defaultFactorPpm, PPM, 'half-even')
    return sum + mulDiv(moved > PPM ? PPM : moved, weightPpm, PPM, 'half-even')
  }, 0n)
}

export type EclProblem = Refusal<
  | 'ledger.ecl_days_not_rising'
  | 'ledger.ecl_no_band_for_current'
  | 'ledger.ecl_share_out_of_range'
  | 'ledger.ecl_lifetime_below_year'
  | 'ledger.ecl_weights_not_whole'
> & { readonly place: string }

/**
 * Everything that is wrong with a table, each with its place.
 *
 * @refuses ledger.ecl_days_not_rising, ledger.ecl_no_band_for_current, ledger.ecl_share_out_of_range,
 *   ledger.ecl_lifetime_below_year, ledger.ecl_weights_not_whole: all that hold, in the order of the table
 * @source SPEC E3
 */
export function checkEclTable(table: EclTable): readonly EclProblem[] {
  const problems: EclProblem[] = []
  const say = (isWrong: boolean, code: EclProblem['code'], place: string) => {
    if (isWrong) problems.push({ code, place })
  }
  say(table.stage3OverDays <= table.stage2OverDays, 'ledger.ecl_days_not_rising', 'stage3OverDays')
  say(table.bands[0]?.overDays !== -1, 'ledger.ecl_no_band_for_current', 'bands.0')
  for (const [at, band] of table.bands.entries()) {
    const before = table.bands[at - 1]
    say(before !== undefined && band.overDays <= before.overDays, 'ledger.ecl_days_not_rising', `bands.${at}.overDays`)
    say(!isShare(band.twelveMonthsPpm), 'ledger.ecl_share_out_of_range', `bands.${at}.twelveMonthsPpm`)
    say(!isShare(band.lifetimePpm), 'ledger.ecl_share_out_of_range', `bands.${at}.lifetimePpm`)
    say(band.lifetimePpm < band.twelveMonthsPpm, 'ledger.ecl_lifetime_below_year', `bands.${at}.lifetimePpm`)
  }
  say(!isShare(table.lossGivenDefaultPpm), 'ledger.ecl_share_out_of_range', 'lossGivenDefaultPpm')
  say(!isShare(table.lossGivenDefaultImpairedPpm), 'ledger.ecl_share_out_of_range', 'lossGivenDefaultImpairedPpm')
  for (const [at, scenario] of table.scenarios.entries()) {
    say(!isShare(scenario.weightPpm), 'ledger.ecl_share_out_of_range', `scenarios.${at}.weightPpm`)
    say(scenario.defaultFactorPpm < 0n, 'ledger.ecl_share_out_of_range', `scenarios.${at}.defaultFactorPpm`)
  }
  const wholePpm = table.scenarios.reduce((sum, { weightPpm }) => sum + weightPpm, 0n)
  say(wholePpm !== PPM, 'ledger.ecl_weights_not_whole', 'scenarios')
  return problems
}

function isShare(ppm: RatePpm): boolean {
  return ppm >= 0n && ppm <= PPM
}
