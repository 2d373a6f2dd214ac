import type { LoanEvent } from './event.ts'
import { d } from './loan.fixture.ts'
import { type Loan, replay } from './loan.ts'
import type { LoanTerms } from './terms.ts'
import { stateOn } from './view.ts'

/** An event as it is told: its number and its booking day follow from its place and its value day. */
export type Draft = LoanEvent extends infer E
  ? E extends LoanEvent
    ? Omit<E, 'id' | 'seq' | 'bookedOn'>
    : never
  : never

export function eventsOf(drafts: readonly Draft[]): readonly LoanEvent[] {
  return drafts.map((draft, at) => ({ ...draft, id: `e${at + 1}`, seq: at + 1, bookedOn: draft.valueOn }) as LoanEvent)
}

export function lived(own: LoanTerms, drafts: readonly Draft[]): Loan {
  return replay(own, eventsOf(drafts))
}

export const out = (on = '2024-01-01', amountFen = 10_000n): Draft => ({
  kind: 'disbursed',
  valueOn: d(on),
  amountFen,
  channel: 'bank',
})

export const paid = (on: string, amountFen: bigint): Draft => ({
  kind: 'repaid',
  valueOn: d(on),
  amountFen,
  channel: 'bank',
})

/** `principal interest`, one pair an instalment. */
export function asked(loan: Loan, on: string): string[] {
  return stateOn(loan, d(on)).instalments.map(({ planned }) => `${planned.principalFen} ${planned.interestFen}`)
}
