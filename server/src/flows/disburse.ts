import type { Day } from '@puhui/calendar'
import type { Line } from '@puhui/ledger'
import { booksOn, decide, drawableOn, evolve, type Loan, type LoanEvent, type LoanTerms, open } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import { feesOf, firstPayoutFenOf } from '@puhui/product'
import { type Contract, loanTermsFrom } from '../modules/contracts/index.ts'
import { bankCardOf, moveCustomer } from '../modules/customers/index.ts'
import { movedFen, type NewEntry, post, sumLines } from '../modules/ledger/index.ts'
import { merchantById } from '../modules/merchants/index.ts'
import {
  insertEvents,
  insertLoans,
  loanRefusal,
  nextLoanNumbers,
  type Projection,
  projectionOf,
} from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { record } from '../platform/journal/record.ts'
import { send } from '../platform/outbox/send.ts'
import { entryIdOf } from './book-event.ts'
import { disbursedText } from './borrower-messages.ts'
import { sendToBorrower } from './loan-message.ts'

/** Where the payment of a new loan comes from. */
export const DISBURSEMENT_CHANNEL = 'bank'

/** A disbursement before it is booked: the loan after it, its event, what the ledger says and what its row shows. */
export interface Disbursement {
  readonly loan: Loan
  readonly event: LoanEvent
  readonly lines: readonly Line[]
  readonly projection: Projection
}

/** The whole principal, or the first part of a loan that is drawn in parts, is paid out on the day of signing (CN-RATE-008). */
export function disbursementOf(terms: LoanTerms, on: Day): Disbursement {
  const before = open(terms)
  const amountFen = firstPayoutFenOf(terms.schedule)
  const command = { kind: 'disburse' as const, amountFen, channel: DISBURSEMENT_CHANNEL, valueOn: on }
  const decided = decide(before, command, { bookedOn: on, eventId: derivedId('lev', `disbursed:${terms.loanId}`) })
  if (!decided.ok) throw loanRefusal(decided.error)
  const event = decided.value
  const loan = evolve(before, event)
  return { loan, event, lines: booksOn(loan, on), projection: projectionOf(loan, on) }
}

/** What reaches the borrower at signing: the principal or its first part, less fees that fall due at once and stand in the cost table. */
export function paidOutFen(terms: LoanTerms): bigint {
  const upfront = feesOf(terms.schedule, 'upfront').reduce((sum, fee) => sum + fee.amountFen, 0n)
  return firstPayoutFenOf(terms.schedule) - upfront
}

/**
 * Pays a signed contract out: loan, event, balanced entry, the bank's instruction and the message to the borrower, all
 * in the transaction of the signature. The instruction leaves after COMMIT.
 */
export async function disburse(
  ctx: WriteContext,
  contract: Contract,
  on: Day,
): Promise<{ loanId: string; eventId: string }> {
  const terms = loanTermsFrom(contract)
  const { loanId } = terms
  const { loan: paid, event, lines, projection } = disbursementOf(terms, on)
  const [number] = await nextLoanNumbers(ctx.tx, 1, on)
  const facts = { id: loanId, number: number!, terms, projection, drawable: drawableOn(paid, on) }
  const { customerId, applicationId, grade, annualCostSimplePpm } = contract
  const loan = { ...facts, customerId, applicationId, grade, annualCostSimplePpm, contractId: contract.id }
  await insertLoans(ctx.tx, [loan], ctx.clock.now())
  const summed = sumLines(lines)
  const entry: NewEntry = {
    id: entryIdOf(event.id),
    kind: 'disbursed',
    postedOn: on,
    bookedOn: on,
    naturalKey: `event:${event.id}`,
    productCode: contract.productCode,
    loanId,
    loans: 1,
    lines: summed,
    proof: [{ loanId, eventId: event.id, amountFen: movedFen(summed) }],
  }
  await post(ctx, [entry])
  const by = { actor: ctx.actor.id, recordedAt: ctx.clock.now() }
  await insertEvents(ctx.tx, [{ loanId, event, entryId: entry.id }], by)
  await moveCustomer(ctx, customerId, 'borrower')
  await record(ctx, {
    action: 'loans.disbursed',
    objectKind: 'loan',
    objectId: loanId,
    customerId,
    after: {
      contractId: contract.id,
      number,
      principalFen: firstPayoutFenOf(terms.schedule),
      agreedFen: contract.principalFen,
      paidOutFen: paidOutFen(terms),
      on,
    },
  })
  const payout = { loanId, number: number!, amountFen: paidOutFen(terms), key: loanId }
  await instructBank(ctx, contract, payout)
  await tellBorrower(ctx, contract, payout)
  return { loanId, eventId: event.id }
}

/** One payment of a loan: its first, or a later part. */
export interface Payout {
  readonly loanId: string
  readonly number: string
  readonly amountFen: bigint
  /** Names the payment: it is sent once. */
  readonly key: string
}

/** Tells the bank to pay the borrower, or the merchant of the contract in the borrower's name. */
export async function instructBank(ctx: WriteContext, contract: Contract, payout: Payout): Promise<void> {
  const { loanId, number, amountFen, key } = payout
  const merchant = contract.terms.payee ? await merchantById(ctx, contract.terms.payee.merchantId) : null
  const account = merchant ? merchant.accountNo : await bankCardOf(ctx, contract.customerId)
  await send(ctx, {
    kind: 'bank',
    template: 'loans.disbursement',
    ...(account === null ? {} : { recipient: account }),
    body: `放款 ${formatYuan(amountFen)} 元，借据 ${number}${merchant ? `，受托支付至 ${merchant.name}` : ''}`,
    payload: {
      loanId,
      contractId: contract.id,
      amountFen: String(amountFen),
      purpose: 'disbursement',
      payee: merchant ? 'merchant' : 'borrower',
      ...(merchant ? { merchantId: merchant.id } : {}),
    },
    customerId: contract.customerId,
    objectKind: 'loan',
    objectId: loanId,
    dedupKey: `disbursement:${key}`,
  })
}

export async function tellBorrower(ctx: WriteContext, contract: Contract, payout: Payout): Promise<void> {
  const { payee } = contract.terms
  const cardTail = (await bankCardOf(ctx, contract.customerId))?.slice(-4) ?? '—'
  const to = payee ? { payee: payee.name } : { cardTail }
  const borrowed = { id: payout.loanId, customer_id: contract.customerId }
  await sendToBorrower(ctx, borrowed, {
    template: 'loans.disbursed',
    text: disbursedText(payout.amountFen, contract.number, to),
    dedupKey: `disbursed:${payout.key}`,
  })
}
