import { type MaskKind, mask } from '@puhui/compliance'

/** Personal fields by name (classes C2 and C3 of JR/T 0171-2020), and how each is shown. */
const FIELDS: readonly (readonly [RegExp, MaskKind])[] = [
  [/^(password|passwordHash|secret|totpSecret|token|code|otp|otpCode|pin|cvv|faceImage|biometric)$/i, 'full'],
  [/^(residentId|idNumber|nationalId|certNo)$/i, 'resident-id'],
  [/^(mobile|phone|telephone|recipient)$/i, 'mobile'],
  [/^(bankCard|cardNumber|bankAccount|accountNumber)$/i, 'bank-card'],
  [/^(fullName|personName)$/i, 'name'],
  [/^email$/i, 'email'],
  [/^(address|street|employer)$/i, 'address'],
]

/**
 * Replaces personal values in a JSON value, at every depth; also what looks like an id number, a card or a telephone in
 * the middle of a text.
 *
 * @param isPerson whether `name` in it is a person's; a product's or a role's is not
 */
export function maskPersonal(value: unknown, isPerson = true): unknown {
  return maskAt('', value, isPerson)
}

function maskAt(field: string, value: unknown, isPerson: boolean): unknown {
  if (value === null || value === undefined) return value
  if (Array.isArray(value)) return value.map((item) => maskAt(field, item, isPerson))
  if (typeof value === 'object') {
    const entries = Object.entries(value)
    const masked = entries.map(([name, item]) => [name, maskAt(name, item, isPerson)] as const)
    // Most objects have nothing to hide.
    return masked.every(([, item], at) => item === entries[at]![1]) ? value : Object.fromEntries(masked)
  }
  const kind = kindOf(field, isPerson)
  if (kind === 'full') return mask('full', '')
  if (typeof value !== 'string') return value
  return kind === null ? maskPatterns(value) : mask(kind, value)
}

function kindOf(field: string, isPerson: boolean): MaskKind | null {
  if (isPerson && field === 'name') return 'name'
  const known = kinds.get(field)
  if (known !== undefined) return known
  const kind = FIELDS.find(([pattern]) => pattern.test(field))?.[1] ?? null
  if (kinds.size < KINDS_MAX) kinds.set(field, kind)
  return kind
}

/** Field names come from our own code and repeat. */
const kinds = new Map<string, MaskKind | null>()
const KINDS_MAX = 5_000

/** How a recipient of a message is shown. */
export function maskRecipient(recipient: string): string {
  return mask(recipient.includes('@') ? 'email' : /^1\d{10}$/.test(recipient) ? 'mobile' : 'bank-card', recipient)
}

const ID_NUMBER = /(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\dXx])/g
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const CARD = /(?<!\d)62\d{14,17}(?!\d)/g

/** None of the patterns has fewer digits in a row; most texts have not. */
const DIGITS = /\d{11}/

function maskPatterns(text: string): string {
  if (!DIGITS.test(text)) return text
  return text
    .replace(ID_NUMBER, (found) => mask('resident-id', found))
    .replace(CARD, (found) => mask('bank-card', found))
    .replace(PHONE, (found) => mask('mobile', found))
}
