import { type Day, isDay } from '@puhui/calendar'
import { type Localized, ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import { PROVINCES } from './provinces.ts'

export interface ResidentId {
  /** Eighteen characters, the check digit in upper case. */
  readonly number: string
  /** The county or district of first registration, six digits. */
  readonly regionCode: string
  readonly provinceCode: string
  /** Undefined for a code outside the table: a reason to look, not to refuse (retired codes). */
  readonly province: Localized | undefined
  readonly bornOn: Day
  readonly sex: 'male' | 'female'
}

export type ResidentIdRefusal = Refusal<
  | 'compliance.resident_id_wrong_shape'
  | 'compliance.resident_id_no_such_birth_day'
  | 'compliance.resident_id_wrong_check_digit'
>

const SHAPE = /^[1-9]\d{16}[\dX]$/
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/**
 * Reads a resident identity number as people type it: spaces, full-width digits and a lower-case x are taken.
 *
 * @returns its parts; the seventeenth digit is odd for men
 * @refuses compliance.resident_id_wrong_shape, compliance.resident_id_no_such_birth_day, compliance.resident_id_wrong_check_digit,
 *   checked in this order; the number itself is not in the refusal
 * @source GB 11643-1999 §§ 3–4 (check digit ISO 7064 MOD 11-2); SPEC V1–V4
 * @example parseResidentId('11010519491231002x') // { ok: true, value: { number: '11010519491231002X', … } }
 */
export function parseResidentId(text: string): Result<ResidentId, ResidentIdRefusal> {
  const number = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (!SHAPE.test(number)) return refuse({ code: 'compliance.resident_id_wrong_shape' })
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isDay(bornOn)) return refuse({ code: 'compliance.resident_id_no_such_birth_day' })
  if (number[17] !== residentIdCheckDigit(number.slice(0, 17))) {
    return refuse({ code: 'compliance.resident_id_wrong_check_digit' })
  }
  const provinceCode = number.slice(0, 2)
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female'
  return ok({
    number,
    regionCode: number.slice(0, 6),
    provinceCode,
    province: PROVINCES.get(provinceCode),
    bornOn,
    sex,
  })
}

/**
 * The eighteenth character for the first seventeen digits.
 *
 * @source GB 11643-1999 § 4, ISO 7064 MOD 11-2
 * @example residentIdCheckDigit('11010519491231002') // 'X'
 */
export function residentIdCheckDigit(digits: string): string {
  let sum = 0
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * Number(digits[i])
  return CHECK_DIGITS[sum % 11]!
}
