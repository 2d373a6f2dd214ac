import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'

/** What nobody outside has: from production no message goes there, so that nobody looks into the lender's own network. */
const INSIDE = new BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(address, bits, 'ipv4')
}
for (const [address, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  INSIDE.addSubnet(address, bits, 'ipv6')
}

/** Whether an address is one that the whole world can reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  return !INSIDE.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** The host of an address, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** What is wrong with an address, before anybody is asked for it; null when nothing. */
export function problemOfUrl(text: string, isProduction: boolean): 'not_a_url' | 'not_https' | 'not_public' | null {
  if (!URL.canParse(text)) return 'not_a_url'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'not_a_url'
  if (url.protocol !== 'https:' && (isProduction || url.protocol !== 'http:')) return 'not_https'
  const host = hostOf(url)
  if (!isProduction) return null
  const isInside = isIP(host) !== 0 ? !isPublicAddress(host) : /(^|\.)(localhost|local|internal)$/i.test(host)
  return isInside ? 'not_public' : null
}

export class NotPublic extends Error {}

type Found = (error: Error | null, addresses: LookupAddress[] | string, family?: number) => void

/**
 * Looks a host up for a connection and refuses it when any of its addresses is inside. It is the look-up of the very
 * connection, so that a second answer of the name server cannot lead elsewhere.
 */
export function publicLookup(host: string, options: { readonly all?: boolean }, found: Found): void {
  lookup(host, { all: true }, (error, addresses) => {
    if (error) return found(error, [])
    if (addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address))) {
      return found(new NotPublic('the address is not public'), [])
    }
    if (options.all) return found(null, addresses)
    found(null, addresses[0]!.address, addresses[0]!.family)
  })
}
