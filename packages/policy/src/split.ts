import { assert, ok, type Refusal, type Result, refuse } from '@puhui/kernel'

const PLACES = 1_000_000
/** 13 hex digits of the hash: 52 bits, exact in a double. */
const DIGITS = 13

export interface Arm {
  /** The version that runs, e.g. `champion`. */
  readonly id: string
  /** Millionths of all keys. */
  readonly sharePpm: number
}

/** Who gets which version: a champion and its challengers, a control group. */
export interface Split {
  /** Another salt is another draw; the same salt with shares moved keeps most keys where they were. */
  readonly salt: string
  /** In order; their shares make a million. */
  readonly arms: readonly Arm[]
}

export type SplitRefusal =
  | Refusal<'policy.shares_not_whole'>
  | (Refusal<'policy.share_not_possible'> & { readonly arm: string })
  | (Refusal<'policy.duplicate_arm'> & { readonly arm: string })

/**
 * Checks that the shares of a split are whole, not negative and make a million.
 *
 * @refuses policy.share_not_possible, policy.duplicate_arm, policy.shares_not_whole
 * @example checkSplit({ salt: 's', arms: [{ id: 'a', sharePpm: 1_000_000 }] }) // { ok: true, value: … }
 */
export function checkSplit(split: Split): Result<Split, SplitRefusal> {
  const ids = new Set<string>()
  let sum = 0
  for (const { id, sharePpm } of split.arms) {
    if (!Number.isInteger(sharePpm) || sharePpm < 0 || sharePpm > PLACES)
      return refuse({ code: 'policy.share_not_possible', arm: id })
    if (ids.has(id)) return refuse({ code: 'policy.duplicate_arm', arm: id })
    ids.add(id)
    sum += sharePpm
  }
  return sum === PLACES ? ok(split) : refuse({ code: 'policy.shares_not_whole' })
}

/**
 * The arm of a key: the same for ever, in every process, and computable in SQL
 * (`('x' || left(encode(sha256(convert_to(salt || '|' || key, 'UTF8')), 'hex'), 13))::bit(52)::bigint % 1000000`).
 *
 * @param key e.g. the customer's id, so that a person stays in an arm
 * @param sha256 text in UTF-8 to hex; injected, since packages own no cryptography
 * @example assignArm({ salt: 's', arms: [{ id: 'a', sharePpm: 1_000_000 }] }, 'cus_1', sha256) // 'a'
 */
export function assignArm({ salt, arms }: Split, key: string, sha256: (text: string) => string): string {
  return armAt(arms, placeOf(salt, key, sha256))
}

/** Where a key stands among the million places. */
export function placeOf(salt: string, key: string, sha256: (text: string) => string): number {
  return Number.parseInt(sha256(`${salt}|${key}`).slice(0, DIGITS), 16) % PLACES
}

/** The arm that holds a place: arms take places in their order, as many as their share. */
export function armAt(arms: readonly Arm[], place: number): string {
  let end = 0
  for (const { id, sharePpm } of arms) {
    end += sharePpm
    if (place < end) return id
  }
  assert(false, 'the shares of a split make a million', { place })
  return ''
}
