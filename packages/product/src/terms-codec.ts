import { assert, type Refusal, type Result } from '@puhui/kernel'
import type { ProductTerms } from './terms.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One thing that is wrong with a product's terms, with its place as a JSON pointer. */
export interface TermsProblem {
  readonly path: string
  readonly code: string
}

export type TermsRefusal = Refusal<'product.terms_invalid'> & { readonly problems: readonly TermsProblem[] }

export function encodeTerms(_terms: ProductTerms): Json {
  assert(false, 'not written yet')
}

export function decodeTerms(_json: unknown): Result<ProductTerms, TermsRefusal> {
  assert(false, 'not written yet')
}
