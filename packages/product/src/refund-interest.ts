import type { Localized } from '@puhui/kernel'
import { DEFAULT_ALLOCATION } from './allocation.ts'
import type { Problem } from './decode.ts'
import type { ProductTerms } from './terms.ts'

/**
 * Says where interest would never come back with a refund: what was refunded is reckoned as money that was paid on the
 * days on which it was lent, so that such money has to lower interest.
 *
 * @source SPEC O8
 * @example refundInterestProblems({ ...terms, refundInterest: 'as-if-never-lent' }) // not offered while money beyond is held
 */
export function refundInterestProblems({
  refundInterest,
  allocation = DEFAULT_ALLOCATION,
  plan,
  methods,
}: ProductTerms): Problem[] {
  const lowersInterest =
    allocation.default.future !== 'held' && plan?.rest?.kind !== 'as-planned' && !methods.includes('flat')
  return refundInterest && !lowersInterest ? [{ path: '/refundInterest', code: 'not_offered' }] : []
}

const AS_IF_NEVER_LENT: Localized = {
  zh: '商户退款连同利息退还的，应退利息按退回的货款从未借出计算。',
  en: 'Interest that comes back with a merchant refund is all that the loan would not have cost, had what was refunded never been lent.',
}

/**
 * What a refund gives back of the interest, as a sentence; none where it is the refund's share of all interest.
 *
 * @source SPEC O8
 * @example refundInterestInWords(undefined) // []
 */
export function refundInterestInWords(rule: ProductTerms['refundInterest']): readonly Localized[] {
  return rule ? [AS_IF_NEVER_LENT] : []
}
