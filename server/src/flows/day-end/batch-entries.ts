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

interface Group {
  readonly productCode: string
  readonly totals: Totals
  readonly proof: Proof[]
}

/**
 * One entry per product for many loans, with the event of each as its proof. A loan that moves an account against the
 * others of its entry stands in a further one, so that nothing is netted away and the proofs sum to the amount.
 */
export function batchEntries({ kind, on, key }: BatchEntry, items: readonly LoanLines[]): NewEntry[] {
  const groups: Group[] = []
  for (const { productCode, loanId, eventId, lines } of items) {
    const fits = (group: Group) => group.productCode === productCode && group.totals.agreesWith(lines)
    const group = groups.find(fits) ?? { productCode, totals: new Totals(), proof: [] }
    if (group.proof.length === 0) groups.push(group)
    group.totals.add(lines)
    group.proof.push({ loanId, eventId, amountFen: movedFen(lines) })
  }
  return groups.map(({ productCode, totals, proof }, at) => {
    const before = groups.slice(0, at).filter((group) => group.productCode === productCode).length
    const facts = { kind, on, key, productCode, loans: proof.length, lines: totals.lines(), proof }
    return entryOf(facts, before === 0 ? '' : `:${before + 1}`)
  })
}

/** In which entry the event of each loan stands. */
export function entryIdsOf(entries: readonly NewEntry[]): ReadonlyMap<string, string> {
  return new Map(entries.flatMap(({ id, proof }) => proof.map(({ eventId }) => [eventId, id] as const)))
}

export function entryOf(
  facts: BatchEntry & Pick<NewEntry, 'productCode' | 'loans' | 'lines' | 'proof'>,
  further = '',
): NewEntry {
  const { kind, on, key, ...rest } = facts
  const naturalKey = `${key}:${facts.productCode}${further}`
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

  /** Whether no line would take back what stands here already. */
  agreesWith(lines: readonly Line[]): boolean {
    return lines.every(({ account, amountFen }) => this.of(account) * amountFen >= 0n)
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
