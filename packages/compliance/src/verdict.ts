/** What a check found, without personal data: amounts in fen, rates in ppm, days, counts, names of fields. */
export type Facts = Readonly<Record<string, string | number | bigint | boolean | null | readonly string[]>>

/**
 * The answer of a rule. `refuse` stops the act, `refer` hands it to a person, `warn` lets it go on and is
 * recorded, `flag` lets stand what has happened and sets a person on it, `allow` is silence.
 */
export type Verdict<Code extends string = string> =
  | { readonly decision: 'allow' }
  | { readonly decision: 'refuse' | 'refer' | 'warn' | 'flag'; readonly code: Code; readonly facts: Facts }

export const ALLOW: { readonly decision: 'allow' } = { decision: 'allow' }

/** Stops the act: `refuseBy('compliance.under_age', { minAge: 18 })`. */
export function refuseBy<const Code extends string>(code: Code, facts: Facts = {}): Verdict<Code> {
  return { decision: 'refuse', code, facts }
}

/** Hands the act to a person. */
export function referBy<const Code extends string>(code: Code, facts: Facts = {}): Verdict<Code> {
  return { decision: 'refer', code, facts }
}

/** Lets the act go on and says what to look at. */
export function warnBy<const Code extends string>(code: Code, facts: Facts = {}): Verdict<Code> {
  return { decision: 'warn', code, facts }
}

/** Lets stand what has happened and sets a person on it. */
export function flagBy<const Code extends string>(code: Code, facts: Facts = {}): Verdict<Code> {
  return { decision: 'flag', code, facts }
}
