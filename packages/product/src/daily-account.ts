import { type Fen, maxFen, minFen, mulDiv, PPM, type RatePpm } from '@puhui/money'

/** Interest is kept in hundred-millionths of a fen until it is asked for. */
export const INTEREST_PARTS = 100_000_000n

/** How a loan bears interest by the day, and what limits it. */
export interface DailyAccountTerms {
  readonly principalFen: Fen
  readonly annualRatePpm: RatePpm
  /** `add-on`: this interest is owed from the start and paid first; `simple`: interest is owed as it is earned. */
  readonly addOnInterestFen?: Fen
  /** The most interest that the whole loan may bear 总成本上限. */
  readonly interestMaxFen?: Fen
  /** What the lender owes the customer on money paid beyond the debt. */
  readonly refundAnnualRatePpm: RatePpm
  /** Less than a fen for each entry is forgiven when the loan is settled or its last day has come. */
  readonly entryCount: number
}

/** One day on which something is due, is paid, or is asked for. Days count from the disbursement, and rise. */
export interface DailyEntry {
  readonly day: number
  /** Money received, less money given back; nothing is known of future days but what is expected. */
  readonly paidFen: Fen
  /** Whether the money is only expected: it pays interest and principal but does not count as received. */
  readonly isExpected: boolean
  /** Whether the loan is settled on this day by paying the settlement figure. */
  readonly isSettled: boolean
  /** No interest is earned in the days before: a settlement within the days of reflection 冷静期. */
  readonly isInterestFree: boolean
}

export interface DailyRow {
  readonly day: number
  readonly interestFen: Fen
  readonly principalFen: Fen
  /** Interest owed and not paid, in hundred-millionths of a fen. */
  readonly interestBalance: bigint
  readonly principalBalanceFen: Fen
  /** What settles the loan after the money of the day; below zero it is owed to the customer. */
  readonly settlementFen: Fen
  /** What was paid, or given back, to settle on this day. */
  readonly settledFen: Fen
}

interface Account {
  readonly day: number
  readonly status: 'open' | 'closed' | 'refund-due' | 'over-refunded'
  readonly principalBalanceFen: Fen
  readonly interestBalance: bigint
  readonly settlementFen: Fen
  /** All that principal has earned, and all that has been asked for as new interest. */
  readonly earned: bigint
  readonly asked: bigint
  readonly interestPaidFen: Fen
  readonly receivedFen: Fen
}

/**
 * A loan with interest by the day and the payments that were really made: interest on what is out, money to interest
 * first and then to principal, and the settlement figure of every day on which something happens.
 *
 * @param entries in the order of their days; the last one is the last day that is looked at
 * @returns one row for each entry
 * @source SPEC A1-A6
 * @example dailyAccount(terms, entries).at(-1)!.settlementFen // what is still to be paid
 */
export function dailyAccount(terms: DailyAccountTerms, entries: readonly DailyEntry[]): readonly DailyRow[] {
  let account = opened(terms)
  return entries.map((entry, index) => {
    const next = take(terms, account, entry, index === entries.length - 1)
    account = next.account
    return next.row
  })
}

function opened({ principalFen, addOnInterestFen = 0n }: DailyAccountTerms): Account {
  return {
    day: 0,
    status: 'open',
    principalBalanceFen: principalFen,
    interestBalance: addOnInterestFen * INTEREST_PARTS,
    settlementFen: principalFen,
    earned: 0n,
    asked: addOnInterestFen * INTEREST_PARTS,
    interestPaidFen: 0n,
    receivedFen: 0n,
  }
}

function take(terms: DailyAccountTerms, before: Account, entry: DailyEntry, isLast: boolean) {
  const earnedNow = capped(terms, before.earned, earnedUntil(terms, before, entry))
  const earned = before.earned + earnedNow
  const receivedFen = before.receivedFen + (entry.isExpected ? 0n : entry.paidFen)
  const wanted = capped(terms, before.asked, newInterest(terms, before, earnedNow))
  const forgiven = isLast && wanted > 0n && wanted < partsOf(BigInt(terms.entryCount)) ? wanted : 0n
  const owedNew = wanted - forgiven
  const nominalFen = nearZero(terms, terms.principalFen + wholeFen(earned) - receivedFen)
  const rebate = rebateOf(terms, before, { entry, earned, owedNew, settlementFen: nominalFen })

  const isGoodwill = entry.paidFen < 0n && before.settlementFen >= 0n
  const owed = isGoodwill ? 0n : owedNew + before.interestBalance
  const dueFen = cappedFen(terms, before.interestPaidFen, wholeFen(owed) + wholeFen(rebate))
  const carriedFen = carriedOf(entry.paidFen, dueFen, { owed, owedFen: wholeFen(owed) })
  const paid: Payment = {
    interestFen: dueFen - carriedFen,
    principalFen: principalOf(entry.paidFen, dueFen),
    settlesFen: settlesWith(terms, before, {
      entry,
      dueFen: isGoodwill ? wholeFen(owedNew + before.interestBalance) : dueFen,
      nominalFen: nominalFen - wholeFen(forgiven),
    }),
  }
  const interestBalance = dropParts(before.interestBalance + owedNew + rebate - partsOf(paid.interestFen))
  const next = { ...before, day: entry.day, earned, receivedFen, asked: before.asked + owedNew }
  return entry.isSettled ? settled(next, paid, dueFen) : kept(next, paid, interestBalance)
}

interface Payment {
  readonly interestFen: Fen
  readonly principalFen: Fen
  readonly settlesFen: Fen
}

function kept(next: Account, { interestFen, principalFen, settlesFen }: Payment, interestBalance: bigint) {
  const principalBalanceFen = next.principalBalanceFen - principalFen
  const totalFen = principalBalanceFen + wholeFen(interestBalance)
  const settlementFen = settlesFen < 0n ? maxFen(totalFen, settlesFen) : minFen(totalFen, settlesFen)
  const account: Account = {
    ...next,
    status: statusOf(principalBalanceFen, next.status),
    principalBalanceFen,
    interestBalance,
    settlementFen,
    interestPaidFen: next.interestPaidFen + interestFen,
  }
  const row: DailyRow = {
    day: next.day,
    interestFen,
    principalFen,
    interestBalance,
    principalBalanceFen,
    settlementFen,
    settledFen: 0n,
  }
  return { account, row }
}

function settled(next: Account, { settlesFen }: Payment, interestFen: Fen) {
  const none = { interestBalance: 0n, principalBalanceFen: 0n, settlementFen: 0n }
  const account: Account = { ...next, ...none, status: 'closed', interestPaidFen: next.interestPaidFen + interestFen }
  const row: DailyRow = {
    ...none,
    day: next.day,
    interestFen,
    principalFen: next.principalBalanceFen,
    settledFen: settlesFen,
  }
  return { account, row }
}

/** Interest since the last entry: at the contract's rate on what is out, at the refund rate on what is owed back. */
function earnedUntil(terms: DailyAccountTerms, before: Account, entry: DailyEntry): bigint {
  const balanceFen = before.principalBalanceFen
  if (before.status === 'over-refunded' || (balanceFen > 0n && entry.isInterestFree)) return 0n
  const ratePpm = balanceFen > 0n ? terms.annualRatePpm : terms.refundAnnualRatePpm
  const days = BigInt(entry.day - before.day)
  return mulDiv(balanceFen * INTEREST_PARTS, ratePpm * days, PPM * 365n, 'floor')
}

/** What is owed besides: all that is earned, or under add-on interest what is earned beyond it. */
function newInterest({ addOnInterestFen }: DailyAccountTerms, before: Account, earnedNow: bigint): bigint {
  if (addOnInterestFen === undefined) return earnedNow
  if (before.status === 'closed' || before.status === 'over-refunded') return 0n
  const beyond = before.earned + earnedNow - partsOf(addOnInterestFen)
  return beyond <= 0n ? (earnedNow < 0n ? earnedNow : 0n) : beyond < earnedNow ? beyond : earnedNow
}

/** Add-on interest that was never earned is given back when the loan ends early. */
function rebateOf(
  terms: DailyAccountTerms,
  before: Account,
  now: { entry: DailyEntry; earned: bigint; owedNew: bigint; settlementFen: Fen },
): bigint {
  const { addOnInterestFen } = terms
  const isEnding = now.entry.isSettled || now.settlementFen <= 0n
  const isRunning = before.status === 'open'
  if (addOnInterestFen === undefined || !isEnding || !isRunning || now.owedNew !== 0n) return 0n
  return capped(terms, now.earned, dropParts(now.earned - partsOf(addOnInterestFen)))
}

/** What would settle the loan that day. */
function settlesWith(
  { addOnInterestFen }: DailyAccountTerms,
  before: Account,
  now: { entry: DailyEntry; dueFen: Fen; nominalFen: Fen },
): Fen {
  if (before.status === 'over-refunded') return before.principalBalanceFen
  if (addOnInterestFen !== undefined) return before.status === 'closed' ? 0n : now.nominalFen
  const { paidFen, isExpected } = now.entry
  return before.principalBalanceFen + now.dueFen - (isExpected ? 0n : paidFen)
}

/** Interest that the money of the day does not cover. */
function carriedOf(paidFen: Fen, dueFen: Fen, { owed, owedFen }: { owed: bigint; owedFen: Fen }): Fen {
  if (paidFen === 0n && owed < 0n) return owedFen
  const isShort = paidFen < 0n ? dueFen < paidFen : dueFen > paidFen
  return isShort ? owedFen - paidFen : 0n
}

function principalOf(paidFen: Fen, dueFen: Fen): Fen {
  if (paidFen === 0n) return 0n
  return paidFen < 0n ? minFen(0n, paidFen - dueFen) : maxFen(0n, paidFen - dueFen)
}

function statusOf(principalBalanceFen: Fen, before: Account['status']): Account['status'] {
  if (principalBalanceFen === 0n) return 'closed'
  if (principalBalanceFen < 0n) return 'refund-due'
  return before === 'refund-due' ? 'over-refunded' : 'open'
}

function capped({ interestMaxFen }: DailyAccountTerms, before: bigint, added: bigint): bigint {
  if (interestMaxFen === undefined) return added
  const left = partsOf(interestMaxFen) - before
  return added > left ? left : added
}

function cappedFen({ interestMaxFen }: DailyAccountTerms, beforeFen: Fen, addedFen: Fen): Fen {
  return interestMaxFen === undefined ? addedFen : minFen(addedFen, interestMaxFen - beforeFen)
}

/** Less than a fen for each entry is nothing. */
function nearZero({ entryCount }: DailyAccountTerms, amountFen: Fen): Fen {
  const size = amountFen < 0n ? -amountFen : amountFen
  return size < BigInt(entryCount) ? 0n : amountFen
}

function partsOf(amountFen: Fen): bigint {
  return amountFen * INTEREST_PARTS
}

function wholeFen(parts: bigint): Fen {
  return mulDiv(parts, 1n, INTEREST_PARTS, 'floor')
}

/** Less than a fen is not carried on. */
function dropParts(parts: bigint): bigint {
  return parts < INTEREST_PARTS && -parts < INTEREST_PARTS ? 0n : parts
}
