import { addMonths, type Day } from '@puhui/calendar'

export const LISTS = ['black', 'grey', 'white'] as const
export type ListName = (typeof LISTS)[number]
export type EntryStatus = 'proposed' | 'active' | 'rejected' | 'removed' | 'expired'
export type RequestKind = 'add' | 'remove' | 'appeal'
export type Verdict = 'approved' | 'rejected'

/** Nobody stays on a list for longer without being looked at again. */
const MONTHS_MAX = 60

/** Whether a last day is one that an entry made on a day may have. */
export function isExpiryPossible(expiresOn: Day, on: Day): boolean {
  return expiresOn > on && expiresOn <= addMonths(on, MONTHS_MAX)
}

/** What a decided request makes of its entry. */
export function statusAfter(kind: RequestKind, verdict: Verdict, before: EntryStatus): EntryStatus {
  if (kind === 'add') return verdict === 'approved' ? 'active' : 'rejected'
  return verdict === 'approved' ? 'removed' : before
}
