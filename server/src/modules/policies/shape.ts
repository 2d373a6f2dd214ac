import type { Policy, Scenario } from '@puhui/policy'
import { z } from 'zod'
import { RefusalError, type RefusalProblem } from '../../platform/refusal-error.ts'

const id = z.string().min(1).max(120)
const text = z.string().max(4_000)
const localized = z.strictObject({ zh: z.string().max(500), en: z.string().max(500) })
const severity = z.enum(['decline', 'refer', 'moreData', 'warn'])
const unknownEffect = z.enum(['decline', 'refer', 'moreData', 'warn', 'ignore'])
const plain = z.union([z.number(), z.string().max(400), z.boolean()])
const output = z.union([plain, z.null()])
const ROWS_MAX = 20_000
const COLUMNS_MAX = 100

const base = {
  id,
  title: localized,
  sources: z
    .array(
      z.enum(['application', 'identity', 'income', 'bureau', 'device', 'list', 'own-history', 'product', 'policy']),
    )
    .max(20),
  stopsOn: z.array(severity).max(4).optional(),
}

const rules = z.strictObject({
  ...base,
  kind: z.literal('rules'),
  rules: z
    .array(
      z.strictObject({
        id,
        title: localized,
        when: text,
        severity,
        reasonCode: id,
        onUnknown: unknownEffect,
        unknownReasonCode: id.optional(),
        cites: z.array(id).max(20).optional(),
      }),
    )
    .max(2_000),
})

const lists = z.strictObject({
  ...base,
  kind: z.literal('lists'),
  checks: z
    .array(
      z.strictObject({
        id,
        title: localized,
        list: id,
        unless: id.optional(),
        severity,
        reasonCode: id,
        onUnknown: unknownEffect,
        unknownReasonCode: id.optional(),
        cites: z.array(id).max(20).optional(),
      }),
    )
    .max(500),
})

const axis = z.strictObject({ expression: text, tests: z.array(text).max(500) })

const cross = z.strictObject({
  ...base,
  kind: z.literal('cross'),
  cross: z.strictObject({
    id,
    rows: axis,
    columns: axis,
    to: id,
    gives: z.array(z.array(output).max(500)).max(500),
    onUnknown: unknownEffect,
    unknownReasonCode: id,
  }),
})

const leaf = z.strictObject({ id, gives: z.array(output).max(COLUMNS_MAX) })
const question = z.strictObject({
  id,
  expression: text,
  get branches() {
    return z.array(z.strictObject({ when: text, to: z.union([leaf, question]) })).max(200)
  },
  get otherwise() {
    return z.union([leaf, question]).optional()
  },
})

const tree = z.strictObject({
  ...base,
  kind: z.literal('tree'),
  tree: z.strictObject({
    id,
    outputs: z.array(z.strictObject({ to: id, order: z.array(output).max(200).optional() })).max(COLUMNS_MAX),
    onUnknown: unknownEffect,
    unknownReasonCode: id,
    root: z.union([leaf, question]),
  }),
})

const table = z.strictObject({
  ...base,
  kind: z.literal('table'),
  table: z.strictObject({
    id,
    hitPolicy: z.enum(['unique', 'any', 'first', 'priority', 'ruleOrder', 'collect']),
    aggregate: z.enum(['sum', 'min', 'max', 'count']).optional(),
    inputs: z.array(z.strictObject({ expression: text })).max(COLUMNS_MAX),
    outputs: z.array(z.strictObject({ to: id, order: z.array(output).max(200).optional() })).max(COLUMNS_MAX),
    rows: z
      .array(
        z.strictObject({
          id,
          when: z.array(text).max(COLUMNS_MAX),
          gives: z.array(output).max(COLUMNS_MAX),
          note: localized.optional(),
        }),
      )
      .max(ROWS_MAX),
    otherwise: z.array(output).max(COLUMNS_MAX).optional(),
    onUnknown: unknownEffect,
    unknownReasonCode: id,
  }),
})

const scorecard = z.strictObject({
  ...base,
  kind: z.literal('scorecard'),
  scorecard: z.strictObject({
    id,
    base: z.number(),
    to: id,
    attributes: z
      .array(
        z.strictObject({
          id,
          label: localized,
          expression: text,
          bins: z.array(z.strictObject({ when: text, points: z.number() })).max(500),
          unknownPoints: z.number(),
          reasonCode: id,
        }),
      )
      .max(500),
  }),
})

const offer = z.strictObject({
  ...base,
  kind: z.literal('offer'),
  price: z.strictObject({ rows: axis, columns: axis, ratePpm: z.array(z.array(z.number().int()).max(500)).max(500) }),
  limit: z.strictObject({
    caps: z.array(z.strictObject({ id, title: localized, expression: text })).max(100),
    stepFen: z.number().int().positive(),
    minimum: text,
    onBelow: z.enum(['decline', 'refer']),
    reasonCode: id,
  }),
  onUnknown: z.enum(['decline', 'refer', 'moreData']),
  unknownReasonCode: id,
})

const policy = z.strictObject({
  id,
  version: z.number().int().nonnegative(),
  title: localized,
  purpose: z.literal('credit'),
  effectiveOn: z.string(),
  parameters: z
    .array(
      z.strictObject({
        id,
        label: localized,
        type: z.enum(['number', 'money', 'rate', 'integer', 'boolean', 'text', 'day', 'enum']),
        unit: localized.optional(),
        values: z.array(z.strictObject({ value: z.string(), label: localized })).optional(),
        value: plain,
        source: localized,
      }),
    )
    .max(500),
  stages: z.array(z.discriminatedUnion('kind', [rules, lists, table, cross, tree, scorecard, offer])).max(100),
  reasons: z.array(z.strictObject({ code: id, staff: localized, borrower: localized, help: localized })).max(1_000),
  principalReasonsMax: z.number().int().min(1).max(10).optional(),
  gradeFact: id.optional(),
})

/**
 * Reads what came over the wire as a policy: only its shape, not yet whether it makes sense.
 *
 * @throws RefusalError policies.not_a_policy with every place
 */
export function policyFrom(definition: unknown): Policy {
  const read = policy.safeParse(definition)
  if (read.success) return read.data as unknown as Policy
  const problems = read.error.issues.slice(0, 200).map((issue): RefusalProblem => {
    return { pointer: `/definition/${issue.path.join('/')}`, code: 'policies.not_a_policy', facts: { count: 1 } }
  })
  throw new RefusalError({ code: 'policies.not_a_policy', count: read.error.issues.length }, problems)
}

/** Scenarios are checked by the operation already; this only names their type. */
export function scenariosFrom(scenarios: unknown): readonly Scenario[] {
  return scenarios as readonly Scenario[]
}
