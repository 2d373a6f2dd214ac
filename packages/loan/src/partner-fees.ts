import { type Fen, minFen, mulDiv, sumFen } from '@puhui/money'
import { type FeeRule, feesOf, feesOfRow } from '@puhui/product'
import type { Core } from './core.ts'
import type { Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * What of instalment fees is collected for partners. Each instalment has its own split, because a share of the balance
 * falls while a fixed fee stays; odd fen are the lender's.
 *
 * @param amountFen fees that were earned, or paid, in all
 * @param ofRow what of the fee of an instalment that is
 * @source SPEC B8
 */
export function partnerFeesOf(terms: LoanTerms, core: Core, amountFen: Fen, ofRow: (row: Row) => Fen): Fen {
  if (amountFen === 0n) return 0n
  const rules = terms.schedule.fees.filter(({ timing }) => timing === 'per-instalment')
  if (!rules.some(isPartners)) return 0n
  if (rules.every(isPartners)) return amountFen
  const rows = core.rows.filter((row) => row.feeFen > 0n)
  const wholeFen = sumFen(rows.map(ofRow))
  const partnersFen = sumFen(rows.map((row) => splitOf(ofRow(row), rules, feesOfRow(core.schedule, row))))
  if (wholeFen === 0n) return splitOf(amountFen, rules, feesOf(terms.schedule, 'per-instalment'))
  return wholeFen === amountFen ? partnersFen : mulDiv(amountFen, minFen(partnersFen, wholeFen), wholeFen, 'down')
}

/** Whether the contract knows a fee that is collected for somebody else. */
export function hasPartnerFees({ schedule }: LoanTerms): boolean {
  return schedule.fees.some(isPartners)
}

function splitOf(amountFen: Fen, rules: readonly FeeRule[], fees: ReturnType<typeof feesOf>): Fen {
  const totalFen = sumFen(fees.map((fee) => fee.amountFen))
  const partners = new Set(rules.filter(isPartners).map(({ code }) => code))
  const partnerFen = sumFen(fees.filter(({ code }) => partners.has(code)).map((fee) => fee.amountFen))
  return totalFen === 0n ? 0n : mulDiv(amountFen, partnerFen, totalFen, 'down')
}

function isPartners({ collector }: FeeRule): boolean {
  return collector.kind === 'partner'
}
