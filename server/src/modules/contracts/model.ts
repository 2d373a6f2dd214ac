import { createHash } from 'node:crypto'
import type { OutputOf, productsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { DisclosureAck } from '@puhui/compliance'
import { holidaysFor } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { encodeLoanTerms, type LoanTerms } from '@puhui/loan'
import type { Json, ProductTerms, Quote, RepaymentMethod, Schedule } from '@puhui/product'
import { DEFAULT_ALLOCATION, schedule } from '@puhui/product'
import { stringify } from '../../platform/db.ts'

export type ContractStatus = 'prepared' | 'disclosed' | 'signed' | 'void'
export type CostTableShown = OutputOf<typeof productsApi.makeQuote>['costTable']

/** What the borrower would have to pay each month, all debts together, against what comes in (RGT-08). */
export interface Burden {
  readonly instalmentFen: string
  readonly otherDebtMonthlyFen: string
  readonly incomeMonthlyFen: string | null
  readonly sharePpm: number | null
  readonly isHigh: boolean
}

/** What is kept of the terms: the loan as it will be folded, and the burden that was shown. */
export interface StoredTerms {
  readonly loan: Json
  readonly burden: Burden
  /** Named where the money goes to a merchant and not to the borrower. */
  readonly payee?: MerchantPayee
}

/** Whom the lender pays on the borrower's behalf 受托支付. */
export interface MerchantPayee {
  readonly merchantId: string
  readonly name: string
}

/** How the cost table was read and confirmed; a batch never claims a reading time. */
export interface Acknowledgement {
  readonly at: string
  readonly readSeconds: number
  readonly scrolledToEnd: boolean
  readonly channel: 'online' | 'batch'
  readonly termsHash: string
  readonly openedAt: string
  /** The confirmation by a person, for contracts that were concluded outside. */
  readonly batchId?: string
}

export interface Signature {
  readonly at: string
  readonly means: Localized
  readonly isSimulated: boolean
  readonly provider: string
  /** Of the certificate that the provider made. */
  readonly reference: string
  readonly documentSha256: string | null
  readonly batchId?: string
}

export interface Contract {
  readonly id: string
  readonly number: string
  readonly applicationId: string
  readonly customerId: string
  readonly productCode: string
  readonly productVersionId: string
  readonly productVersion: number
  readonly grade: string
  readonly principalFen: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
  readonly annualRatePpm: bigint
  readonly annualCostSimplePpm: bigint
  readonly annualCostIrrPpm: bigint
  readonly status: ContractStatus
  readonly channel: 'online' | 'batch'
  readonly clausesVersion: number
  /** The plan counts from this day; a contract that is not signed on it is prepared anew. */
  readonly preparedOn: Day
  readonly terms: StoredTerms
  readonly costTable: CostTableShown
  readonly termsHash: string
  readonly openedAt: string
  readonly acknowledgement: Acknowledgement | null
  readonly signature: Signature | null
  readonly pdfSha256: string | null
  readonly createdAt: string
  readonly signedAt: string | null
  readonly loanId: string | null
}

/** Beyond so many days past due income is taken when it is paid. Source: 银行业金融机构贷款利息 practice, 90 days. */
const NON_ACCRUAL_AFTER_DAYS = 90

/** The loan that a quote under a product would become. */
export function loanTermsOf(
  loanId: string,
  quote: Quote,
  product: { readonly terms: ProductTerms; readonly version: number },
): LoanTerms {
  const { penalty, graceDays, prepayment, allocation = DEFAULT_ALLOCATION } = product.terms
  const { acceleration, chargeOff, refundInterest } = product.terms
  return {
    loanId,
    productCode: quote.productCode,
    productVersion: product.version,
    schedule: quote.scheduleTerms,
    penalty,
    graceDays,
    prepayment,
    allocation,
    nonAccrualAfterDays: NON_ACCRUAL_AFTER_DAYS,
    ...(acceleration ? { acceleration } : {}),
    ...(chargeOff ? { chargeOff } : {}),
    ...(refundInterest ? { refundInterest } : {}),
    holidays: holidaysFor(product.terms.workingDayShift),
  }
}

/** The plan of a contract, from its terms and the day from which it counts. */
export function scheduleOf(terms: LoanTerms, preparedOn: Day): Schedule {
  return schedule({ terms: terms.schedule, disbursedOn: preparedOn, holidays: terms.holidays })
}

export interface HashedTerms {
  readonly contractId: string
  readonly customerId: string
  readonly loan: LoanTerms
  readonly burden: Burden
  readonly payee?: MerchantPayee
  readonly costTable: CostTableShown
  readonly preparedOn: Day
  readonly clausesVersion: number
}

/** One number for everything that is read and signed: the terms, the cost table, the burden and the wording. */
export function termsHashOf({ loan, ...rest }: HashedTerms): string {
  return createHash('sha256')
    .update(stringify({ ...rest, loan: encodeLoanTerms(loan) }))
    .digest('hex')
}

/** The acknowledgement as the rule of law reads it; what came with a batch was signed on paper. */
export function disclosureAck(ack: Acknowledgement | null): DisclosureAck | null {
  if (!ack) return null
  return {
    channel: ack.channel === 'online' ? 'online' : 'on-site',
    termsHash: ack.termsHash,
    openedAtMs: Date.parse(ack.openedAt),
    confirmedAtMs: Date.parse(ack.at),
    readSeconds: ack.readSeconds,
    hasScrolledToEnd: ack.scrolledToEnd,
  }
}
