import { z } from 'zod'
import { list, read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, done, fen, id, instant, localized, ppm } from '../values.ts'

const status = z.enum(valuesOf('backtestStatus'))
const measure = z.enum(valuesOf('ruleMeasure'))
const reason = z.enum(valuesOf('ruleBreach'))
const dimension = z.enum(valuesOf('whatIfDimension'))
const byId = z.strictObject({ whatIfId: id })
const number = z.strictObject({
  rule: z.string().max(40),
  parameter: z.string().max(60),
  value: z.string().trim().min(1).max(20),
})

const scenario = z.object({
  numbers: z.array(number),
  effectiveOn: day,
  oldContracts: z.enum(valuesOf('oldContracts')),
  from: day,
  to: day,
})

const offers = z.object({ count, amountFen: fen, interestFen: fen, monthlyFen: fen })

export const whatIfResult = z.object({
  /** Offers made in the window, and those of them that the numbers would not allow. */
  offers,
  changed: offers,
  byReason: z.array(z.object({ reason, count, amountFen: fen, interestFen: fen })),
  months: z.array(z.object({ month: z.string(), count, changed: count, amountFen: fen, changedFen: fen })),
  book: z.object({
    loans: count,
    outstandingFen: fen,
    affected: count,
    affectedFen: fen,
    monthlyBeforeFen: fen,
    monthlyAfterFen: fen,
    /** Months until the affected contracts end, weighted by what is owed. */
    runOffMonths: count.nullable(),
  }),
  products: z.array(
    z.object({
      code: z.string(),
      name: localized,
      version: count,
      offers: count,
      refused: count,
      dearestCostPpm: ppm,
      longestMonths: count,
      largestFen: fen,
      reasons: z.array(reason),
    }),
  ),
  groups: z.array(
    z.object({
      by: dimension,
      value: z.string(),
      label: localized,
      offers: count,
      changed: count,
      changedFen: fen,
      lostInterestFen: fen,
      loans: count,
      affectedLoans: count,
      monthlyBeforeFen: fen,
      monthlyAfterFen: fen,
    }),
  ),
  /** What becomes of the offers that change; `withdraw` loses them. */
  alternatives: z.array(
    z.object({
      measure,
      keptCount: count,
      keptFen: fen,
      interestFen: fen,
      monthlyFen: fen,
      /** Against the window as it was: what is lost for ever is below zero. */
      interestChangeFen: fen,
      volumeChangeFen: fen,
    }),
  ),
})

export const listWhatIfs = list({
  id: 'regulations.whatIfs',
  path: '/what-ifs',
  summary: { zh: '政策变动测算', en: 'What-ifs of rule changes' },
  permission: 'regulations.read',
  row: z.object({
    id,
    name: z.string(),
    regulationId: id.nullable(),
    regulation: z.string().nullable(),
    status,
    asOf: day,
    effectiveOn: day,
    changed: count.nullable(),
    madeBy: z.string(),
    madeAt: instant,
  }),
  columns: {
    name: { type: 'text', label: { zh: '测算', en: 'What-if' } },
    regulation: { type: 'text', label: { zh: '政策', en: 'Regulation' } },
    status: { type: 'status', label: { zh: '状态', en: 'State' }, labels: 'backtestStatus', sortable: true },
    asOf: { type: 'day', label: { zh: '数据截至', en: 'As of' }, sortable: true },
    effectiveOn: { type: 'day', label: { zh: '施行日', en: 'In force from' } },
    changed: { type: 'count', label: { zh: '受影响的批准', en: 'Approvals that change' } },
    madeBy: { type: 'text', label: { zh: '发起人', en: 'Made by' } },
    madeAt: { type: 'instant', label: { zh: '发起时间', en: 'Made at' }, sortable: true },
  },
  filters: {
    status: {
      kind: 'enum',
      label: { zh: '状态', en: 'State' },
      values: valuesOf('backtestStatus'),
      labels: 'backtestStatus',
    },
    asOf: { kind: 'dayRange', label: { zh: '数据截至', en: 'As of' } },
  },
  defaultSort: 'madeAt:desc',
})

export const startWhatIf = write({
  id: 'regulations.startWhatIf',
  path: '/what-ifs',
  summary: { zh: '发起政策变动测算', en: 'Ask what a rule change would do' },
  permission: 'regulations.edit',
  idempotency: 'key',
  body: z.strictObject({
    name: z.string().trim().min(2).max(120),
    regulationId: id.nullable().default(null),
    numbers: z.array(number).min(1).max(6),
    effectiveOn: day,
    oldContracts: z.enum(valuesOf('oldContracts')),
  }),
  output: z.object({ whatIfId: id, jobId: id }),
  refusals: ['regulations.not_found', 'regulations.numbers_invalid'],
})

export const getWhatIf = read({
  id: 'regulations.whatIf',
  path: '/what-ifs/:whatIfId',
  summary: { zh: '政策变动测算详情', en: 'A what-if of a rule change' },
  permission: 'regulations.read',
  params: byId,
  output: z.object({
    id,
    name: z.string(),
    status,
    jobId: id.nullable(),
    regulation: z
      .object({ id, number: z.string(), title: localized, effectiveOn: day, isNumbersReleased: z.boolean() })
      .nullable(),
    scenario,
    asOf: day,
    inputsHash: z.string().nullable(),
    resultHash: z.string().nullable(),
    madeBy: z.string(),
    madeAt: instant,
    finishedAt: instant.nullable(),
    result: whatIfResult.nullable(),
    measures: z.array(z.object({ productCode: z.string(), kind: measure, version: count.nullable() })),
  }),
  refusals: ['regulations.what_if_not_found'],
})

export const cancelWhatIf = write({
  id: 'regulations.cancelWhatIf',
  path: '/what-ifs/:whatIfId/cancel',
  summary: { zh: '取消测算', en: 'Cancel a what-if' },
  permission: 'regulations.edit',
  idempotency: 'natural',
  params: byId,
  output: done,
  refusals: ['regulations.what_if_not_found'],
})

export const repeatWhatIf = write({
  id: 'regulations.repeatWhatIf',
  path: '/what-ifs/:whatIfId/repeat',
  summary: { zh: '用原始数据重算', en: 'Work it out again from the same facts' },
  permission: 'regulations.read',
  idempotency: 'natural',
  audit: 'none',
  params: byId,
  output: z.object({ isSame: z.boolean(), inputsHash: z.string(), resultHash: z.string() }),
  refusals: ['regulations.what_if_not_found', 'regulations.what_if_unfinished'],
})

export const applyWhatIf = write({
  id: 'regulations.applyWhatIf',
  path: '/what-ifs/:whatIfId/apply',
  summary: { zh: '落实应对措施', en: 'Carry out what a what-if proposes' },
  permission: 'regulations.edit',
  idempotency: 'key',
  params: byId,
  body: z.strictObject({
    measures: z
      .array(z.strictObject({ productCode: z.string().max(20), kind: measure }))
      .min(1)
      .max(20),
    /** Also hands in the numbers for release, where they were not. */
    proposesNumbers: z.boolean().default(true),
    note: z.string().trim().min(2).max(200),
  }),
  output: z.object({
    versions: z.array(z.object({ productCode: z.string(), versionId: id, version: count })),
    approvalId: id.nullable(),
  }),
  refusals: [
    'regulations.what_if_not_found',
    'regulations.what_if_unfinished',
    'regulations.not_of_a_policy',
    'regulations.effective_in_past',
    'regulations.product_not_affected',
    'regulations.measure_cures_nothing',
    'regulations.measure_taken',
    'products.changed_meanwhile',
    'approvals.already_asked',
    'regulations.numbers_invalid',
    'products.rules_missing',
    'compliance.cost_above_cap',
  ],
})
