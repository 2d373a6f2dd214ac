import type { Platform } from '../context.ts'
import { sameBytes } from '../crypto/keys.ts'
import { canonicalLine } from './line.ts'
import { GENESIS, linkHash } from './seal.ts'

/** One line of the journal as a receipt shows it. */
export interface CheckedLine {
  readonly sequence: number | null
  readonly hash: string | null
  readonly at: string
  readonly action: string
  readonly after: unknown
  /** Says what was written, and stands in the chain where it was sealed. */
  readonly isIntact: boolean
}

/** The lines of an object that name something in what they tell, each checked against its seal and its link. */
export async function verifyLines(
  { db, keys }: Pick<Platform, 'keys'> & { readonly db: Platform['db'] | import('../db.ts').Reader },
  objectId: string,
  isMeant: (after: Readonly<Record<string, unknown>>) => boolean,
): Promise<CheckedLine[]> {
  const lines = await db
    .selectFrom('journal as j')
    .leftJoin('journal_link as k', 'k.journal_id', 'j.id')
    .leftJoin('journal_link as p', (join) => join.on((eb) => eb('p.seq', '=', eb('k.seq', '-', 1n as never))))
    .selectAll('j')
    .select(['k.seq', 'k.hash', 'p.hash as previous'])
    .where('j.object_id', '=', objectId)
    .orderBy('j.id')
    .execute()
  return lines
    .filter(({ after }) => isMeant((after ?? {}) as Record<string, unknown>))
    .map((line) => {
      const canonical = canonicalLine(line)
      const isOurs = sameBytes(keys.journalMac(canonical), line.mac)
      const previous = line.previous ?? GENESIS
      const isTied = line.hash === null || sameBytes(linkHash(previous, line.id, canonical, line.mac), line.hash)
      return {
        sequence: line.seq === null ? null : Number(line.seq),
        hash: line.hash?.toString('hex') ?? null,
        at: line.recorded_at,
        action: line.action,
        after: line.after,
        isIntact: isOurs && isTied,
      }
    })
}
