import type { Day } from '@puhui/calendar'
import type { AccountCode, Line } from '@puhui/ledger'
import { type EntryKind, movedFen, type NewEntry, type Proof } from '../../modules/ledger/index.ts'
import { derivedId } from '../../platform/ids.ts'

/** The lines of one loan inside an entry of many. */
export interface LoanLines {
  readonly productCode: string
  readonly loanId: string
  readonly eventId: string
  readonly lines: readonly Line[]
}

export interface BatchEntry {
  readonly kind: EntryKind
  readonly on: Day
  /** Names the piece of work: the same piece is posted once. */
  readonly key: string
}

/** One entry per product for many loans, with the event of each as its proof. */
export function batchEntries({ kind, on, key }: BatchEntry, items: readonly LoanLines[]): NewEntry[] {
  const groups = new Map<string, { readonly totals: Totals; readonly proof: Proof[] }>()
  for (const { productCode, loanId, eventId, lines } of items) {
    const group = groups.get(productCode) ?? { totals: new Totals(), proof: [] }
    group.totals.add(lines)
    group.proof.push({ loanId, eventId, amountFen: movedFen(lines) })
    groups.set(productCode, group)
  }
  return [...groups].map(([productCode, { totals, proof }]) =>
    entryOf({ kind, on, key, productCode, loans: proof.length, lines: totals.lines(), proof }),
  )
}

export function entryOf(facts: BatchEntry & Pick<NewEntry, 'productCode' | 'loans' | 'lines' | 'proof'>): NewEntry {
  const { kind, on, key, ...rest } = facts
  const naturalKey = `${key}:${facts.productCode}`
  return { ...rest, id: derivedId('len', naturalKey), kind, postedOn: on, bookedOn: on, naturalKey, loanId: null }
}

/** Sums of lines by account. */
export class Totals {
  readonly #sums = new Map<AccountCode, bigint>()

  add(lines: readonly Line[], sign: 1n | -1n = 1n): void {
    for (const { account, amountFen } of lines) {
      this.#sums.set(account, (this.#sums.get(account) ?? 0n) + sign * amountFen)
    }
  }

  of(account: AccountCode): bigint {
    return this.#sums.get(account) ?? 0n
  }

  lines(): Line[] {
    return [...this.#sums]
      .filter(([, amountFen]) => amountFen !== 0n)
      .map(([account, amountFen]) => ({ account, amountFen }))
      .sort((a, b) => (a.account < b.account ? -1 : 1))
  }
}
