/** The kinds of licensed lender (and the platforms that bring them customers) whom the rules tell apart. */
export type LenderKind =
  | 'bank'
  | 'consumer_finance_company'
  | 'auto_finance'
  | 'trust'
  | 'microloan_company'
  | 'loan_facilitation_platform'

export const LENDER_KINDS: readonly LenderKind[] = [
  'bank',
  'consumer_finance_company',
  'auto_finance',
  'trust',
  'microloan_company',
  'loan_facilitation_platform',
]

/** Whom a rule can name: a licensed lender, or a person who lends without a licence and is only ever compared with. */
export type LawfulLender = LenderKind | 'private_lender'
