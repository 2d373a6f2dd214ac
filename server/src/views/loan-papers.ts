import type { Day } from '@puhui/calendar'
import { knownOn, stateOn } from '@puhui/loan'
import { METHOD_NAMES } from '@puhui/product'
import { contractById } from '../modules/contracts/index.ts'
import { customerById, nameOf } from '../modules/customers/index.ts'
import { versionById } from '../modules/products/index.ts'
import { accountStatement, type LoanRow, openLoan } from '../modules/servicing/index.ts'
import { accountStatementPdf, repaymentSchedulePdf, settlementCertificatePdf } from '../papers/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { lenderProfile } from '../platform/settings.ts'
import type { TwoTimes } from './loan-file.ts'

/** A paper as it is handed out, and whose it is. */
export interface LoanPaper {
  readonly fileName: string
  readonly content: Buffer
  readonly isInline: true
  readonly customerId: string
}

/** The first and the last booking day; without them the whole life of the loan. */
export interface Period {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * The repayment schedule of a loan as it stands today, or on a value day as the books knew it on a booking day.
 *
 * @refuses loans.not_found, loans.not_disbursed
 */
export async function repaymentScheduleOf(
  ctx: ReadContext,
  loanId: string,
  { customerId, times = {} }: { readonly customerId?: string; readonly times?: TwoTimes } = {},
): Promise<LoanPaper> {
  const { locale } = ctx
  const opened = await openLoan(ctx, loanId, customerId)
  const { row } = opened
  const today = await businessDate(ctx.db)
  const [asOf, known] = [(times.asOf ?? today) as Day, (times.knownOn ?? today) as Day]
  const loan = knownOn(opened.loan, known)
  const { disbursedOn, disbursedFen, instalments, annualRatePpm, method } = stateOn(loan, asOf)
  if (disbursedOn === undefined) throw new RefusalError({ code: 'loans.not_disbursed' })
  const contract = await contractById(ctx, row.contract_id)
  const { name: product } = await versionById(ctx, contract.productVersionId)
  const plannedFen = instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)
  const content = await repaymentSchedulePdf(
    {
      ...(await partiesOf(ctx, row)),
      contractNumber: contract.number,
      productName: product[locale],
      principalFen: disbursedFen,
      annualRatePpm,
      methodName: METHOD_NAMES[method][locale],
      disbursedOn,
      asOf,
      ...(asOf !== today || known !== today ? { looksBack: { knownOn: known, issuedOn: today } } : {}),
      instalments: instalments.map(({ planned, ...line }) => ({ ...line, ...planned })),
      prepaidFen: disbursedFen - plannedFen,
    },
    ctx.locale,
  )
  return paper(ctx, row, 'schedule', content)
}

/**
 * The statement of a loan for a period of booking days, cut to the life of the loan up to today.
 *
 * @refuses loans.not_found, loans.not_disbursed, loans.statement_period_empty
 */
export async function accountStatementOf(
  ctx: ReadContext,
  loanId: string,
  period: Period,
  customerId?: string,
): Promise<LoanPaper> {
  const { row, loan } = await openLoan(ctx, loanId, customerId)
  const today = await businessDate(ctx.db)
  const firstOn = loan.events[0]?.bookedOn
  if (firstOn === undefined) throw new RefusalError({ code: 'loans.not_disbursed' })
  const from = period.from && period.from > firstOn ? (period.from as Day) : firstOn
  const to = period.to && period.to < today ? (period.to as Day) : today
  if (from > to) throw new RefusalError({ code: 'loans.statement_period_empty', from: firstOn, to: today })
  const { number: contractNumber } = await contractById(ctx, row.contract_id)
  const content = await accountStatementPdf(
    {
      ...(await partiesOf(ctx, row)),
      contractNumber,
      issuedOn: today,
      statement: accountStatement(loan, from, to),
    },
    ctx.locale,
  )
  return paper(ctx, row, 'statement', content)
}

/**
 * The settlement certificate of a loan.
 *
 * @refuses loans.not_found, loans.not_settled
 */
export async function settlementCertificateOf(
  ctx: ReadContext,
  loanId: string,
  customerId?: string,
): Promise<LoanPaper> {
  const { row } = await openLoan(ctx, loanId, customerId)
  if (row.status !== 'settled' || row.settled_on === null || row.disbursed_on === null) {
    throw new RefusalError({ code: 'loans.not_settled' })
  }
  const { number: contractNumber } = await contractById(ctx, row.contract_id)
  const content = await settlementCertificatePdf(
    {
      ...(await partiesOf(ctx, row)),
      contractNumber,
      principalFen: row.principal_fen,
      disbursedOn: row.disbursed_on,
      settledOn: row.settled_on,
      issuedOn: row.settled_on,
    },
    ctx.locale,
  )
  return paper(ctx, row, 'certificate', content)
}

async function partiesOf(ctx: ReadContext, { number, customer_id }: LoanRow) {
  const customer = await customerById(ctx, customer_id)
  const name = await nameOf(ctx, customer_id)
  const unknown = '—'
  return {
    loanNumber: number,
    lenderName: (await lenderProfile(ctx)).name[ctx.locale],
    borrower: {
      name: name ?? customer.nameMasked ?? unknown,
      residentId: customer.residentIdMasked ?? unknown,
      bankCard: [customer.bankName?.[ctx.locale], customer.bankCardMasked ?? unknown].filter(Boolean).join(' '),
    },
  }
}

const FILES = {
  schedule: { zh: '还款计划表', en: 'Repayment-schedule' },
  statement: { zh: '对账单', en: 'Statement' },
  certificate: { zh: '结清证明', en: 'Settlement-certificate' },
} as const

function paper(
  { locale }: ReadContext,
  { number, customer_id }: LoanRow,
  kind: keyof typeof FILES,
  content: Buffer,
): LoanPaper {
  return { fileName: `${FILES[kind][locale]}-${number}.pdf`, content, isInline: true, customerId: customer_id }
}
