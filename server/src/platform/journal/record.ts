import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '../context.ts'
import { stringify } from '../db.ts'
import { canonicalLine, type JournalFacts } from './line.ts'
import { maskPersonal } from './mask.ts'

/** What happened, for the journal. Who, when and in which request come from the context. */
export interface JournalEntry {
  /** `module.what_was_done`: 'products.version_released'. */
  readonly action: string
  readonly objectKind: string
  readonly objectId: string
  /** Whose file it belongs to. */
  readonly customerId?: string | null
  readonly reason?: string | null
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Writes one line of the journal in the transaction of what it tells about. Personal data is masked on the way in.
 *
 * @example await record(ctx, { action: 'customers.phone_changed', objectKind: 'customer', objectId: id, before, after })
 */
export async function record(ctx: WriteContext, entry: JournalEntry): Promise<void> {
  await recordAll(ctx, [entry])
}

/** Several lines in one statement, in the order given. */
export async function recordAll(ctx: WriteContext, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => sealedLine(ctx, entry))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await ctx.tx
      .insertInto('journal')
      .values(
        rows
          .slice(at, at + ROWS_AT_ONCE)
          .map((row) => ({ ...row, before: jsonOrNull(row.before), after: jsonOrNull(row.after) })),
      )
      .execute()
  }
  ctx.journalled.count += entries.length
}

const ROWS_AT_ONCE = 2_000

/** A line with its seal, for a statement that writes it together with what it tells about. */
export function sealedLine(ctx: Teller, entry: JournalEntry): JournalFacts & { readonly mac: Buffer } {
  const line = toFacts(ctx, entry)
  return { ...line, mac: ctx.keys.journalMac(canonicalLine(line)) }
}

type Teller = Pick<ReadContext, 'clock' | 'actor' | 'requestId' | 'keys'>

function toFacts(ctx: Teller, entry: JournalEntry): JournalFacts {
  const isPerson = entry.objectKind === 'customer' || typeof entry.customerId === 'string'
  return {
    recorded_at: ctx.clock.now(),
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    action: entry.action,
    object_kind: entry.objectKind,
    object_id: entry.objectId,
    customer_id: entry.customerId ?? null,
    reason: entry.reason ?? null,
    before: toJson(entry.before, isPerson),
    after: toJson(entry.after, isPerson),
    request_id: ctx.requestId,
  }
}

function toJson(value: unknown, isPerson: boolean): unknown {
  if (value === undefined || value === null) return null
  return maskPersonal(isPlain(value) ? value : JSON.parse(stringify(value)), isPerson)
}

/** Texts, counts and answers side by side are what JSON would make of them; anything else is asked for. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false
  for (const item of Object.values(value as object)) {
    const isLeaf = typeof item === 'string' || typeof item === 'boolean' || item === null || Number.isFinite(item)
    if (!isLeaf) return false
  }
  return true
}

function jsonOrNull(value: unknown) {
  return value === null ? null : sql<unknown>`${JSON.stringify(value)}::jsonb`
}
