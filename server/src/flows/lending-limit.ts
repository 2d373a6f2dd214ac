import type { Day } from '@puhui/calendar'
import { checkRule, type LenderKind, type RulePack, rulePack } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import type { OwnHistory } from '../modules/applications/index.ts'
import { RefusalError } from '../platform/refusal-error.ts'

function packOf(kind: LenderKind): RulePack {
  const pack = rulePack(kind)
  assert(pack.ok, 'the law without changes is a pack')
  return pack.value
}

/**
 * Refuses what would bring one borrower above the law's amount for this kind of lender.
 *
 * @refuses compliance.limit_exceeded with the limit
 * @source CN-ORIG-001 (banks, online), CN-ORIG-004 (consumer finance companies)
 */
export function requireWithinLegalLimit(kind: LenderKind, on: Day, history: OwnHistory, newFen: bigint): void {
  const pack = packOf(kind)
  const owed = history.outstandingFen + history.unusedFen
  const verdicts = [
    checkRule(pack, 'CN-ORIG-001', on, { consumerLinesFen: owed + newFen }),
    checkRule(pack, 'CN-ORIG-004', on, { act: 'approve', outstandingFen: owed, newFen }),
  ]
  for (const verdict of verdicts) {
    if (verdict.decision !== 'refuse') continue
    throw new RefusalError({ code: 'compliance.limit_exceeded', limit: LIMIT_FEN, rule: verdict.code })
  }
}

/** ¥200,000 in both rules. */
const LIMIT_FEN = 20_000_000n
