import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Platform } from '../context.ts'
import { sameBytes } from '../crypto/keys.ts'
import { canonicalLine, type JournalFacts } from './line.ts'
import { anchorFile, GENESIS, linkHash } from './seal.ts'

/** What is wrong with the journal, and at which place of the chain. */
export interface Finding {
  readonly kind: 'altered' | 'missing' | 'inserted' | 'reordered' | 'truncated'
  /** The place in the chain; 0 for a line that is in no chain. */
  readonly sequence: number
  readonly journalId: bigint | null
}

export interface Verification {
  readonly isIntact: boolean
  readonly lines: number
  readonly sealed: number
  /** Hash of the last sealed line: keep it elsewhere to prove later that nothing before it has changed. */
  readonly head: string | null
  readonly findings: readonly Finding[]
}

interface Head {
  readonly seq: bigint
  readonly hash: string
}

const PAGE = 10_000
const FINDINGS_MAX = 100

/**
 * Reads the whole journal along its chain and says what was changed behind the platform's back.
 *
 * altered: a line does not say what was sealed. missing: a sealed line is gone. inserted: a line that the platform never
 * wrote (it lacks the key). reordered: links of the chain changed places. truncated: the chain ends before a head that
 * was anchored.
 *
 * @param knownHead a head that was kept elsewhere, to prove that the chain still contains it
 */
export async function verifyJournal(platform: Platform, knownHead?: Head): Promise<Verification> {
  const findings: Finding[] = []
  const heads = new Map(
    [...(await anchoredHeads(platform)), ...(knownHead ? [knownHead] : [])].map((head) => [head.seq, head.hash]),
  )
  let previous: Buffer = GENESIS
  let seq = 0n
  for (;;) {
    const links = await readLinks(platform, seq)
    if (links.length === 0) break
    for (const link of links) {
      seq = checkLink(platform, { link, previous, seq, heads }, findings)
      previous = link.hash
    }
  }
  for (const anchored of heads.keys()) {
    if (anchored > seq) {
      findings.push({ kind: 'truncated', sequence: Number(seq), journalId: null })
      break
    }
  }
  await checkUnsealed(platform, findings)
  const lines = await countLines(platform)
  return {
    isIntact: findings.length === 0,
    lines,
    sealed: Number(seq),
    head: seq === 0n ? null : previous.toString('hex'),
    findings: findings.slice(0, FINDINGS_MAX),
  }
}

type Link = Awaited<ReturnType<typeof readLinks>>[number]

function readLinks({ db }: Platform, after: bigint) {
  return db
    .selectFrom('journal_link')
    .leftJoin('journal', 'journal.id', 'journal_link.journal_id')
    .selectAll('journal')
    .select(['journal_link.seq', 'journal_link.journal_id', 'journal_link.hash'])
    .where('journal_link.seq', '>', after)
    .orderBy('journal_link.seq')
    .limit(PAGE)
    .execute()
}

interface Step {
  readonly link: Link
  readonly previous: Buffer
  readonly seq: bigint
  readonly heads: ReadonlyMap<bigint, string>
}

function checkLink(platform: Platform, { link, previous, seq, heads }: Step, findings: Finding[]): bigint {
  const found = (kind: Finding['kind']) =>
    findings.push({ kind, sequence: Number(link.seq), journalId: link.journal_id })
  if (link.seq !== seq + 1n) found('missing')
  const anchored = heads.get(link.seq)
  if (anchored !== undefined && anchored !== link.hash.toString('hex')) found('altered')
  if (link.id === null) {
    found('missing')
    return link.seq
  }
  const canonical = canonicalLine(link as JournalFacts)
  const isOurs = sameBytes(platform.keys.journalMac(canonical), link.mac!)
  const isTied = sameBytes(linkHash(previous, link.journal_id, canonical, link.mac!), link.hash)
  if (!isOurs) found(isTied ? 'inserted' : 'altered')
  else if (!isTied && link.seq === seq + 1n) found('reordered')
  return link.seq
}

/** Lines that are not sealed yet must at least be ours. */
async function checkUnsealed({ db, keys }: Platform, findings: Finding[]): Promise<void> {
  const lines = await db
    .selectFrom('journal')
    .leftJoin('journal_link', 'journal_link.journal_id', 'journal.id')
    .selectAll('journal')
    .where('journal_link.seq', 'is', null)
    .limit(PAGE)
    .execute()
  for (const line of lines) {
    if (!sameBytes(keys.journalMac(canonicalLine(line)), line.mac))
      findings.push({ kind: 'inserted', sequence: 0, journalId: line.id })
  }
}

async function countLines({ db }: Platform): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from journal`.execute(db)
  return Number(rows[0]!.count)
}

/** Heads kept in the database and in the file beside it; a head whose MAC is not ours was made up and counts for nothing. */
async function anchoredHeads({ db, keys, config }: Platform): Promise<Head[]> {
  const rows = await db.selectFrom('journal_anchor').selectAll().execute()
  const inside = rows.map(({ seq, hash, mac }) => ({ seq, hash: hash.toString('hex'), mac }))
  const all = [...inside, ...headsInFile(config.dataDir)]
  return all.filter(({ seq, hash, mac }) => sameBytes(keys.journalMac(`${seq} ${hash}`), mac))
}

function headsInFile(dataDir: string): (Head & { mac: Buffer })[] {
  if (dataDir === '' || !existsSync(anchorFile(dataDir))) return []
  const lines = readFileSync(anchorFile(dataDir), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [seq, hash, mac] = line.split(' ')
    return seq && hash && mac ? [{ seq: BigInt(seq), hash, mac: Buffer.from(mac, 'hex') }] : []
  })
}
