import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'

export interface Mobile {
  /** Eleven digits. */
  readonly number: string
  /** Sold by a virtual operator: such numbers change hands more often. */
  readonly isVirtualOperator: boolean
}

export type MobileRefusal = Refusal<'compliance.mobile_wrong_shape'>

/** Prefixes of the virtual operators; from memory, to be checked against the numbering plan. */
export const VIRTUAL_OPERATOR_PREFIXES: readonly string[] = ['162', '165', '167', '170', '171']

/**
 * Reads a mainland mobile number as people type it: +86, spaces, hyphens and full-width digits are taken.
 *
 * @refuses compliance.mobile_wrong_shape; the number itself is not in the refusal
 * @source numbering plan of the telecommunication networks; SPEC V5
 * @example parseMobile('+86 138-1234-5678') // { ok: true, value: { number: '13812345678', isVirtualOperator: false } }
 */
export function parseMobile(text: string): Result<Mobile, MobileRefusal> {
  const plain = text.normalize('NFKC').replace(/[\s-]/g, '')
  const number = plain.replace(/^(\+86|0086)/, '')
  if (!/^1[3-9]\d{9}$/.test(number)) return refuse({ code: 'compliance.mobile_wrong_shape' })
  return ok({ number, isVirtualOperator: VIRTUAL_OPERATOR_PREFIXES.includes(number.slice(0, 3)) })
}
