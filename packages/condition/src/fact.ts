import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'

/**
 * The type of a fact. In text an amount is written in yuan and a rate as a share or per cent; inside,
 * money is whole fen and a rate whole ppm, so that both compare exactly. `number` is an IEEE double.
 */
export type FactType = 'number' | 'money' | 'rate' | 'integer' | 'boolean' | 'text' | 'day' | 'enum'

/** Class of personal information: C1 least, C3 most harmful when it leaks. */
export type PersonalDataClass = 'C1' | 'C2' | 'C3'

/** What a condition is written for; a fact may be forbidden there. */
export type Purpose = 'credit' | 'marketing' | 'service' | 'collection' | 'watch'

/** Where a fact comes from; a stage that needs a source must have asked it first. */
export type FactSource =
  | 'application'
  | 'identity'
  | 'income'
  | 'bureau'
  | 'device'
  | 'list'
  | 'own-history'
  | 'product'
  | 'policy'

export interface EnumValue {
  readonly value: string
  readonly label: Localized
}

export interface Fact {
  /** Letters, digits, `_` and `.`; begins with a letter. */
  readonly id: string
  readonly label: Localized
  readonly type: FactType
  readonly unit?: Localized
  /** Absent: no personal information. */
  readonly personal?: PersonalDataClass
  readonly source: FactSource
  readonly values?: readonly EnumValue[]
  /** The least and greatest value there can be, as inside (fen, ppm); it bounds what a lint asks for. */
  readonly min?: number
  readonly max?: number
  readonly forbiddenIn?: readonly Purpose[]
  /** A named value that does not vary by record: a parameter of a policy. Written as `FactValue`. */
  readonly constant?: FactValue
  readonly note?: Localized
}

/**
 * A value of a fact. money: whole fen; rate: whole ppm; day: `YYYY-MM-DD`; enum: its value.
 * `null` and `undefined` both mean unknown, never zero.
 */
export type FactValue = number | bigint | boolean | string | Day | null | undefined

/** What is known about one applicant, loan or customer, by fact id. */
export type FactRecord = Readonly<Record<string, FactValue>>

/** True, false, or unknown (`undefined`). */
export type Truth = boolean | undefined

export type FactCatalogue = ReadonlyMap<string, Fact>
