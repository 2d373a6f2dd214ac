import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { assert } from '@puhui/kernel'
import { decodeTerms, encodeTerms, type Json } from '@puhui/product'
import { stringify } from '../../../platform/db.ts'
import { type Counted, reckoner } from './reckon.ts'
import type { Frame, LoanRow, OfferRow } from './types.ts'

/** One chunk of what was counted: the frame first, then rows. */
export type Chunk =
  | { readonly frame: Frame }
  | { readonly offers: readonly OfferRow[] }
  | { readonly loans: readonly LoanRow[] }

const BIG = new Set(['amountFen', 'ratePpm', 'owedFen', 'incomeFen', 'otherDueFen', 'outstandingFen', 'costPpm'])

/** A chunk as it is kept and hashed. */
export function encodeChunk(chunk: Chunk): Buffer {
  return gzipSync(textOf(chunk), { level: 6 })
}

function textOf(chunk: Chunk): string {
  if (!('frame' in chunk)) return stringify(chunk)
  const versions = chunk.frame.versions.map((version) => ({ ...version, terms: encodeTerms(version.terms) }))
  return stringify({ frame: { ...chunk.frame, versions } })
}

export function decodeChunk(content: Buffer): Chunk {
  const text = gunzipSync(content).toString('utf8')
  const raw = JSON.parse(text) as { readonly frame?: Frame & { readonly versions: readonly { terms: unknown }[] } }
  if (raw.frame) {
    const versions = raw.frame.versions.map((version) => {
      const terms = decodeTerms(version.terms as unknown as Json)
      assert(terms.ok, 'kept terms can be read', { versionId: version.id })
      return { ...version, terms: terms.value }
    })
    return { frame: { ...raw.frame, versions } }
  }
  return JSON.parse(text, (key, value: unknown) =>
    BIG.has(key) && typeof value === 'string' ? BigInt(value) : value,
  ) as Chunk
}

/** Hashes chunks in their order, by what they say and not by how they were packed. */
export function inputsHasher() {
  const hash = createHash('sha256')
  return {
    add: (content: Buffer) => void hash.update(gunzipSync(content)).update('\n'),
    done: () => hash.digest('hex'),
  }
}

/** The hash of a result, whatever it was kept in. */
export function hashOfResult(result: unknown): string {
  return createHash('sha256')
    .update(stringify(sorted(JSON.parse(stringify(result)))))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

/** Works out kept chunks again. */
export function reckonChunks(chunks: readonly Buffer[]): {
  readonly counted: Counted
  readonly frame: Frame
  readonly hash: string
} {
  const hasher = inputsHasher()
  for (const content of chunks) hasher.add(content)
  const [first, ...rest] = chunks.map(decodeChunk)
  assert(first && 'frame' in first, 'the frame comes first')
  const reckon = reckoner(first.frame)
  for (const chunk of rest) {
    if ('offers' in chunk) for (const row of chunk.offers) reckon.offer(row)
    if ('loans' in chunk) for (const row of chunk.loans) reckon.loan(row)
  }
  return { counted: reckon.done(), frame: first.frame, hash: hasher.done() }
}
