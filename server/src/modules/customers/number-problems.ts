import type { RefusalCode } from '@puhui/api'
import { parseBankCard, parseMobile, parseResidentId } from '@puhui/compliance'

/** What is wrong with a number somebody typed, so that they find the slip; the number itself is not in it. */
export interface NumberProblem {
  readonly code: RefusalCode
  readonly facts?: { readonly typed: number }
}

const RESIDENT_ID_LENGTH = 18
const MOBILE_LENGTH = 11

export function residentIdProblem(text: string): NumberProblem | null {
  const read = parseResidentId(text)
  if (read.ok) return null
  const typed = lengthOf(text)
  if (typed !== RESIDENT_ID_LENGTH) return { code: 'compliance.resident_id_length', facts: { typed } }
  return read.error.code === 'compliance.resident_id_no_such_birth_day'
    ? { code: 'compliance.resident_id_birth_day' }
    : { code: 'compliance.resident_id_invalid' }
}

export function bankCardProblem(text: string): NumberProblem | null {
  const read = parseBankCard(text)
  if (read.ok) return null
  return read.error.code === 'compliance.card_wrong_length'
    ? { code: 'compliance.bank_card_length', facts: { typed: lengthOf(text) } }
    : { code: 'compliance.bank_card_invalid' }
}

export function mobileProblem(text: string): NumberProblem | null {
  if (parseMobile(text).ok) return null
  const typed = lengthOf(text.replace(/^\s*(\+86|0086)/, ''))
  return typed === MOBILE_LENGTH
    ? { code: 'compliance.mobile_invalid' }
    : { code: 'compliance.mobile_length', facts: { typed } }
}

function lengthOf(text: string): number {
  return text.normalize('NFKC').replace(/[\s-]/g, '').length
}
