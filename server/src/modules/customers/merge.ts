import type { StoredFact, StoredProfile } from './schema.ts'

/** What speaks for two records being one person, and how strongly: the sum decides the order, a person decides the rest. */
export const EVIDENCE = {
  identityClaimed: 600,
  bankCard: 350,
  name: 150,
  birthday: 150,
  place: 50,
} as const
export type Evidence = keyof typeof EVIDENCE

/** The score of a pair, at most 1,000. @example scoreOf(['identityClaimed', 'name']) // 750 */
export function scoreOf(evidence: readonly Evidence[]): number {
  const sum = evidence.reduce((total, each) => total + EVIDENCE[each], 0)
  return Math.min(1_000, sum)
}

export type MergeField = 'name' | 'mobile' | 'residentId' | 'bankCard' | 'address' | 'income' | 'wish'
export type MergeWhy = 'same' | 'only' | 'verified' | 'newer' | 'kept'

/** A value of one record as it may win: null is unknown. */
export interface MergeValue {
  readonly shown: string | null
  /** Equal keys are the same value, whatever is shown. */
  readonly key: string | null
  readonly at: string
  readonly isVerified: boolean
}

/**
 * Which of two values the one record will hold: the only one; else the verified; else the newer; else the one of the
 * record that is kept.
 *
 * @example winnerOf(known, unknown) // { from: 'kept', why: 'only' }
 */
export function winnerOf(kept: MergeValue, merged: MergeValue): { from: 'kept' | 'merged'; why: MergeWhy } {
  if (merged.key === null || kept.key === merged.key) {
    const why = kept.key === null || merged.key === null ? (kept.key === null ? 'same' : 'only') : 'same'
    return { from: 'kept', why }
  }
  if (kept.key === null) return { from: 'merged', why: 'only' }
  if (kept.isVerified !== merged.isVerified) return { from: kept.isVerified ? 'kept' : 'merged', why: 'verified' }
  if (kept.at !== merged.at) return { from: kept.at > merged.at ? 'kept' : 'merged', why: 'newer' }
  return { from: 'kept', why: 'kept' }
}

/** What both stated, fact by fact, by the same rule. */
export function profileOf(kept: StoredProfile, merged: StoredProfile): StoredProfile {
  const ids = [...new Set([...Object.keys(kept), ...Object.keys(merged)])]
  return Object.fromEntries(
    ids.map((id) => {
      const [one, other] = [kept[id], merged[id]]
      return [id, winnerOf(statedValue(one), statedValue(other)).from === 'kept' ? (one ?? other!) : other!]
    }),
  )
}

function statedValue(fact: StoredFact | undefined): MergeValue {
  const key = fact === undefined || fact.value === null ? null : String(fact.value)
  return { shown: key, key, at: fact?.at ?? '', isVerified: fact?.isVerified ?? false }
}
