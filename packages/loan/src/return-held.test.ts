import { describe, expect, test } from 'vitest'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, shown } from './loan.fixture.ts'
import { preview } from './preview.ts'
import { stateOn } from './view.ts'

const back = (amountFen: bigint, on: string): LoanCommand & { kind: 'returnHeld' } => ({
  kind: 'returnHeld',
  amountFen,
  channel: 'bank',
  reason: 'asked for',
  valueOn: d(on),
})

/** All is paid on the first day, and ¥500 more. */
const settled = () =>
  run(disbursed(), { kind: 'prepay', mode: 'full', amountFen: 1_262_000n, channel: 'bank', valueOn: d('2026-01-15') })

describe('money held', () => {
  test('[H1] what is held on a settled loan is paid back, and the loan stays settled', () => {
    const loan = settled()
    expect(stateOn(loan, d('2026-01-15'))).toMatchObject({ status: 'settled', heldFen: 50_000n })
    const seen = preview(loan, back(50_000n, '2026-01-20'), { bookedOn: d('2026-01-20'), eventId: 'e3' })
    expect(seen.ok && shown(seen.value.lines)).toBe('1002 -50000, 2241 +50000')
    const after = stateOn(run(loan, back(50_000n, '2026-01-20')), d('2026-01-20'))
    expect(after).toMatchObject({ status: 'settled', heldFen: 0n, settledOn: '2026-01-15' })
  })

  test('[H1] at most what is held', () => {
    const facts = { bookedOn: d('2026-01-20'), eventId: 'e3' }
    expect(decide(settled(), back(50_001n, '2026-01-20'), facts)).toEqual({
      ok: false,
      error: { code: 'loan.return_above_held', amountFen: 50_001n, heldFen: 50_000n },
    })
  })

  test('[H2] a payment whose money was paid back is not reversed', () => {
    const paid = run(disbursed(), repay(106_619n + 20_000n, '2026-02-15'), back(20_000n, '2026-02-16'))
    const facts = { bookedOn: d('2026-02-20'), eventId: 'e4' }
    const reverse = { kind: 'reverse', eventId: 'e2', reason: 'returned by the bank' } as const
    expect(decide(paid, reverse, facts)).toEqual({
      ok: false,
      error: { code: 'loan.held_paid_out', paidOutFen: 20_000n },
    })
    const taken = { kind: 'chargeBack', eventId: 'e2', amountFen: 126_619n, chargesFee: false, reason: 'x' } as const
    const chargeBack = { ...taken, valueOn: d('2026-02-20') }
    expect(decide(paid, chargeBack, facts)).toMatchObject({ ok: false, error: { code: 'loan.held_paid_out' } })
    expect(decide(paid, { ...chargeBack, amountFen: 106_619n }, facts).ok).toBe(true)
    const undone = run(paid, { kind: 'reverse', eventId: 'e3', reason: 'not sent' })
    expect(stateOn(undone, d('2026-02-20')).heldFen).toBe(20_000n)
    expect(decide(undone, reverse, { ...facts, eventId: 'e5' }).ok).toBe(true)
  })
})
