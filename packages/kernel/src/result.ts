/**
 * What a pure function returns when the business may say no.
 *
 * A refusal is a value: `code` is `module.what_is_wrong`, the other fields hold the facts, and the
 * text is rendered last, in the reader's language. Bugs are thrown by `assert`, never returned.
 */
export interface Refusal<Code extends string = string> {
  readonly code: Code
}

export type Result<T, E extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** Wraps a value that was reached: `ok(3n) // { ok: true, value: 3n }`. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps a refusal: `refuse({ code: 'money.negative_weight', index: 0 })`. */
export function refuse<const E extends Refusal>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}
