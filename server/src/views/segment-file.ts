import { type OutputOf, type QueryOf, reasonShown, segmentsApi } from '@puhui/api'
import { sql } from 'kysely'
import { productNames } from '../modules/products/index.ts'
import {
  ask,
  countMembers,
  readAudiences,
  readCurrent,
  readEvents,
  readVersions,
  requireSegment,
  sentenceOf,
  treeOf,
} from '../modules/segments/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'

type File = OutputOf<typeof segmentsApi.getSegment>

/** A segment with its versions, its audiences and who came and went. */
export async function segmentFile(ctx: ReadContext, id: string): Promise<File> {
  const segment = await requireSegment(ctx, id)
  const versions = await readVersions(ctx.db, id)
  const codes = versions.flatMap(({ strategy }) => strategy?.productCode ?? [])
  const names = await productNames(ctx.db, codes)
  const [audiences, events, members] = [
    await readAudiences(ctx.db, id),
    await readEvents(ctx.db, id, 100),
    await countMembers(ctx.db, id),
  ]
  return {
    id,
    code: segment.code,
    name: segment.name,
    kind: segment.kind,
    purpose: segment.purpose,
    version: segment.version,
    count: members,
    createdAt: segment.created_at,
    refreshedAt: segment.refreshed_at,
    members,
    versions: versions.map((row) => ({
      version: row.version,
      text: row.text,
      sentence: sentenceOf(row.tree),
      contentHash: row.content_hash,
      strategy: row.strategy as File['versions'][number]['strategy'],
      productName: names.get(row.strategy?.productCode ?? '') ?? null,
      reason: reasonShown(row.reason, ctx.locale),
      createdBy: row.created_by,
      createdAt: row.created_at,
    })),
    audiences: audiences.map((row) => ({
      id: row.id,
      version: row.version,
      snapshotId: row.snapshot_id,
      count: row.count,
      sha256: row.sha256,
      createdAt: row.created_at,
    })),
    events: events.map(({ customer_id, kind, at }) => ({
      customerId: customer_id,
      kind,
      at: new Date(at).toISOString(),
    })),
  }
}

/** Segments with how many they have now, counted from the columns. */
export async function segmentList(
  ctx: ReadContext,
  query: QueryOf<typeof segmentsApi.listSegments>,
): Promise<OutputOf<typeof segmentsApi.listSegments>> {
  const base = ctx.db.selectFrom('segment as s').selectAll('s')
  const page = await listPage(ctx.db, segmentsApi.listSegments.list, query, {
    base,
    columns: {
      code: sql.ref('s.code'),
      createdAt: sql.ref('s.created_at'),
      purpose: sql.ref('s.purpose'),
      kind: sql.ref('s.kind'),
    },
    search: [sql.ref('s.code'), sql`s.name ->> 'zh'`, sql`s.name ->> 'en'`],
    tiebreak: sql.ref('s.id'),
  })
  const trees = new Map((await readCurrent(ctx.db)).map(({ id, tree }) => [id, tree]))
  const matrix = page.rows.map(({ id }) => trees.get(id)!)
  const counts = await Promise.all(matrix.map((condition) => ask(ctx, { kind: 'count', condition, steps: [] })))
  return {
    ...page,
    rows: page.rows.map((row, at) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      kind: row.kind,
      purpose: row.purpose,
      version: row.version,
      count: counts[at]!.count,
      createdAt: row.created_at,
      refreshedAt: row.refreshed_at,
    })),
  }
}

/** How many customers each two segments share. */
export async function segmentOverlap(ctx: ReadContext): Promise<OutputOf<typeof segmentsApi.overlapSegments>> {
  const current = (await readCurrent(ctx.db)).slice(0, OVERLAP_MAX)
  const matrix = await ask(ctx, { kind: 'overlap', conditions: current.map(({ tree }) => tree) })
  return {
    segments: current.map(({ id, name }, at) => ({ id, name, count: matrix[at]![at]! })),
    matrix: matrix.map((row) => [...row]),
  }
}

const OVERLAP_MAX = 40

/** What changed between two versions of a segment: the condition line by line, and who moved. */
export async function versionsCompared(
  ctx: ReadContext,
  id: string,
  between: { readonly from: number; readonly to: number },
): Promise<OutputOf<typeof segmentsApi.compareVersions>> {
  await requireSegment(ctx, id)
  const versions = await readVersions(ctx.db, id)
  const [from, to] = [between.from, between.to].map((no) => versions.find(({ version }) => version === no))
  if (!from || !to) return requireSegment(ctx, 'none') as never
  const linesOf = (text: string) => {
    const tree = treeOf(text)
    const parts = tree.kind === 'and' ? tree.all : [tree]
    return new Map(parts.map((part) => [JSON.stringify(part), sentenceOf(part)]))
  }
  const [before, after] = [linesOf(from.text), linesOf(to.text)]
  const matrix = await ask(ctx, { kind: 'overlap', conditions: [treeOf(from.text), treeOf(to.text)] })
  const both = matrix[0]![1]!
  return {
    from: { version: from.version, sentence: sentenceOf(treeOf(from.text)), count: matrix[0]![0]! },
    to: { version: to.version, sentence: sentenceOf(treeOf(to.text)), count: matrix[1]![1]!, reason: to.reason },
    removed: [...before].filter(([key]) => !after.has(key)).map(([, sentence]) => sentence),
    added: [...after].filter(([key]) => !before.has(key)).map(([, sentence]) => sentence),
    both,
    entered: matrix[1]![1]! - both,
    left: matrix[0]![0]! - both,
  }
}
