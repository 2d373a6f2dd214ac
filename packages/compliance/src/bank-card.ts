import { type Localized, ok, type Refusal, type Result, refuse } from '@puhui/kernel'

export type BankCode = 'ICBC' | 'ABC' | 'BOC' | 'CCB' | 'BOCOM' | 'PSBC' | 'CMB' | 'CITIC' | 'SPDB' | 'CMBC'

export interface Bank {
  readonly code: BankCode
  readonly name: Localized
  /** First six digits of debit cards of the bank. Not complete: an unknown one is no reason to refuse. */
  readonly bins: readonly string[]
}

export interface BankCard {
  readonly number: string
  readonly bin: string
  readonly isUnionPay: boolean
  /** Undefined when the local table does not know the BIN. */
  readonly bank: Bank | undefined
}

export type BankCardRefusal = Refusal<
  'compliance.card_wrong_shape' | 'compliance.card_wrong_length' | 'compliance.card_wrong_check_digit'
>

/** A few large banks by their debit BINs, kept here so that no card number is ever sent out to be looked up. */
export const BANKS: readonly Bank[] = [
  { code: 'ICBC', name: { zh: '工商银行', en: 'ICBC' }, bins: ['622202', '622203', '621226', '622208'] },
  { code: 'ABC', name: { zh: '农业银行', en: 'Agricultural Bank of China' }, bins: ['622848', '622845', '622846'] },
  { code: 'BOC', name: { zh: '中国银行', en: 'Bank of China' }, bins: ['621660', '621661', '621663'] },
  { code: 'CCB', name: { zh: '建设银行', en: 'China Construction Bank' }, bins: ['621700', '622700', '622280'] },
  { code: 'BOCOM', name: { zh: '交通银行', en: 'Bank of Communications' }, bins: ['622260', '622262'] },
  { code: 'PSBC', name: { zh: '邮储银行', en: 'Postal Savings Bank' }, bins: ['621799', '622188', '621098'] },
  { code: 'CMB', name: { zh: '招商银行', en: 'China Merchants Bank' }, bins: ['621483', '621485', '622588'] },
  { code: 'CITIC', name: { zh: '中信银行', en: 'China CITIC Bank' }, bins: ['621771', '621768'] },
  { code: 'SPDB', name: { zh: '浦发银行', en: 'SPD Bank' }, bins: ['622521', '622522'] },
  { code: 'CMBC', name: { zh: '民生银行', en: 'China Minsheng Bank' }, bins: ['622622', '622615'] },
]

const BANK_BY_BIN: ReadonlyMap<string, Bank> = new Map(
  BANKS.flatMap((bank) => bank.bins.map((bin) => [bin, bank] as const)),
)

/**
 * Reads a bank card number: spaces, hyphens and full-width digits are taken, 13 to 19 digits, Luhn.
 *
 * @refuses compliance.card_wrong_shape, compliance.card_wrong_length, compliance.card_wrong_check_digit, checked in this order;
 *   the number itself is not in the refusal
 * @source ISO/IEC 7812-1 annex B; SPEC V6–V7
 * @example parseBankCard('6222 0212 3456 7890 128') // value.bank.code 'ICBC'
 */
export function parseBankCard(text: string): Result<BankCard, BankCardRefusal> {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '')
  if (!/^\d+$/.test(number)) return refuse({ code: 'compliance.card_wrong_shape' })
  if (number.length < 13 || number.length > 19) return refuse({ code: 'compliance.card_wrong_length' })
  if (luhnCheckDigit(number.slice(0, -1)) !== number.at(-1)) {
    return refuse({ code: 'compliance.card_wrong_check_digit' })
  }
  const bin = number.slice(0, 6)
  return ok({ number, bin, isUnionPay: number.startsWith('62'), bank: BANK_BY_BIN.get(bin) })
}

/**
 * The check digit for the digits before it.
 *
 * @source ISO/IEC 7812-1 annex B (Luhn)
 * @example luhnCheckDigit('622202123456789012') // '8'
 */
export function luhnCheckDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const weighed = i % 2 === 0 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return String((10 - (sum % 10)) % 10)
}
