/** The lender's limits on reaching people; the law's edges are in the rule pack of compliance. */
export interface ContactRules {
  readonly minAgeYears: number
  /** After a decline nobody is offered credit for so many days. */
  readonly coolingDays: number
  /** Above this share of income nobody is offered more credit, millionths. */
  readonly debtShareMaxPpm: bigint
  readonly creditInquiriesMax: number
  /** An offer is at most so many months of income. */
  readonly incomeMonthsMax: bigint
  /** Rolling windows over all channels. */
  readonly caps: readonly { readonly days: number; readonly messages: number }[]
  /** Minutes since midnight; from may be later than to, over midnight. */
  readonly quiet: { readonly from: number; readonly to: number }
}

/**
 * Careful defaults: adults, 90 days after a decline, half of the income, at most six credit inquiries a year, twelve months of
 * income, two messages a week and four a month, nothing from nine in the evening to eight.
 *
 * @source CN-ORIG-008 (age), CN-CONS-005 (quiet hours); the other figures are a lender's own and say so in its settings
 */
export const CAREFUL_RULES: ContactRules = {
  minAgeYears: 18,
  coolingDays: 90,
  debtShareMaxPpm: 500_000n,
  creditInquiriesMax: 6,
  incomeMonthsMax: 12n,
  caps: [
    { days: 7, messages: 2 },
    { days: 30, messages: 4 },
  ],
  quiet: { from: 21 * 60, to: 8 * 60 },
}
