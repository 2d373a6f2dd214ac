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
  return {
    next: (prefix) => {
      count = (count + 1) % 65_536
      if (at === POOL) [pool, at] = [randomBytes(POOL), 0]
      const tail = pool.subarray(at, at + 10)
      at += 10
      tail.writeUInt16BE(count)
      return `${prefix}_${encode(clock.now(), tail)}`
    },
  }
}

/** Ids for a world that must come out the same from the same seed. */
export function seededIds(clock: Clock, seed: string): Ids {
  let count = 0
  return {
    next: (prefix) => {
      count += 1
      const tail = digest(`${seed}|${count}`).subarray(0, 10)
      tail.writeUInt32BE(count)
      return `${prefix}_${encode(clock.now(), tail)}`
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

function encode(instant: string, tail: Buffer): string {
  const head = Buffer.alloc(6)
  head.writeUIntBE(Date.parse(instant), 0, 6)
  return base32(Buffer.concat([head, tail]))
}

/** Crockford's alphabet: no i, l, o, u, so that an id can be read out on the telephone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

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
