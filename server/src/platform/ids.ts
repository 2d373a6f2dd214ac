import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

/** Makes ids: a prefix that names the kind, then 26 characters that sort by the time of making. */
export interface Ids {
  next(prefix: string): string
}

/** Random bytes are fetched for hundreds of ids at once: each fetch costs more than the id. */
const POOL = 4_000

/**
 * `cus_01kb…`: 48 bits of milliseconds, 16 of a counter and 64 random ones (as in a UUIDv7 with a counter), so that ids
 * sort by their making even while a test clock stands still.
 */
export function randomIds(clock: Clock): Ids {
  let count = 0
  let [pool, at] = [randomBytes(POOL), 0]
  const headOf = timeHeads()
  return {
    next: (prefix) => {
      count = (count + 1) % 65_536
      if (at === POOL) [pool, at] = [randomBytes(POOL), 0]
      pool.writeUInt16BE(count, at)
      at += 10
      return `${prefix}_${headOf(clock.now())}${tail(pool, at - 10)}`
    },
  }
}

/** Ids for a world that must come out the same from the same seed. */
export function seededIds(clock: Clock, seed: string): Ids {
  let count = 0
  const headOf = timeHeads()
  return {
    next: (prefix) => {
      count += 1
      const bytes = digest(`${seed}|${count}`)
      bytes.writeUInt32BE(count)
      return `${prefix}_${headOf(clock.now())}${tail(bytes, 0)}`
    },
  }
}

/** The same id for the same key: a retried command makes the same thing. */
export function derivedId(prefix: string, key: string): string {
  return `${prefix}_${base32(digest(`${prefix}|${key}`).subarray(0, 16))}`
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** The first ten letters, 48 bits of milliseconds: many ids are made in the same one. */
function timeHeads(): (instant: string) => string {
  let [known, head] = ['', '']
  return (instant) => {
    if (instant === known) return head
    const bytes = Buffer.alloc(16)
    bytes.writeUIntBE(Date.parse(instant), 0, 6)
    ;[known, head] = [instant, base32(bytes).slice(0, 10)]
    return head
  }
}

/** The other sixteen, 80 bits: two letters at a time. */
function tail(bytes: Buffer, at: number): string {
  return half(bytes, at) + half(bytes, at + 5)
}

function half(bytes: Buffer, at: number): string {
  const [a, b, c, d, e] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!, bytes[at + 4]!]
  const low = PAIRS[((c & 15) << 6) | (d >> 2)]! + PAIRS[((d & 3) << 8) | e]!
  return PAIRS[(a << 2) | (b >> 6)]! + PAIRS[((b & 63) << 4) | (c >> 4)]! + low
}

/** Crockford's alphabet: no i, l, o, u, so that an id can be read out on the telephone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const PAIRS = Array.from({ length: 1024 }, (_, bits) => `${ALPHABET[bits >> 5]}${ALPHABET[bits & 31]}`)

/** 128 bits in 26 letters of five bits each, the first letter of three. */
function base32(bytes: Buffer): string {
  let text = ''
  let [bits, count] = [0, 2]
  for (let index = 0; index < 16; index++) {
    bits = ((bits << 8) | bytes[index]!) & 0xfff
    count += 8
    while (count >= 5) {
      count -= 5
      text += ALPHABET[(bits >> count) & 31]
    }
  }
  return text
}
