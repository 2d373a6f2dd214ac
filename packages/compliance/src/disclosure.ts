import type { Day } from '@puhui/calendar'
import { ALLOW, refuseBy, type Verdict } from './verdict.ts'

/**
 * What is kept of a borrower who read and confirmed the cost table. Instants are milliseconds since
 * 1970-01-01T00:00:00Z.
 */
export interface DisclosureAck {
  readonly channel: 'online' | 'on-site'
  /** SHA-256 of the very table that was shown. */
  readonly termsHash: string
  readonly openedAtMs: number
  readonly confirmedAtMs: number
  /** Seconds for which the table was open and visible, as measured; paper counts as read when signed. */
  readonly readSeconds: number
  readonly hasScrolledToEnd: boolean
}

export type DisclosureCode =
  | 'compliance.cost_table_not_acknowledged'
  | 'compliance.terms_changed'
  | 'compliance.not_read_to_the_end'
  | 'compliance.read_too_fast'
  | 'compliance.cost_table_acknowledged_after_signing'

export interface SigningFacts {
  readonly ack: DisclosureAck | null
  /** Hash of the terms about to be signed. */
  readonly termsHash: string
  readonly signedAtMs: number
}

/**
 * Whether a contract may be signed, as far as the cost table is concerned.
 *
 * @param minReadSeconds the forced reading time of the online table
 * @refuses compliance.cost_table_not_acknowledged, compliance.terms_changed, compliance.not_read_to_the_end,
 *   compliance.read_too_fast, compliance.cost_table_acknowledged_after_signing, checked in this order
 * @source 金规〔2026〕2号 (in force 2026-08-01); SPEC D1–D5
 */
export function checkDisclosure(facts: SigningFacts, minReadSeconds: number): Verdict<DisclosureCode> {
  const { ack, termsHash, signedAtMs } = facts
  if (!ack) return refuseBy('compliance.cost_table_not_acknowledged')
  if (ack.termsHash !== termsHash) return refuseBy('compliance.terms_changed')
  const isOnline = ack.channel === 'online'
  if (isOnline && !ack.hasScrolledToEnd) return refuseBy('compliance.not_read_to_the_end')
  const readSeconds = secondsRead(ack)
  if (isOnline && readSeconds < minReadSeconds) {
    return refuseBy('compliance.read_too_fast', { readSeconds, seconds: minReadSeconds })
  }
  if (ack.confirmedAtMs > signedAtMs) return refuseBy('compliance.cost_table_acknowledged_after_signing')
  return ALLOW
}

/** A client cannot claim more reading time than passed between opening and confirming. */
function secondsRead(ack: DisclosureAck): number {
  return Math.min(ack.readSeconds, (ack.confirmedAtMs - ack.openedAtMs) / 1000)
}

/** The first day on which the cost table is required. Loans signed before stay as they are. */
export const COST_TABLE_FROM = '2026-08-01' as Day
