import { type AllocationOrders, type BeyondRule, orderedBy, PARTS, type Part } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { d, disbursed, repay, run, SERVICE_FEE, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { earlySettlementQuote } from './settlement.ts'
import { stateOn } from './view.ts'

const INSTALMENT = 106_619n

function ordered(future: BeyondRule, parts: readonly Part[] = PARTS): AllocationOrders {
  return { direction: 'horizontal', default: orderedBy('horizontal', parts, future), byKind: {} }
}

function loanWith(allocation: AllocationOrders, fees = [] as const): Loan {
  const { prepayment } = termsWith()
  return disbursed(termsWith({ fees }, { allocation, prepayment: { ...prepayment, feePpm: 0n } }))
}

function pieces(loan: Loan, on: string): string[] {
  return stateOn(loan, d(on)).allocations.map((piece) => `${piece.part} ${piece.instalment ?? '-'}: ${piece.amountFen}`)
}

/** The first instalment is paid on its day with ¥3,000 more. */
const more = (future: BeyondRule) => run(loanWith(ordered(future)), repay(INSTALMENT + 300_000n, '2026-02-15'))

describe('money beyond what is due', () => {
  test('[A5] the next instalments, one after the other', () => {
    expect(pieces(more('next-instalment'), '2026-02-15').slice(2)).toEqual([
      'principal 2: 95565',
      'principal 3: 96521',
      'principal 4: 97486',
      'principal 5: 10428',
    ])
  })

  test('[A5] the last instalments, from the end', () => {
    expect(pieces(more('last-instalment'), '2026-02-15').slice(2)).toEqual([
      'principal 10: 89924',
      'principal 11: 104518',
      'principal 12: 105558',
    ])
  })

  test('[A5] the running instalment and then the last', () => {
    expect(pieces(more('next-then-last'), '2026-02-15').slice(2)).toEqual([
      'principal 2: 95565',
      'principal 11: 98877',
      'principal 12: 105558',
    ])
  })

  test('[A5] all in equal shares', () => {
    const taken = pieces(more('spread'), '2026-02-15').slice(2)
    expect(taken).toHaveLength(11)
    expect(taken[0]).toBe('principal 2: 27273')
    expect(taken.at(-1)).toBe('principal 12: 27272')
  })

  test('[A6] principal earns nothing from the day on which it is paid', () => {
    const { instalments, principalFen } = stateOn(more('last-instalment'), d('2026-02-15'))
    const [held] = stateOn(more('held'), d('2026-02-15')).instalments.slice(1)
    const next = instalments[1]!
    expect(principalFen).toBe(1_200_000n - 94_619n - 300_000n)
    expect(held!.planned.interestFen).toBe(11_054n)
    expect(next.planned.interestFen).toBe(8_054n)
    expect(next.interestSteps).toMatchObject([{ balanceFen: 805_381n }])
  })

  test('[A6] in the middle of a period the days before earn on all of it', () => {
    const loan = run(loanWith(ordered('last-instalment', ['principal', 'interest', 'fee', 'penalty'])), {
      ...repay(120_000n, '2026-01-30'),
    })
    const [first] = stateOn(loan, d('2026-01-30')).instalments
    expect(first!.interestSteps.map(({ balanceFen }) => balanceFen)).toEqual([1_200_000n, 1_080_000n])
    expect(first!.planned.interestFen).toBe(11_381n)
  })

  test('[A5] charges of the running instalment come first where the order says so', () => {
    const loan = run(loanWith(ordered('next-instalment'), [SERVICE_FEE] as never), repay(50_000n, '2026-01-30'))
    expect(pieces(loan, '2026-01-30')).toEqual(['fee 1: 1000', 'interest 1: 5806', 'principal 1: 43194'])
    expect(stateOn(loan, d('2026-01-30'))).toMatchObject({ heldFen: 0n, interestAccruedFen: 0n })
  })

  test('[A4] a piece names the rule for the instalments to come', () => {
    const rules = stateOn(more('spread'), d('2026-02-15')).allocations.map((piece) => piece.rule)
    expect(rules[2]).toBe('due:horizontal:in-advance:3:spread')
  })

  test('[A5] more than all that is owed settles the loan, and the rest is held', () => {
    const loan = run(loanWith(ordered('next-instalment')), repay(1_300_000n, '2026-02-15'))
    expect(stateOn(loan, d('2026-02-15'))).toMatchObject({ status: 'settled', heldFen: 88_000n, principalFen: 0n })
  })

  test('[P5] the settlement of a loan whose principal was all paid in advance ends it', () => {
    const allocation = ordered('next-instalment', ['principal', 'interest', 'fee', 'penalty'])
    const { prepayment } = termsWith()
    const terms = termsWith({ fees: [SERVICE_FEE] }, { allocation, prepayment: { ...prepayment, feePpm: 0n } })
    const paid = run(disbursed(terms), repay(1_200_000n, '2026-01-30'))
    const quote = earlySettlementQuote(paid, d('2026-02-03'))
    const totalFen = quote.ok ? quote.value.totalFen : 0n
    expect(totalFen).toBe(5_806n)
    const full = {
      kind: 'prepay',
      mode: 'full',
      amountFen: totalFen,
      channel: 'bank',
      valueOn: d('2026-02-03'),
    } as const
    expect(stateOn(run(paid, full), d('2026-02-03'))).toMatchObject({ status: 'settled', heldFen: 0n })
  })

  test('[P4] the settlement asks for what is left', () => {
    const paid = run(loanWith(ordered('next-instalment')), repay(50_000n, '2026-01-30'))
    const quote = earlySettlementQuote(paid, d('2026-02-01'))
    expect(quote).toMatchObject({ ok: true, value: { principalFen: 1_155_806n, interestFen: 746n } })
  })

  test('[A7] each kind of money may have an order of its own', () => {
    const allocation = { ...ordered('held'), byKind: { 'goodwill-credit': ordered('last-instalment').default } }
    const credited = run(loanWith(allocation), {
      kind: 'creditGoodwill',
      amountFen: 20_000n,
      reason: 'delay',
      valueOn: d('2026-01-15'),
    })
    expect(pieces(credited, '2026-01-15')).toEqual(['principal 12: 20000'])
    expect(pieces(run(credited, repay(5_000n, '2026-01-15')), '2026-01-15')).toContain('held -: 5000')
  })

  test('[M5] a chargeback asks for principal that was paid in advance, and it earns again', () => {
    const paid = more('last-instalment')
    const back = run(paid, {
      kind: 'chargeBack',
      eventId: 'e2',
      amountFen: 300_000n,
      chargesFee: false,
      reason: 'disputed',
      valueOn: d('2026-02-15'),
    })
    const [after, plain] = [stateOn(back, d('2026-02-15')), stateOn(more('held'), d('2026-02-15'))]
    expect(after.instalments.map((row) => row.outstandingFen)).toEqual(
      plain.instalments.map((row) => row.outstandingFen),
    )
    expect(after.dpd).toBe(0)
  })

  test('[M5] instalments before it that were paid in advance owe the interest of what is out again', () => {
    const terms = termsWith({ method: 'interest-first', termMonths: 6 }, { allocation: ordered('last-instalment') })
    const paid = run(disbursed(terms), repay(1_200_000n, '2026-01-15'))
    expect(stateOn(paid, d('2026-01-15'))).toMatchObject({ status: 'settled' })
    const back = { kind: 'chargeBack', eventId: 'e2', amountFen: 100_000n, chargesFee: false, reason: 'x' } as const
    const state = stateOn(run(paid, { ...back, valueOn: d('2026-01-15') }), d('2026-03-15'))
    expect(state).toMatchObject({ interestAccruedFen: 2_000n, dpd: 28, principalFen: 100_000n })
  })

  test('[L9] an instalment that a pause leaves with what was paid of it in advance is paid, and the loan can be settled', () => {
    const allocation = ordered('next-instalment', ['interest', 'principal', 'fee', 'penalty'])
    const ahead = run(
      disbursed(termsWith({ method: 'interest-first', termMonths: 2 }, { allocation })),
      repay(387n, '2026-01-16'),
    )
    const pause = { kind: 'pauseInterest', until: d('2026-02-15'), reason: 'x', valueOn: d('2026-01-16') } as const
    const paid = run(ahead, pause, repay(1_212_000n, '2026-03-15'))
    expect(stateOn(paid, d('2026-03-15'))).toMatchObject({ status: 'settled', heldFen: 0n })
  })

  test('[J1] an order that is not the usual one is kept whole, and the usual one short', () => {
    const terms = termsWith({}, { allocation: ordered('spread', ['interest', 'principal', 'fee', 'penalty']) })
    expect(decodeLoanTerms(encodeLoanTerms(terms))).toEqual({ ok: true, value: terms })
    expect(encodeLoanTerms(termsWith())).toMatchObject({
      allocation: { sequence: 'oldest-first', order: ['penalty', 'fee', 'interest', 'principal'] },
    })
  })
})
