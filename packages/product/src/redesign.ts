import { type Fen, minFen, mulDiv, PPM, type RatePpm, ratioPpm } from '@puhui/money'
import type { ProductTerms } from './terms.ts'

/** What would change in a product that lent too much; what is left out stays. */
export interface RedesignChange {
  readonly amountMaxFen?: Fen
  readonly perCustomerFen?: Fen
  /** Added to the price of every grade; below zero makes it cheaper. */
  readonly rateShiftPpm?: RatePpm
  /** The most that all monthly dues may take of income; it is released with the policy, not with the product. */
  readonly debtToIncomeMaxPpm?: RatePpm
}

/** One loan that was made, with what was known of the borrower then and what has become of it. */
export interface LentLoan {
  readonly principalFen: Fen
  readonly outstandingFen: Fen
  readonly annualRatePpm: RatePpm
  readonly instalmentFen: Fen
  /** Null where it was not known. */
  readonly incomeFen: Fen | null
  readonly otherDueFen: Fen
  /** What the borrower was lent before under the same product and still owed. */
  readonly owedBeforeFen: Fen
  readonly isBad: boolean
}

export interface BookFigures {
  readonly loans: number
  readonly lentFen: Fen
  readonly outstandingFen: Fen
  readonly badLoans: number
  /** Principal of bad loans over all principal. */
  readonly badPpm: RatePpm
  readonly yearlyInterestFen: Fen
}

export interface Redesigned {
  readonly before: BookFigures
  readonly after: BookFigures
  /** Loans that would have been refused, and why; bad ones among them. */
  readonly refused: { readonly byAmount: number; readonly byIncome: number; readonly bad: number }
  /** Loans that would have been smaller. */
  readonly cut: { readonly loans: number; readonly byFen: Fen }
  readonly unknownIncome: number
}

type Verdict = { readonly kind: 'kept'; readonly principalFen: Fen } | { readonly kind: 'byAmount' | 'byIncome' }

/**
 * What a book would look like had its loans been made under the change: each cut to the new amounts or refused, the
 * rest as it went. It does not guess who would have borrowed elsewhere or paid a smaller loan back.
 *
 * @param loans those made under the product, bad ones with what they were lent
 * @source PRD-24, case C02; SPEC D1-D3
 * @example redesign([loan], { amountMaxFen: 1_000_000n }, terms).cut.loans // 1
 */
export function redesign(
  loans: readonly LentLoan[],
  change: RedesignChange,
  terms: Pick<ProductTerms, 'amountFen'>,
): Redesigned {
  const verdicts = loans.map((loan) => ({ loan, verdict: verdictOn(loan, change, terms) }))
  const kept = verdicts.flatMap(({ loan, verdict }) => {
    if (verdict.kind !== 'kept') return []
    const scaled = (fen: Fen) => mulDiv(fen, verdict.principalFen, loan.principalFen, 'half-even')
    const annualRatePpm = loan.annualRatePpm + (change.rateShiftPpm ?? 0n)
    const outstandingFen = scaled(loan.outstandingFen)
    return [{ ...loan, principalFen: verdict.principalFen, outstandingFen, annualRatePpm }]
  })
  const refusedAs = (kind: 'byAmount' | 'byIncome') => verdicts.filter(({ verdict }) => verdict.kind === kind)
  const cut = verdicts.flatMap(({ loan, verdict }) =>
    verdict.kind === 'kept' && verdict.principalFen < loan.principalFen
      ? [loan.principalFen - verdict.principalFen]
      : [],
  )
  return {
    before: figuresOf(loans),
    after: figuresOf(kept),
    refused: {
      byAmount: refusedAs('byAmount').length,
      byIncome: refusedAs('byIncome').length,
      bad: verdicts.filter(({ loan, verdict }) => loan.isBad && verdict.kind !== 'kept').length,
    },
    cut: { loans: cut.length, byFen: cut.reduce((sum, fen) => sum + fen, 0n) },
    unknownIncome: loans.filter(({ incomeFen }) => incomeFen === null).length,
  }
}

function verdictOn(loan: LentLoan, change: RedesignChange, { amountFen }: Pick<ProductTerms, 'amountFen'>): Verdict {
  const { principalFen, owedBeforeFen, instalmentFen, otherDueFen, incomeFen } = loan
  const leftFen = (change.perCustomerFen ?? principalFen + owedBeforeFen) - owedBeforeFen
  const upToFen = minFen(minFen(principalFen, leftFen), change.amountMaxFen ?? principalFen)
  if (upToFen < amountFen.min) return { kind: 'byAmount' }
  if (change.debtToIncomeMaxPpm !== undefined && incomeFen !== null) {
    const dueFen = otherDueFen + mulDiv(instalmentFen, upToFen, principalFen, 'half-even')
    if (dueFen * PPM > incomeFen * change.debtToIncomeMaxPpm) return { kind: 'byIncome' }
  }
  return { kind: 'kept', principalFen: upToFen }
}

function figuresOf(loans: readonly LentLoan[]): BookFigures {
  const sum = (of: (loan: LentLoan) => Fen) => loans.reduce((total, loan) => total + of(loan), 0n)
  const lentFen = sum(({ principalFen }) => principalFen)
  const badFen = sum(({ principalFen, isBad }) => (isBad ? principalFen : 0n))
  return {
    loans: loans.length,
    lentFen,
    outstandingFen: sum(({ outstandingFen }) => outstandingFen),
    badLoans: loans.filter(({ isBad }) => isBad).length,
    badPpm: ratioPpm(badFen, lentFen) ?? 0n,
    yearlyInterestFen: sum(({ outstandingFen, annualRatePpm }) =>
      mulDiv(outstandingFen, annualRatePpm, PPM, 'half-even'),
    ),
  }
}

/**
 * The terms of a product after a change; amounts stay on the product's steps.
 *
 * @source PRD-24; SPEC D4
 */
export function redesignedTerms(terms: ProductTerms, change: RedesignChange): ProductTerms {
  const { min, max, step } = terms.amountFen
  const wanted = minFen(change.amountMaxFen ?? max, max)
  const onStep = wanted < min ? min : min + ((wanted - min) / step) * step
  const shift = change.rateShiftPpm ?? 0n
  const limit = change.perCustomerFen === undefined ? terms.rules?.limit : { perCustomerFen: change.perCustomerFen }
  return {
    ...terms,
    amountFen: { min, max: onStep, step },
    prices: terms.prices.map((price) => ({ ...price, annualRatePpm: price.annualRatePpm + shift })),
    rules: { ...terms.rules, ...(limit && { limit }) },
  }
}
