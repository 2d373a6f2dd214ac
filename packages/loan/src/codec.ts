import { assert, type Refusal, type Result } from '@puhui/kernel'
import type { Json } from '@puhui/product'
import type { LoanEvent } from './event.ts'
import type { LoanTerms } from './terms.ts'

export type CodecRefusal = Refusal<'loan.json_invalid'> & {
  readonly problems: readonly { readonly path: string; readonly code: string }[]
}

export function encodeLoanTerms(_terms: LoanTerms): Json {
  assert(false, 'not written yet')
}

export function decodeLoanTerms(_json: unknown): Result<LoanTerms, CodecRefusal> {
  assert(false, 'not written yet')
}

export function encodeEvent(_event: LoanEvent): Json {
  assert(false, 'not written yet')
}

export function decodeEvent(_json: unknown): Result<LoanEvent, CodecRefusal> {
  assert(false, 'not written yet')
}
