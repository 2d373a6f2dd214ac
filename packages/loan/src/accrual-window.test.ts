import { describe, expect, test } from 'vitest'
import { accrualWindow, accruedBy } from './accrual-window.ts'
import { d, disbursed, repay, run, SERVICE_FEE, termsWith } from './loan.fixture.ts'

describe('the days on which nothing happens but time', () => {
  test('[B11] an ordinary loan: from the payment of one instalment to the due date of the next', () => {
    const loan = run(disbursed(), repay(106_619n, '2026-02-15'))
    const window = accrualWindow(loan, d('2026-02-15'))!
    expect(window).toMatchObject({ from: '2026-02-15', until: '2026-03-15', isAccruing: true })
    expect(window.lines).toMatchObject([{ part: 'interest', endFen: 11_054n }])
  })

  test('[B11] one formula gives a morning in the middle: 11,053.81 yuan at 12 % for 14 of 28 days of a month', () => {
    const loan = run(disbursed(), repay(106_619n, '2026-02-15'))
    const [line] = accrualWindow(loan, d('2026-02-15'))!.lines
    expect(accruedBy(line!, line!.fromEpoch)).toBe(0n)
    expect(accruedBy(line!, line!.fromEpoch + 14)).toBe(5_527n)
    expect(accruedBy(line!, line!.fromEpoch + 28)).toBe(11_054n)
  })

  test('[B11] a loan past due stops at the end of grace, then goes on with the penalty', () => {
    const loan = disbursed()
    expect(accrualWindow(loan, d('2026-02-15'))!.until).toBe('2026-02-18')
    const after = accrualWindow(loan, d('2026-02-19'))!
    expect(after.until).toBe('2026-03-15')
    expect(after.lines.map(({ part }) => part)).toEqual(['penalty', 'interest'])
  })

  test('[B11] the day before income leaves the books, before a fee and before money held is used', () => {
    expect(accrualWindow(disbursed(), d('2026-05-15'))!.until).toBe('2026-05-16')
    const withFee = disbursed(termsWith({ fees: [SERVICE_FEE] }))
    expect(accrualWindow(withFee, d('2026-01-15'))!.until).toBe('2026-02-14')
    const early = run(disbursed(), repay(50_000n, '2026-02-01'))
    expect(accrualWindow(early, d('2026-02-01'))!.until).toBe('2026-02-14')
  })

  test('[B11] nothing grows after settlement and charge-off', () => {
    const off = run(disbursed(), { kind: 'chargeOff', reason: 'insolvent', valueOn: d('2026-09-01') })
    expect(accrualWindow(off, d('2026-09-01'))).toBeUndefined()
  })

  test.each(['bears-interest', 'bears-none'] as const)(
    '[B12] with daily rest from an event to the next due date too, and late principal (%s) is in the formula',
    (pastDue) => {
      const loan = disbursed(termsWith({ plan: { rest: { kind: 'daily', pastDue } } }))
      const window = accrualWindow(loan, d('2026-01-15'))!
      expect(window).toMatchObject({ until: '2026-02-15', lines: [{ part: 'interest', endFen: 12_000n }] })
      expect(accruedBy(window.lines[0]!, window.lines[0]!.fromEpoch + 20)).toBe(7_742n)
      expect(accrualWindow(loan, d('2026-02-16'))!.until).toBe('2026-02-18')
      const late = accrualWindow(loan, d('2026-02-19'))!
      expect(late.until).toBe('2026-03-15')
      // 12 % on 1,200,000 fen whole, or on what would be owed had the first instalment been paid.
      expect(late.lines.at(-1)).toMatchObject({ endFen: pastDue === 'bears-interest' ? 12_000n : 11_054n })
    },
  )

  test('[B12] with daily rest a part paid between due days earns less from its day, up to the due date', () => {
    const own = termsWith({ plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } } })
    const early = run(disbursed(own), {
      kind: 'prepay',
      mode: 'lower-instalment',
      amountFen: 606_000n,
      channel: 'bank',
      valueOn: d('2026-01-30'),
    })
    expect(accrualWindow(early, d('2026-01-30'))).toMatchObject({ until: '2026-02-15', isAccruing: true })
  })
})
