import type { Condition } from '@puhui/condition'
import type { Columns } from './columns.ts'

/** Rows at a time: what one chunk needs stays in the processor's cache. */
export const CHUNK = 2_048

/** Fills a stretch of rows at once; the array is the node's own and is written over by the next stretch. */
export type VectorValue = (from: number, count: number) => Float64Array

/** The truth of a stretch of rows; the array is the node's own and is written over by the next stretch. */
export type VectorTest = (from: number, count: number) => Uint8Array

/** How a condition becomes a vector; handed to values, which may hold conditions. */
export type TestMaker = (condition: Condition, columns: Columns) => VectorTest

/** Truths as numbers: `and` is the least, `or` the greatest, `not` is 2 less it (Kleene). */
export const FALSE = 0
export const UNKNOWN = 1
export const TRUE = 2
