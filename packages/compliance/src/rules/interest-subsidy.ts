import type { Day } from '@puhui/calendar'
import { type Fen, minFen, mulDiv, PPM, type RatePpm } from '@puhui/money'
import { fiscalSubsidy } from '@puhui/product'
import { defineRule } from '../rule.ts'
import { ALLOW, flagBy, refuseBy } from '../verdict.ts'

export interface SubsidyClaim {
  readonly on: Day
  readonly claimedFen: Fen
  /** What was really spent on consumption. */
  readonly spentFen: Fen
  readonly annualRatePpm: RatePpm
  readonly days: number
  readonly takenThisYearFen?: Fen
}

/** CN-SUBS-001: what the state pays of the interest of a consumption loan. */
export const interestSubsidy = defineRule({
  id: 'CN-SUBS-001',
  title: { zh: '个人消费贷款财政贴息', en: 'Fiscal interest subsidy on consumption loans' },
  text: {
    zh: '真实消费部分年贴息1个百分点，最高为合同利率的50%；同一借款人在同一机构每年累计不超过3000元；期限为2025年9月1日至2026年12月31日。',
    en: 'One point a year on what was really spent, at most half the contract rate and ¥3,000 a year for a borrower at one lender, from 1 September 2025 to 31 December 2026.',
  },
  instrument: { zh: '财金〔2025〕80号；财金〔2026〕1号', en: 'Caijin 2025 No. 80; Caijin 2026 No. 1' },
  sources: ['subsidy-2025', 'subsidy-2026'],
  effectiveFrom: '2025-09-01' as Day,
  effectiveTo: '2026-12-31' as Day,
  lenderKinds: ['bank', 'consumer_finance_company'],
  events: ['interest.settle'],
  parameters: {
    ratePpm: { value: 10_000n, bound: 'max', provenance: 'sourced', unit: 'ppm a year' },
    shareOfRatePpm: { value: 500_000n, bound: 'max', provenance: 'sourced', unit: 'ppm of the contract rate' },
    yearMaxFen: { value: 300_000n, bound: 'max', provenance: 'sourced', unit: 'fen a year' },
  },
  codes: ['compliance.subsidy_above_scheme', 'compliance.subsidy_scheme_over'],
  check: ({ claimedFen, ...use }: SubsidyClaim, values) => {
    const scheme = fiscalSubsidy(use)
    if (scheme.isOutsideScheme) return flagBy('compliance.subsidy_scheme_over', { on: use.on })
    const mostFen = minFen(scheme.amountFen, ownLimitFen(use, values))
    return claimedFen <= mostFen ? ALLOW : refuseBy('compliance.subsidy_above_scheme', { claimedFen, mostFen })
  },
})

function ownLimitFen(
  use: Omit<SubsidyClaim, 'claimedFen'>,
  values: { readonly ratePpm: RatePpm; readonly shareOfRatePpm: RatePpm; readonly yearMaxFen: Fen },
): Fen {
  const sharePpm = mulDiv(use.annualRatePpm, values.shareOfRatePpm, PPM, 'floor')
  const ratePpm = sharePpm < values.ratePpm ? sharePpm : values.ratePpm
  const earnedFen = mulDiv(use.spentFen, ratePpm * BigInt(use.days), PPM * 365n, 'half-even')
  const leftFen = values.yearMaxFen - (use.takenThisYearFen ?? 0n)
  return minFen(earnedFen, leftFen < 0n ? 0n : leftFen)
}
