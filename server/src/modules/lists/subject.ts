import {
  maskAddress,
  maskBankCard,
  maskMobile,
  maskResidentId,
  parseBankCard,
  parseMobile,
  parseResidentId,
} from '@puhui/compliance'
import type { ReadContext } from '../../platform/context.ts'
import type { Keys } from '../../platform/crypto/keys.ts'
import { identifiersOf, indexOf } from '../customers/index.ts'

export const SUBJECT_KINDS = ['phone', 'residentId', 'bankCard', 'device', 'address'] as const
/** By what an application is known again. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export interface Subject {
  readonly kind: SubjectKind
  readonly index: Buffer
}

/** What somebody typed, read as a subject; null when it cannot be one. */
export function subjectFrom(
  keys: Keys,
  kind: SubjectKind,
  text: string,
): (Subject & { readonly masked: string }) | null {
  switch (kind) {
    case 'phone': {
      const phone = parseMobile(text)
      if (!phone.ok) return null
      return { kind, index: indexOf(keys, 'mobile', phone.value.number), masked: maskMobile(phone.value.number) }
    }
    case 'residentId': {
      const id = parseResidentId(text)
      if (!id.ok) return null
      return { kind, index: indexOf(keys, 'residentId', id.value.number), masked: maskResidentId(id.value.number) }
    }
    case 'bankCard': {
      const card = parseBankCard(text)
      if (!card.ok) return null
      return { kind, index: indexOf(keys, 'bankCard', card.value.number), masked: maskBankCard(card.value.number) }
    }
    case 'device': {
      const device = text.trim()
      if (!/^[\w-]{16,64}$/u.test(device)) return null
      return { kind, index: deviceIndex(keys, device), masked: `${device.slice(0, 4)}…${device.slice(-4)}` }
    }
    case 'address': {
      const address = plainAddress(text)
      if (address.length < 6) return null
      return { kind, index: addressIndex(keys, address), masked: maskAddress(address) }
    }
  }
}

/** What a customer and their device are known by; what is not known is left out. */
export async function subjectsOf(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  customerId: string,
  device: string | null,
): Promise<readonly Subject[]> {
  const { mobile, residentId, bankCard, address } = await identifiersOf(ctx, customerId)
  const found: readonly [SubjectKind, Buffer | null][] = [
    ['phone', mobile],
    ['residentId', residentId],
    ['bankCard', bankCard],
    ['device', device === null ? null : deviceIndex(ctx.keys, device)],
    ['address', address === null ? null : addressIndex(ctx.keys, plainAddress(address))],
  ]
  return found.flatMap(([kind, index]) => (index === null ? [] : [{ kind, index }]))
}

function deviceIndex(keys: Keys, device: string): Buffer {
  return keys.blindIndex('subject.device', device)
}

function addressIndex(keys: Keys, plain: string): Buffer {
  return keys.blindIndex('subject.address', plain)
}

/** The same place however it is typed: full-width signs, spaces and punctuation do not count. */
function plainAddress(text: string): string {
  return text.normalize('NFKC').replace(/[\s,.;:#·\-—、。]/gu, '')
}
