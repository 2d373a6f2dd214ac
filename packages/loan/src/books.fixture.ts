import { addDays, type Day } from '@puhui/calendar'
import { expect } from 'vitest'
import { accrualOn, booksOn, postingsOf } from './books.ts'
import { totalOf } from './loan.fixture.ts'
import type { Loan } from './loan.ts'

/** Whether what is posted, event by event and night by night, balances and is what the books of the loan say. */
export function expectPostingsToBeTheBooks(loans: readonly Loan[], startOn: Day): void {
  const posted = new Map<string, bigint>()
  const post = (lines: ReturnType<typeof booksOn>) => {
    expect(totalOf(lines)).toBe(0n)
    for (const line of lines) posted.set(line.account, (posted.get(line.account) ?? 0n) + line.amountFen)
  }
  let day = startOn
  for (const [index, loan] of loans.entries()) {
    const event = loans[index + 1]?.events.at(-1)
    const until = event?.bookedOn ?? addDays(day, 40)
    for (; day < until; day = addDays(day, 1)) post(accrualOn(loan, day))
    const said = Object.fromEntries([...posted].filter(([, amountFen]) => amountFen !== 0n))
    expect(said).toEqual(Object.fromEntries(booksOn(loan, day).map((line) => [line.account, line.amountFen])))
    if (event) post(postingsOf(loan, event))
  }
}
