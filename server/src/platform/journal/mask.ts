/**
 * Personal data in what goes to the journal, by name of field. C3 leaves nothing but the fact that it was there;
 * C2 leaves enough for a person to recognise it. Source: JR/T 0171-2020 classes.
 */
const C3_FIELDS = /^(password|passwordHash|secret|totpSecret|token|code|otp|otpCode|pin|cvv|faceImage|biometric)$/i
const C2_FIELDS =
  /^(idNumber|nationalId|certNo|phone|mobile|telephone|bankCard|cardNumber|bankAccount|accountNumber|residentId|fullName|personName|address|street|email|employer|recipient)$/i

/**
 * Replaces personal values in a JSON value, at every depth; also values that look like an id number, card or phone.
 *
 * @param isPerson whether `name` in it is a person's; a product's or a role's is not
 */
export function maskPersonal(value: unknown, isPerson = true): unknown {
  return maskAt('', value, isPerson)
}

function maskAt(field: string, value: unknown, isPerson: boolean): unknown {
  if (value === null || value === undefined) return value
  if (C3_FIELDS.test(field)) return '***'
  if (Array.isArray(value)) return value.map((item) => maskAt(field, item, isPerson))
  if (typeof value === 'object') return maskObject(value as Record<string, unknown>, isPerson)
  if (typeof value !== 'string') return value
  if (isPerson && field === 'name') return maskName(value)
  return C2_FIELDS.test(field) ? maskText(field, value) : maskPatterns(value)
}

function maskObject(value: Record<string, unknown>, isPerson: boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskAt(name, item, isPerson)]))
}

function maskText(field: string, text: string): string {
  if (/name/i.test(field)) return maskName(text)
  if (/phone|mobile/i.test(field)) return maskPhone(text)
  if (/idNumber|nationalId|certNo|residentId/i.test(field)) return maskIdNumber(text)
  if (/card|account/i.test(field)) return maskCard(text)
  if (/email/i.test(field)) return maskEmail(text)
  return `${[...text].slice(0, 6).join('')}***`
}

/** `maskName('欧阳小明') // '欧***'`: the first character. */
export function maskName(name: string): string {
  const [first = ''] = [...name]
  return first === '' ? '' : `${first}**`
}

/** `maskPhone('13812345678') // '138****5678'`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '***' : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** First six (region) and last two... the birthday and the serial stay hidden: `110101********1234 → 1101**********34`. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length < 8 ? '***' : `${idNumber.slice(0, 4)}${'*'.repeat(idNumber.length - 6)}${idNumber.slice(-2)}`
}

/** First six (bank) and last four. Source: PCI DSS 4.0.1 requirement 3.4.1. */
export function maskCard(card: string): string {
  return card.length < 12 ? '***' : `${card.slice(0, 6)}${'*'.repeat(card.length - 10)}${card.slice(-4)}`
}

export function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.slice(0, 1)}***@${domain}`
}

const ID_NUMBER = /(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\dXx])/g
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const CARD = /(?<!\d)62\d{14,17}(?!\d)/g

function maskPatterns(text: string): string {
  return text.replace(ID_NUMBER, maskIdNumber).replace(CARD, maskCard).replace(PHONE, maskPhone)
}
