import { createHash } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import type { Platform } from '../context.ts'
import { tx } from '../tx.ts'
import { canonicalLine } from './line.ts'

const LINES_AT_ONCE = 5_000

/** The hash before the first line. */
export const GENESIS = createHash('sha256').update('puhui journal').digest()

/** The hash that ties a line to all before it. The line's own MAC, which needs the key, goes in. */
export function linkHash(previous: Buffer, journalId: bigint, canonical: string, mac: Buffer): Buffer {
  return createHash('sha256').update(previous).update(`${journalId}\n${canonical}\n`).update(mac).digest()
}

/**
 * Ties the lines that are not yet in the chain to it, and anchors the new head; returns how many.
 *
 * The head row is locked, so that the chain has one order however many processes seal. A line whose transaction
 * commits late has a small number but is sealed later: the chain follows the order of sealing, and gaps in the numbers
 * mean nothing.
 */
export async function sealJournal(platform: Platform): Promise<number> {
  const { count, head } = await tx(platform.db, async (open) => {
    await open
      .insertInto('journal_head')
      .values({ id: 1, seq: 0n, hash: GENESIS, sealed_at: platform.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const before = await open.selectFrom('journal_head').selectAll().forUpdate().executeTakeFirstOrThrow()
    const lines = await open
      .selectFrom('journal')
      .leftJoin('journal_link', 'journal_link.journal_id', 'journal.id')
      .selectAll('journal')
      .where('journal_link.seq', 'is', null)
      .orderBy('journal.id')
      .limit(LINES_AT_ONCE)
      .execute()
    if (lines.length === 0) return { count: 0, head: null }
    let { seq, hash } = before
    const links = lines.map((line) => {
      seq += 1n
      hash = linkHash(hash, line.id, canonicalLine(line), line.mac)
      return { seq, journal_id: line.id, hash }
    })
    await open.insertInto('journal_link').values(links).execute()
    const sealedAt = platform.clock.now()
    await open.updateTable('journal_head').set({ seq, hash, sealed_at: sealedAt }).execute()
    const mac = platform.keys.journalMac(`${seq} ${hash.toString('hex')}`)
    await open.insertInto('journal_anchor').values({ seq, hash, anchored_at: sealedAt, mac }).execute()
    return { count: lines.length, head: { seq, hash, mac, sealedAt } }
  })
  if (head)
    await keepOutside(
      platform,
      `${head.seq} ${head.hash.toString('hex')} ${head.mac.toString('hex')} ${head.sealedAt}\n`,
    )
  return count
}

/** The head also goes to a file beside the database: who can rewrite every table still cannot shorten the chain unseen. */
async function keepOutside({ config }: Platform, line: string): Promise<void> {
  if (config.dataDir !== '') await appendFile(anchorFile(config.dataDir), line, { mode: 0o600 })
}

export function anchorFile(dataDir: string): string {
  return path.join(dataDir, 'journal-heads.log')
}
