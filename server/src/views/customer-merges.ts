import { type customerMergesApi, labelOf, labels, type OutputOf, refusalText } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { mergeProblem } from '../flows/merge-customers.ts'
import {
  type Candidate,
  customerById,
  EVIDENCE,
  type Evidence,
  type MergeChoice,
  mergeChoices,
  readCandidates,
  readHoldings,
  readMerges,
  scoreOf,
} from '../modules/customers/index.ts'
import { readListsOfCustomers } from '../modules/lists/index.ts'
import { actorNames } from '../platform/actor-names.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { consentsShown } from './consents-shown.ts'

type Pair = OutputOf<typeof customerMergesApi.listMergeCandidates>['candidates'][number]
type Preview = OutputOf<typeof customerMergesApi.previewMerge>

const NOBODY = { id: '', name: '—', mobile: '—', createdAt: '1970-01-01T00:00:00.000Z' }

async function people(ctx: ReadContext, ids: readonly string[]): Promise<ReadonlyMap<string, Pair['kept']>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('customer')
    .select(['id', 'name_masked', 'mobile_masked', 'created_at'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, name: row.name_masked ?? '—', mobile: row.mobile_masked, createdAt: row.created_at },
    ]),
  )
}

function pairShown({ keptId, mergedId, evidence }: Candidate, who: ReadonlyMap<string, Pair['kept']>): Pair {
  return {
    kept: who.get(keptId) ?? NOBODY,
    merged: who.get(mergedId) ?? NOBODY,
    score: scoreOf(evidence),
    evidence: evidence.map((id) => ({ id, label: labels.mergeEvidence[id], points: EVIDENCE[id] })),
  }
}

/** Pairs of records that may be one person, the likeliest first. */
export async function mergeCandidates(ctx: ReadContext): Promise<readonly Pair[]> {
  const found = await readCandidates(ctx.db)
  const who = await people(
    ctx,
    found.flatMap(({ keptId, mergedId }) => [keptId, mergedId]),
  )
  return found.map((each) => pairShown(each, who)).toSorted((a, b) => b.score - a.score)
}

export async function mergeList(ctx: ReadContext): Promise<OutputOf<typeof customerMergesApi.listMerges>['merges']> {
  const rows = await readMerges(ctx.db)
  const who = await people(
    ctx,
    rows.flatMap(({ kept_id, merged_id }) => [kept_id, merged_id]),
  )
  const staff = await actorNames(
    ctx,
    rows.flatMap((row) => [row.proposed_by, row.decided_by, row.undone_by]),
  )
  const nameOf = (id: string | null) => (id === null ? null : staff(id))
  return rows.map((row) => ({
    ...pairShown({ keptId: row.kept_id, mergedId: row.merged_id, evidence: row.evidence as Evidence[] }, who),
    id: row.id,
    status: row.status,
    statusLabel: labelOf('mergeStatus', row.status),
    reason: row.reason,
    proposedBy: nameOf(row.proposed_by)!,
    proposedAt: row.proposed_at,
    isOwn: row.proposed_by === ctx.actor.id,
    decidedBy: nameOf(row.decided_by),
    decidedAt: row.decided_at,
    undoneBy: nameOf(row.undone_by),
    undoneAt: row.undone_at,
    isExact: row.hash_after === null ? null : row.hash_after === row.hash_before,
  }))
}

/** What one record will hold after a merge: field by field, what moves along, whose consent stands, which lists. */
export async function mergePreview(ctx: ReadContext, keptId: string, mergedId: string): Promise<Preview> {
  const [kept, merged] = [await customerById(ctx, keptId), await customerById(ctx, mergedId)]
  const code = await mergeProblem(ctx, kept, merged)
  const [found] = keptId === mergedId ? [] : await readCandidates(ctx.db, [keptId, mergedId])
  const who = await people(ctx, [keptId, mergedId])
  return {
    ...pairShown({ keptId, mergedId, evidence: found?.evidence ?? [] }, who),
    problem: code === null ? null : { code, text: { zh: refusalText(code, 'zh'), en: refusalText(code, 'en') } },
    fields: (await mergeChoices(ctx, keptId, mergedId)).map(fieldShown),
    holdings: await holdingsOf(ctx, keptId, mergedId),
    consents: await consentsOfBoth(ctx, keptId, mergedId),
    lists: await listsOfBoth(ctx, keptId, mergedId),
  }
}

function fieldShown({ field, kept, merged, from, why }: MergeChoice): Preview['fields'][number] {
  const text = (shown: string | null) => (shown !== null && field === 'income' ? formatYuan(BigInt(shown)) : shown)
  return {
    id: field,
    label: labels.mergeField[field],
    kept: text(kept.shown),
    merged: text(merged.shown),
    from,
    why,
    whyText: labels.mergeWhy[why],
  }
}

async function holdingsOf(ctx: ReadContext, keptId: string, mergedId: string): Promise<Preview['holdings']> {
  const [kept, merged] = [await readHoldings(ctx.db, keptId), await readHoldings(ctx.db, mergedId)]
  return Object.keys(kept).map((id) => ({
    id,
    label: labelOf('mergeHolding', id),
    kept: kept[id]!,
    merged: merged[id]!,
  }))
}

async function consentsOfBoth(ctx: ReadContext, keptId: string, mergedId: string): Promise<Preview['consents']> {
  const [kept, merged] = [await consentsShown(ctx, keptId), await consentsShown(ctx, mergedId)]
  return kept.flatMap((one, at) => {
    const other = merged[at]!
    if (one.id === null && other.id === null) return []
    const refused = other.id !== null && !other.isGranted
    return [
      {
        purpose: one.purpose,
        title: one.title,
        kept: answered(one),
        merged: answered(other),
        result: one.isGranted && refused ? ANSWERS.no : answered(one),
      },
    ]
  })
}

const ANSWERS = {
  yes: { zh: '同意', en: 'agreed' },
  no: { zh: '不同意或已撤回', en: 'refused or withdrawn' },
  none: { zh: '未询问', en: 'not asked' },
} as const satisfies Record<string, Localized>

function answered({ id, isGranted }: { readonly id: string | null; readonly isGranted: boolean }): Localized {
  if (isGranted) return ANSWERS.yes
  return id === null ? ANSWERS.none : ANSWERS.no
}

async function listsOfBoth(ctx: ReadContext, keptId: string, mergedId: string): Promise<Preview['lists']> {
  const lists = await readListsOfCustomers(ctx.db, [keptId, mergedId], await businessDate(ctx.db))
  const [kept, merged] = [lists.get(keptId), lists.get(mergedId)]
  return [...new Set([...(kept ?? []), ...(merged ?? [])])].map((list) => ({
    list: labelOf('listName', list),
    kept: kept?.has(list) ?? false,
    merged: merged?.has(list) ?? false,
  }))
}
