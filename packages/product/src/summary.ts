import { assert, type Localized } from '@puhui/kernel'
import type { ProductTerms } from './terms.ts'

/** One point of the one-page summary: a heading and a plain sentence. */
export interface SummaryPoint {
  readonly heading: Localized
  readonly text: Localized
}

export function summaryOf(_terms: ProductTerms): readonly SummaryPoint[] {
  assert(false, 'not written yet')
}
