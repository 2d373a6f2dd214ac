import { isIP } from 'node:net'
import type { Config } from '../config.ts'
import type { Keys } from '../crypto/keys.ts'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * Whom an address stands for: itself, or of the newer kind the network that a subscriber is given, of which every device
 * has as many addresses as it likes.
 *
 * @example addressGroup('2001:db8:1:2:3::4') // '2001:db8:1:2'
 */
export function addressGroup(address: string): string {
  const plain = address.replace(/%.*$/, '')
  const mapped = MAPPED.exec(plain)?.[1]
  if (mapped || isIP(plain) !== 6) return mapped ?? plain
  const [head = '', tail] = plain.split('::')
  const [first, last] = [head, tail ?? ''].map((side) => (side === '' ? [] : side.split(':'))) as [string[], string[]]
  const between = Array.from({ length: 8 - first.length - last.length }, () => '0')
  const groups = [...first, ...between, ...last]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** The name under which a caller is counted; the address itself is kept nowhere. */
export function addressKey(keys: Keys, address: string): string {
  return keys.blindIndex('rate.address', addressGroup(address)).toString('base64url').slice(0, 22)
}

/**
 * Whether an address is that of the caller. Behind a proxy that nobody has named all callers have the proxy's: counted by
 * it, one of them would use up what all have.
 */
export function knowsCallers({ publicUrl, trustedProxies }: Config): boolean {
  return publicUrl === null || trustedProxies !== null
}
