import { z } from 'zod'
import { read, write } from '../define.ts'
import { count, id, instant, localized } from '../values.ts'

const who = z.object({ id, name: z.string(), mobile: z.string(), createdAt: instant })
const pair = z.object({
  kept: who,
  merged: who,
  score: count,
  evidence: z.array(z.object({ id: z.string(), label: localized, points: count })),
})

export const listMergeCandidates = read({
  id: 'customers.mergeCandidates',
  path: '/customer-merges/candidates',
  summary: { zh: '可能是同一人的客户', en: 'Records that may be one person' },
  permission: 'customers.merge',
  output: z.object({ candidates: z.array(pair) }),
})

export const listMerges = read({
  id: 'customers.merges',
  path: '/customer-merges',
  summary: { zh: '客户合并', en: 'Merges of customers' },
  permission: 'customers.read',
  output: z.object({
    merges: z.array(
      pair.extend({
        id,
        status: z.enum(['proposed', 'rejected', 'merged', 'undone']),
        statusLabel: localized,
        reason: z.string(),
        proposedBy: z.string(),
        proposedAt: instant,
        isOwn: z.boolean(),
        decidedBy: z.string().nullable(),
        decidedAt: instant.nullable(),
        undoneBy: z.string().nullable(),
        undoneAt: instant.nullable(),
        /** After undoing: whether both are to the byte what they were before. */
        isExact: z.boolean().nullable(),
      }),
    ),
  }),
})

export const previewMerge = read({
  id: 'customers.previewMerge',
  path: '/customer-merges/preview',
  summary: { zh: '预览合并', en: 'What the merged customer will hold' },
  permission: 'customers.read',
  query: z.strictObject({ keptId: id, mergedId: id }),
  output: pair.extend({
    problem: z.object({ code: z.string(), text: localized }).nullable(),
    fields: z.array(
      z.object({
        id: z.string(),
        label: localized,
        kept: z.string().nullable(),
        merged: z.string().nullable(),
        from: z.enum(['kept', 'merged']),
        why: z.string(),
        whyText: localized,
      }),
    ),
    /** What moves along, and what the kept record has. */
    holdings: z.array(z.object({ id: z.string(), label: localized, kept: count, merged: count })),
    consents: z.array(
      z.object({ purpose: z.string(), title: localized, kept: localized, merged: localized, result: localized }),
    ),
    lists: z.array(z.object({ list: localized, kept: z.boolean(), merged: z.boolean() })),
  }),
  refusals: ['customers.not_found'],
})

const reason = z.string().trim().min(4).max(200)

export const proposeMerge = write({
  id: 'customers.proposeMerge',
  path: '/customer-merges',
  summary: { zh: '提议合并客户', en: 'Propose to merge two records' },
  permission: 'customers.merge',
  idempotency: 'key',
  body: z.strictObject({ keptId: id, mergedId: id, reason }),
  output: z.object({ id }),
  refusals: [
    'customers.not_found',
    'customers.merge_same',
    'customers.merge_open',
    'customers.merge_two_identities',
    'customers.merge_keep_the_verified',
    'customers.merge_two_applications',
  ],
})

const params = z.strictObject({ mergeId: id })

export const decideMerge = write({
  id: 'customers.decideMerge',
  path: '/customer-merges/:mergeId/decision',
  summary: { zh: '复核客户合并', en: 'Decide a merge' },
  permission: 'customers.approveMerge',
  idempotency: 'key',
  params,
  body: z.strictObject({ verdict: z.enum(['merge', 'reject']), note: z.string().trim().max(200).default('') }),
  output: z.object({ moved: count }),
  refusals: [
    'customers.merge_not_found',
    'customers.merge_own_proposal',
    'customers.merge_not_proposed',
    'customers.merge_open',
    'customers.merge_two_identities',
    'customers.merge_keep_the_verified',
    'customers.merge_two_applications',
  ],
})

export const undoMerge = write({
  id: 'customers.undoMerge',
  path: '/customer-merges/:mergeId/undoing',
  summary: { zh: '撤销客户合并', en: 'Undo a merge' },
  permission: 'customers.approveMerge',
  idempotency: 'key',
  params,
  body: z.strictObject({ reason }),
  output: z.object({ moved: count, isExact: z.boolean() }),
  refusals: ['customers.merge_not_found', 'customers.merge_undo_newer_first', 'customers.merge_not_merged'],
})
