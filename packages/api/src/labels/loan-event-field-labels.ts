import type { Localized } from '@puhui/kernel'

/** What the fields of what happens to a loan are called. */
export const LOAN_EVENT_FIELDS = {
  chargeId: { zh: '所减免的费用', en: 'Charge let go' },
  givesUp: { zh: '让出的利息', en: 'Interest given up' },
  isForgiven: { zh: '债权已免除', en: 'Claim given up' },
  isOfPayout: { zh: '放款退回', en: 'Payout that came back' },
  refundInterest: { zh: '退款时退还利息', en: 'Interest given back with a refund' },
  reAge: { zh: '重新排期', en: 'Re-age' },
  reAmortise: { zh: '重新摊还', en: 'Re-amortisation' },
} satisfies Readonly<Record<string, Localized>>
