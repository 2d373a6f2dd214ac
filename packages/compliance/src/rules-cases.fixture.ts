import type { Day } from '@puhui/calendar'
import { checkRule, type InputOf, type LawfulLender, type Overrides, type RuleId, rulePack } from './index.ts'

export const TODAY = '2026-11-22' as Day

/** Reads a case's facts and remembers which, so that no part of a case is passed over. */
export class Given {
  readonly #facts: Readonly<Record<string, unknown>>
  readonly #read = new Set<string>()

  constructor(facts: Readonly<Record<string, unknown>>) {
    this.#facts = facts
  }

  has(name: string): boolean {
    return name in this.#facts
  }

  get<T>(name: string): T | undefined {
    this.#read.add(name)
    return this.#facts[name] as T | undefined
  }

  need<T>(name: string): T {
    if (!this.has(name)) throw new Error(`unmapped case: no ${name} in ${Object.keys(this.#facts)}`)
    return this.get<T>(name)!
  }

  fen(name: string): bigint {
    return fenOf(this.need<number>(name))
  }

  unread(): string[] {
    return Object.keys(this.#facts).filter((name) => !this.#read.has(name))
  }
}

export function fenOf(amount: number): bigint {
  return BigInt(Math.round(amount * 100))
}

export function yuan(amountFen: bigint): number {
  return Number(amountFen) / 100
}

export function percent(ppm: bigint): number {
  return Math.round(Number(ppm) / 100) / 100
}

/** Applies one rule under the law's own numbers, or a lender's. */
export function check<Id extends RuleId>(
  id: Id,
  on: Day,
  input: InputOf<Id>,
  { lenderKind = 'bank', overrides = {} }: { lenderKind?: LawfulLender; overrides?: Overrides } = {},
) {
  const pack = rulePack(lenderKind, overrides)
  if (!pack.ok) throw new Error(JSON.stringify(pack.error, (_key, value) => String(value)))
  return checkRule(pack.value, id, on, input)
}
