import { assert, type Result } from '@puhui/kernel'
import type { Quote, QuoteRefusal, QuoteRequest } from './quote-types.ts'
import type { ProductTerms } from './terms.ts'

export function quote(_terms: ProductTerms, _request: QuoteRequest): Result<Quote, QuoteRefusal> {
  assert(false, 'not written yet')
}
