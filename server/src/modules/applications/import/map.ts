import type { Fact } from '@puhui/condition'
import { consumerLoanFacts } from '@puhui/policy'
import { parse } from 'yaml'
import { z } from 'zod'
import { RefusalError, type RefusalProblem } from '../../../platform/refusal-error.ts'

const text = z.string().trim().min(1).max(200)
const localized = z.strictObject({ zh: text, en: text })

export const CELL_KINDS = [
  'text',
  'money',
  'percent',
  'percentOf',
  'ratio',
  'integer',
  'yesNo',
  'enum',
  'day',
  'monthYear',
  'yearsSince',
  'bornOn',
] as const
export type CellKind = (typeof CELL_KINDS)[number]

const rule = z.strictObject({
  /** The column; several: the first that is not empty. A ratio takes two: what is divided, by what. */
  column: z.union([text, z.array(text).min(1).max(4)]).optional(),
  /** Instead of a column: the same for every row. */
  value: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
  as: z.enum(CELL_KINDS).default('text'),
  /** money: yuan for one unit of the file's currency, as decimal text. */
  factor: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/)
    .optional(),
  /** money: 12 makes a month of a year. */
  divide: z.int().min(1).max(1_000).optional(),
  /** percentOf: of which field. */
  of: text.optional(),
  /** enum: what the file's words mean. */
  values: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
  otherwise: z.string().optional(),
  /** yearsSince: counted up to this year. */
  upTo: z.int().min(1900).max(2100).optional(),
  add: z.int().min(-200).max(200).optional(),
  required: z.boolean().default(false),
  min: z.number().optional(),
  max: z.number().optional(),
})
export type CellRule = z.output<typeof rule>

const mapShape = z.strictObject({
  title: localized,
  product: text,
  /** Where the figures come from; stands beside every fact. */
  source: localized,
  identity: z.discriminatedUnion('kind', [
    /** The file carries nobody's identity: a made-up one, marked as such, follows from the content of each row. */
    z.strictObject({ kind: z.literal('synthetic') }),
    z.strictObject({ kind: z.literal('columns'), checkedBy: localized.optional() }),
  ]),
  /** Consents that were given on paper or elsewhere, and where the evidence lies. */
  consents: z.strictObject({ purposes: z.array(text), evidence: localized }).optional(),
  /** Cells that mean: not known. */
  missing: z.array(z.string().max(20)).default(['']),
  /** Columns that are known and not used; `*` for all others. */
  ignore: z.union([z.literal('*'), z.array(text)]).default([]),
  fields: z.record(text, rule),
})

export type ImportMap = z.output<typeof mapShape>

/** Fields of an application and of a person that are no facts of the catalogue. */
export const PLAIN_FIELDS = [
  'requestedAmount',
  'termMonths',
  'method',
  'purpose',
  'name',
  'mobile',
  'residentId',
  'bankCard',
  'address',
  'occupation',
  'education',
  'factsOn',
  /** How the loan turned out, `good` or `bad`: for backtests, no fact. */
  'pastPerformance',
] as const

const NEEDED = ['requestedAmount', 'termMonths', 'method', 'purpose'] as const
const PERSON = ['name', 'mobile', 'residentId', 'bankCard', 'address'] as const

/** What no row can do without. */
export const NEEDED_FIELDS: ReadonlySet<string> = new Set([...NEEDED, ...PERSON])

/** Facts that a file may bring; those that the lender or the policy finds out itself are not among them. */
export const IMPORTABLE_FACTS: ReadonlyMap<string, Fact> = new Map(
  consumerLoanFacts
    .filter(
      ({ source, forbiddenIn }) => ['application', 'identity', 'income', 'bureau'].includes(source) && !forbiddenIn,
    )
    .map((fact) => [fact.id, fact]),
)

/**
 * Reads a mapping from its YAML text.
 *
 * @refuses imports.map_invalid with every problem and its place
 */
export function readMap(yaml: string): ImportMap {
  const shaped = mapShape.safeParse(parsed(yaml))
  if (!shaped.success) {
    throw invalid(
      shaped.error.issues.map(({ path, code }) => ({
        pointer: `/map/${path.join('/')}`,
        code: code === 'unrecognized_keys' ? 'request.unknown_field' : 'request.wrong_kind',
      })),
    )
  }
  const problems = problemsOf(shaped.data)
  if (problems.length > 0) throw invalid(problems)
  return shaped.data
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml, { maxAliasCount: 10, logLevel: 'error' })
  } catch {
    throw invalid([{ pointer: '/map', code: 'request.wrong_format' }])
  }
}

function invalid(problems: readonly RefusalProblem[]): RefusalError {
  return new RefusalError({ code: 'imports.map_invalid', count: problems.length }, problems)
}

function problemsOf({ fields, identity }: ImportMap): RefusalProblem[] {
  const known = (id: string) => PLAIN_FIELDS.includes(id as never) || IMPORTABLE_FACTS.has(id)
  const needed = identity.kind === 'columns' ? [...NEEDED, ...PERSON] : NEEDED
  return [
    ...needed
      .filter((id) => !fields[id])
      .map((id) => ({ pointer: `/map/fields/${id}`, code: 'request.missing' as const })),
    ...Object.entries(fields).flatMap(([id, one]) => ruleProblems(id, one, known(id), fields)),
  ]
}

function ruleProblems(id: string, one: CellRule, isKnown: boolean, fields: ImportMap['fields']): RefusalProblem[] {
  const at = (part: string) => `/map/fields/${id}${part}`
  if (!isKnown) return [{ pointer: at(''), code: 'request.unknown_field' }]
  const problems: RefusalProblem[] = []
  if ((one.column === undefined) === (one.value === undefined))
    problems.push({ pointer: at('/column'), code: 'request.missing' })
  if (one.as === 'enum' && !one.values) problems.push({ pointer: at('/values'), code: 'request.missing' })
  if (one.as === 'percentOf' && !fields[one.of ?? '']) problems.push({ pointer: at('/of'), code: 'request.missing' })
  if (one.as === 'ratio' && !(Array.isArray(one.column) && one.column.length === 2))
    problems.push({ pointer: at('/column'), code: 'request.wrong_kind' })
  return problems
}

export function columnsOf({ column }: CellRule): readonly string[] {
  return column === undefined ? [] : Array.isArray(column) ? column : [column]
}
