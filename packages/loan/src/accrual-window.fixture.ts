import { addDays, type Day } from '@puhui/calendar'
import { expect } from 'vitest'
import { accrualWindow, grownBetween } from './accrual-window.ts'
import { accrualOn } from './books.ts'
import type { Loan } from './loan.ts'

/** Holds the formulas of so many windows, one after the other, against the accrual of the fold on every day of them. */
export function expectWindowsToBeTheFold(loan: Loan, from: Day, windows: number): void {
  let day = from
  for (let count = 0; count < windows; count++) {
    const window = accrualWindow(loan, day)
    if (!window) {
      for (let after = 0; after < 70; after++) expect(accrualOn(loan, addDays(day, after))).toEqual([])
      return
    }
    for (; day < window.until; day = addDays(day, 1)) {
      const { interestFen, penaltyFen } = grownBetween(window, day, addDays(day, 1))
      const offFen = interestFen + penaltyFen
      const amounts = window.isAccruing
        ? [
            ['1132', interestFen],
            ['1133', penaltyFen],
            ['6011', -interestFen],
            ['6012', -penaltyFen],
          ]
        : [
            ['9001', offFen],
            ['9002', -offFen],
          ]
      const said = accrualOn(loan, day).map((line) => [line.account, line.amountFen])
      expect({ day, said }).toEqual({ day, said: amounts.filter(([, fen]) => fen !== 0n) })
    }
    day = addDays(day, 1)
  }
}
