import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, decisionBody, done, id, instant, json, localized, ppm, withdrawalAsked } from '../values.ts'
import { placeFields } from './place-query.ts'

export * from './policy-backtests.ts'

const outcome = z.enum(valuesOf('decisionOutcome'))
const code = z.string().min(1).max(80)
const why = z.string().trim().min(4).max(500)
const factValue = z.union([z.number(), z.string().max(200), z.boolean(), z.null()])

/** A test applicant and what the policy must say of them; money in fen, rates in ppm. */
export const scenario = z.strictObject({
  id: z.string().min(1).max(80),
  title: z.string().max(200),
  facts: z.record(z.string().max(120), factValue),
  expect: z.strictObject({
    outcome,
    reasons: z.array(z.string().max(120)).max(20).optional(),
    grade: z.string().max(40).optional(),
    limitFen: z.number().int().optional(),
    ratePpm: z.number().int().optional(),
  }),
})
const scenarios = z.array(scenario).max(2_000)

const versionBrief = z.object({
  version: count,
  hash: z.string(),
  title: localized,
  author: z.string(),
  approver: z.string(),
  note: z.string(),
  backtestId: id.nullable(),
  effectiveOn: day,
  createdAt: instant,
  decisions: count,
  approvalRatePpm: ppm.nullable(),
  isInForce: z.boolean(),
  /** From this day on it decides nothing more. */
  withdrawnFrom: day.nullable(),
})

const draftBrief = z.object({
  id,
  status: z.enum(valuesOf('draftStatus')),
  baseVersion: count,
  version: count.nullable(),
  authors: z.array(z.string()),
  approver: z.string().nullable(),
  note: z.string(),
  effectiveOn: day.nullable(),
  takesForce: z.boolean(),
  changedAt: instant,
})

const challenge = z.object({
  id,
  version: count,
  mode: z.enum(valuesOf('challengeMode')),
  sharePpm: ppm,
  reason: z.string(),
  startedBy: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  endedWhy: localized.nullable(),
  decisions: count,
  /** Of the decisions the two have in common: how often they said the same. */
  agreementPpm: ppm.nullable(),
  approvalRatePpm: ppm.nullable(),
  championApprovalRatePpm: ppm.nullable(),
})

export const listPolicies = list({
  id: 'policies.list',
  path: '/policies',
  summary: { zh: '策略', en: 'Policies' },
  permission: 'policies.read',
  row: z.object({
    id: code,
    title: localized,
    version: count.nullable(),
    effectiveOn: day.nullable(),
    versions: count,
    drafts: count,
    decisions: count,
    alarms: count,
  }),
  columns: {
    id: { type: 'id', label: { zh: '策略代码', en: 'Code' }, sortable: true },
    title: { type: 'localized', label: { zh: '名称', en: 'Name' } },
    version: { type: 'count', label: { zh: '生效版本', en: 'In force' } },
    effectiveOn: { type: 'day', label: { zh: '生效日', en: 'Since' }, sortable: true },
    versions: { type: 'count', label: { zh: '版本数', en: 'Versions' }, sortable: true },
    drafts: { type: 'count', label: { zh: '草稿', en: 'Drafts' }, sortable: true },
    decisions: { type: 'count', label: { zh: '决策数', en: 'Decisions' }, sortable: true },
    alarms: { type: 'count', label: { zh: '告警', en: 'Alarms' }, sortable: true },
  },
  filters: {},
  defaultSort: 'id:asc',
})

const watch = z.object({
  windowHours: z.number().int().min(1).max(2160),
  decisionsMin: z.number().int().min(10).max(1_000_000),
  approvalDriftPpm: z.number().int().min(10_000).max(1_000_000),
  reasonDriftPpm: z.number().int().min(10_000).max(1_000_000),
  fallsBack: z.boolean(),
})

export const getPolicy = read({
  id: 'policies.get',
  path: '/policies/:code',
  summary: { zh: '策略与版本', en: 'A policy and its versions' },
  permission: 'policies.read',
  params: z.strictObject({ code }),
  output: z.object({
    code,
    title: localized,
    inForce: count.nullable(),
    versions: z.array(versionBrief),
    pointers: z.array(
      z.object({
        seq: count,
        version: count,
        effectiveOn: day,
        kind: z.enum(valuesOf('pointerKind')),
        reason: localized,
        by: z.string(),
        at: instant,
      }),
    ),
    drafts: z.array(draftBrief),
    /** A withdrawal that awaits a second person. */
    withdrawal: withdrawalAsked.nullable(),
    challenges: z.array(challenge),
    watch,
    alarms: z.array(
      z.object({
        id,
        version: count,
        measure: z.string(),
        label: localized,
        expectedPpm: ppm,
        observedPpm: ppm,
        decisions: count,
        fellBackTo: count.nullable(),
        at: instant,
      }),
    ),
  }),
  refusals: ['policies.not_found'],
})

export const getPolicyVersion = read({
  id: 'policies.getVersion',
  path: '/policies/:code/versions/:version',
  summary: { zh: '策略版本', en: 'A version of a policy' },
  permission: 'policies.read',
  params: z.strictObject({ code, version: z.coerce.number().int().positive() }),
  output: z.object({ brief: versionBrief, definition: json, scenarios }),
  refusals: ['policies.not_found'],
})

const draft = z.object({
  brief: draftBrief,
  code,
  hash: z.string(),
  definition: json,
  scenarios,
  backtestId: id.nullable(),
})

export const getDraft = read({
  id: 'policies.getDraft',
  path: '/policy-drafts/:draftId',
  summary: { zh: '策略草稿', en: 'A policy draft' },
  permission: 'policies.read',
  params: z.strictObject({ draftId: id }),
  output: draft,
  refusals: ['policies.draft_not_found'],
})

export const savePolicyDraft = write({
  id: 'policies.saveDraft',
  path: '/policies/:code/drafts',
  summary: { zh: '保存策略草稿', en: 'Save a policy draft' },
  permission: 'policies.edit',
  idempotency: 'key',
  /** A table of 5,000 rows × 40 columns is 1.2 MB; 20,000 rows are the most a policy takes. */
  bodyBytesMax: 16 * 1_048_576,
  params: z.strictObject({ code }),
  body: z.strictObject({
    /** Left out: a new draft. */
    draftId: id.optional(),
    /** What the editor started from; another hash in between is refused, so that nobody's typing is lost. */
    baseHash: z.string().max(100).optional(),
    baseVersion: z.number().int().positive(),
    definition: json,
    scenarios,
  }),
  output: draft,
  refusals: [
    'policies.not_found',
    'policies.draft_not_found',
    'policies.not_a_policy',
    'policies.not_a_draft',
    'policies.changed_meanwhile',
  ],
})

export const discardDraft = write({
  id: 'policies.discardDraft',
  path: '/policy-drafts/:draftId/discard',
  summary: { zh: '放弃策略草稿', en: 'Discard a policy draft' },
  permission: 'policies.edit',
  idempotency: 'natural',
  params: z.strictObject({ draftId: id }),
  body: z.strictObject({ reason: why }),
  output: done,
  refusals: ['policies.draft_not_found', 'policies.not_a_draft'],
})

export const checkDraft = read({
  id: 'policies.checkDraft',
  path: '/policy-drafts/:draftId/check',
  summary: { zh: '发布前检查', en: 'What stands against a release' },
  permission: 'policies.read',
  params: z.strictObject({ draftId: id }),
  output: z.object({
    isReady: z.boolean(),
    problems: z.array(z.object({ code: z.string(), pointer: z.string(), message: localized })),
  }),
  refusals: ['policies.draft_not_found'],
})

export const submitDraft = write({
  id: 'policies.submitDraft',
  path: '/policy-drafts/:draftId/submit',
  summary: { zh: '提交策略复核', en: 'Hand a policy in for release' },
  permission: 'policies.edit',
  idempotency: 'natural',
  params: z.strictObject({ draftId: id }),
  body: z.strictObject({
    effectiveOn: day,
    note: why,
    /** False: a version to run beside the one in force, as a challenger. */
    takesForce: z.boolean().default(true),
  }),
  output: draft,
  refusals: [
    'policies.draft_not_found',
    'policies.not_a_draft',
    'policies.not_ready',
    'policies.effective_in_past',
    'policies.check_failed',
    'policies.lint_found',
    'policies.no_scenarios',
    'policies.scenario_red',
    'policies.no_backtest',
    'policies.backtest_stale',
    'policies.backtest_unfinished',
  ],
})

export const decideDraft = write({
  id: 'policies.decideDraft',
  path: '/policy-drafts/:draftId/decision',
  summary: { zh: '复核策略', en: 'Release a policy or send it back' },
  permission: 'policies.approve',
  idempotency: 'natural',
  params: z.strictObject({ draftId: id }),
  body: decisionBody(500),
  output: draft,
  refusals: [
    'policies.draft_not_found',
    'policies.not_submitted',
    'policies.not_ready',
    'policies.effective_in_past',
    'approvals.maker_cannot_check',
  ],
})

export const rollbackPolicy = write({
  id: 'policies.rollback',
  path: '/policies/:code/rollback',
  summary: { zh: '回退策略', en: 'Go back to a version' },
  permission: 'policies.approve',
  idempotency: 'natural',
  params: z.strictObject({ code }),
  body: z.strictObject({ version: z.number().int().positive(), reason: why }),
  output: z.object({ inForce: count }),
  refusals: ['policies.not_found', 'policies.version_withdrawn', 'policies.already_in_force'],
})

const withdrawalRefusals = [
  'policies.not_found',
  'policies.effective_in_past',
  'policies.version_withdrawn',
  'policies.last_version',
] as const

export const withdrawPolicyVersion = write({
  id: 'policies.withdraw',
  path: '/policies/:code/versions/:version/withdraw',
  summary: { zh: '申请撤回策略版本', en: 'Ask for a version of a policy to be withdrawn' },
  permission: 'policies.edit',
  idempotency: 'key',
  params: z.strictObject({ code, version: z.coerce.number().int().positive() }),
  body: z.strictObject({ from: day, reason: why }),
  output: done,
  refusals: [...withdrawalRefusals, 'approvals.already_asked'],
})

export const decideWithdrawal = write({
  id: 'policies.decideWithdrawal',
  path: '/policies/:code/withdrawal/decision',
  summary: { zh: '复核撤回策略版本', en: 'Decide on the withdrawal of a version' },
  permission: 'policies.approve',
  idempotency: 'natural',
  params: z.strictObject({ code }),
  body: decisionBody(500),
  output: done,
  refusals: [...withdrawalRefusals, 'approvals.none_pending', 'approvals.maker_cannot_check'],
})

export const startChallenge = write({
  id: 'policies.startChallenge',
  path: '/policies/:code/challenges',
  summary: { zh: '启动挑战者', en: 'Start a challenger' },
  permission: 'policies.approve',
  idempotency: 'key',
  params: z.strictObject({ code }),
  body: z.strictObject({
    version: z.number().int().positive(),
    mode: z.enum(valuesOf('challengeMode')),
    sharePpm: z.number().int().min(0).max(500_000).default(0),
    reason: why,
  }),
  output: done,
  refusals: [
    'policies.not_found',
    'policies.version_withdrawn',
    'policies.already_in_force',
    'policies.challenge_open',
    'policies.share_taken',
  ],
})

export const endChallenge = write({
  id: 'policies.endChallenge',
  path: '/policy-challenges/:challengeId/end',
  summary: { zh: '结束挑战者', en: 'End a challenger' },
  permission: 'policies.approve',
  idempotency: 'natural',
  params: z.strictObject({ challengeId: id }),
  body: z.strictObject({ reason: why }),
  output: done,
  refusals: ['policies.not_found'],
})

export const watchReading = read({
  id: 'policies.watchReading',
  path: '/policies/:code/watch',
  summary: { zh: '策略现在的批准率与原因', en: 'How a policy decides now, beside what is normal' },
  permission: 'policies.read',
  params: z.strictObject({ code }),
  query: z.strictObject(placeFields),
  output: z.object({
    version: count,
    since: instant,
    decisions: count,
    /** Null where too little was decided to say what is normal. */
    expectedDecisions: count.nullable(),
    measures: z.array(
      z.object({
        measure: z.string(),
        label: localized,
        observedPpm: ppm.nullable(),
        expectedPpm: ppm.nullable(),
        hasDrifted: z.boolean(),
      }),
    ),
  }),
  refusals: ['policies.not_found'],
})

export const setWatch = write({
  id: 'policies.setWatch',
  path: '/policies/:code/watch',
  summary: { zh: '设置漂移监控', en: 'Set what is watched' },
  permission: 'policies.approve',
  idempotency: 'natural',
  params: z.strictObject({ code }),
  body: watch.strict(),
  output: done,
  refusals: ['policies.not_found'],
})
