import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'

/** The four data sets of the market, and its size by year. */
export type DataSetId = 'size' | 'spending' | 'credit' | 'rates' | 'policy'
export type LoadedKind = 'platform' | 'institution' | 'analyst' | 'authority'
export type SourceKind = LoadedKind | 'own' | 'shipped'

export type ColumnType = 'year' | 'month' | 'day' | 'province' | 'amount' | 'count' | 'percent' | 'text' | 'word'

export interface Column {
  readonly id: string
  readonly label: Localized
  readonly type: ColumnType
  readonly isRequired: boolean
  /** Names under which files carry it, for the first guess of a mapping. */
  readonly names: readonly string[]
  /** What a `word` may be: as files write it, and what is kept. */
  readonly words?: Readonly<Record<string, string>>
}

export interface DataSet {
  readonly id: DataSetId
  readonly about: Localized
  readonly columns: readonly Column[]
  /** Two rows with the same values here say the same thing twice. */
  readonly key: readonly string[]
  /** A part and the whole that it may not exceed. */
  readonly within: readonly (readonly [part: string, whole: string])[]
  /** The column with the period of a row, which may not lie ahead unless the row says it is expected. */
  readonly period: string
}

/** One row as it is kept: money in fen, shares in ppm, all as text. */
export type MarketRecord = Readonly<Record<string, string>>

/** What a source says about its own figures: at least this growth a year between two years. */
export interface Claim {
  readonly fromYear: number
  readonly toYear: number
  readonly cagrMinPpm: number
  readonly text: Localized
}

export type AmountUnit = 'yuan' | 'wan' | 'yi'

/** How a file is to be read: which of its columns is which, and in what its amounts are counted. */
export interface Mapping {
  readonly columns: Readonly<Record<string, string>>
  readonly amountUnit: AmountUnit
}

/** One source of one data set: a loaded version, or figures that stand without a file. */
export interface Source {
  readonly id: string
  readonly dataSet: DataSetId
  readonly name: Localized
  readonly kind: SourceKind
  readonly licence: Localized
  readonly retrievedOn: Day | null
  readonly version: number
  readonly rows: number
  readonly isCurrent: boolean
  readonly loadedBy: string | null
  readonly loadedAt: string | null
  readonly fileName: string | null
  readonly sha256: string | null
  readonly claims: readonly Claim[]
}
