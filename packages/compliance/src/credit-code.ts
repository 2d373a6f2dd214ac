import { assert, ok, type Refusal, type Result, refuse } from '@puhui/kernel'

export interface CreditCode {
  /** Eighteen characters in upper case. */
  readonly code: string
  /** Who registers it, e.g. 9 for market regulation, 5 for civil affairs. */
  readonly authority: string
  /** Where it was registered, six digits. */
  readonly regionCode: string
  /** The code of the organisation in it, nine characters. */
  readonly organisation: string
}

export type CreditCodeRefusal = Refusal<'compliance.credit_code_wrong_shape' | 'compliance.credit_code_wrong_check'>

/** Digits and capitals without I, O, S, V and Z. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/**
 * Reads a unified social credit code as people type it: spaces, full-width signs and small letters are taken.
 *
 * @refuses compliance.credit_code_wrong_shape, compliance.credit_code_wrong_check, in this order
 * @source GB 32100-2015 §§ 4, 5 (check character, weights 3^i mod 31); SPEC V12
 * @example parseCreditCode('91350100M000100Y43') // { ok: true, value: { regionCode: '350100', … } }
 */
export function parseCreditCode(text: string): Result<CreditCode, CreditCodeRefusal> {
  const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (!SHAPE.test(code)) return refuse({ code: 'compliance.credit_code_wrong_shape' })
  if (code[17] !== creditCodeCheck(code.slice(0, 17))) return refuse({ code: 'compliance.credit_code_wrong_check' })
  return ok({ code, authority: code[0]!, regionCode: code.slice(2, 8), organisation: code.slice(8, 17) })
}

/**
 * The eighteenth character for the first seventeen.
 *
 * @source GB 32100-2015 § 5
 * @example creditCodeCheck('91350100M000100Y4') // '3'
 */
export function creditCodeCheck(body: string): string {
  let [sum, weight] = [0, 1]
  for (const character of body) {
    const value = CHARACTERS.indexOf(character)
    assert(value >= 0, 'a sign that no credit code has', { character })
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return CHARACTERS[(31 - (sum % 31)) % 31]!
}
