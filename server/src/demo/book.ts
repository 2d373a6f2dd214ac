import type { Day } from '@puhui/calendar'
import { addDays } from '@puhui/calendar'
import { earlyConduct, hasMoneyOnDue, lateConduct, type Person } from '@puhui/sim'
import type { DebitBehaviour } from '../adapters/bank/simulated.ts'

interface Debt {
  readonly person: Person
  readonly key: string
  /** Instalments asked for so far, by due date: when each is paid, `null` for never. */
  readonly paidOn: Map<Day, Day | null>
}

export interface EarlyPayment {
  readonly loanId: string
  readonly kind: 'prepay' | 'settle'
  readonly amountFen: bigint
}

/** What the market's people do about their loans; the simulated bank asks it whether an account has the money. */
export interface MarketBook {
  readonly borrows: (loanId: string, person: Person, key: string) => void
  /** From a day on the account has no money for a loan, whoever owns it. */
  readonly stops: (loanId: string, from: Day) => void
  readonly debit: DebitBehaviour
  /** Those who pay early of their own will on a day. */
  readonly earlyOn: (day: Day) => readonly EarlyPayment[]
  /** Thinks ahead for a loan whose next instalment is known. */
  readonly plan: (loanId: string, dueOn: Day, outstandingFen: bigint) => void
}

/**
 * A book of who borrowed what. Each answer depends on the person and the loan alone, never on the order of questions:
 * the same seed lives the same year.
 */
export function marketBook(): MarketBook {
  const debts = new Map<string, Debt>()
  const stopped = new Map<string, Day>()
  const early = new Map<Day, EarlyPayment[]>()
  const planned = new Set<string>()
  return {
    borrows: (loanId, person, key) => {
      debts.set(loanId, { person, key, paidOn: new Map() })
    },
    stops: (loanId, from) => {
      stopped.set(loanId, from)
    },
    debit: (loanId, dueOn, amountFen, day) => {
      const from = stopped.get(loanId)
      if (from !== undefined && day >= from) return 'insufficient'
      const debt = debts.get(loanId)
      if (!debt || dueOn === null) return 'success'
      if (!debt.paidOn.has(dueOn)) debt.paidOn.set(dueOn, dayOfPayment(debt, dueOn, amountFen))
      const paidOn = debt.paidOn.get(dueOn)
      return paidOn !== null && paidOn !== undefined && day >= paidOn ? 'success' : 'insufficient'
    },
    earlyOn: (day) => early.get(day) ?? [],
    plan: (loanId, dueOn, outstandingFen) => {
      const debt = debts.get(loanId)
      if (!debt || planned.has(`${loanId}|${dueOn}`)) return
      planned.add(`${loanId}|${dueOn}`)
      const conduct = earlyConduct(debt.person, { key: `${debt.key}|${dueOn}`, instalment: 1, dueOn, outstandingFen })
      if (conduct.kind === 'none') return
      const payment = { loanId, kind: conduct.kind, amountFen: conduct.kind === 'prepay' ? conduct.amountFen : 0n }
      early.set(conduct.on, [...(early.get(conduct.on) ?? []), payment])
    },
  }
}

function dayOfPayment({ person, key, paidOn }: Debt, dueOn: Day, amountDueFen: bigint): Day | null {
  const pastDueCount = [...paidOn].filter(([due, paid]) => due < dueOn && (paid === null || paid > dueOn)).length
  const due = { key, instalment: paidOn.size + 1, dueOn, amountDueFen, pastDueCount }
  if (hasMoneyOnDue(person, due)) return dueOn
  const conduct = lateConduct(person, due)
  return conduct.kind === 'pays' ? addDays(dueOn, conduct.afterDays) : null
}
