import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, day, done, fen, id, instant, localized, ppm } from '../values.ts'

// A policy over past applications: what it would have said, and what is known of those it would have let in.

const outcome = z.enum(valuesOf('decisionOutcome'))
const code = z.string().min(1).max(80)

const tally = z.object({
  approve: count,
  refer: count,
  decline: count,
  moreData: count,
  approvalRatePpm: ppm.nullable(),
  /** Limits of those approved, each at most what was asked for. */
  approvedFen: fen,
  /** By amount. */
  averageRatePpm: ppm.nullable(),
  /** Interest of all terms at equal instalments, less what was lost on those known. */
  interestFen: fen,
  knownLossFen: fen,
  /** Of those approved: how many were lent to then, and how many of these went bad. */
  known: count,
  bad: count,
  badRatePpm: ppm.nullable(),
})

export const backtestResult = z.object({
  applications: count,
  unreadable: count,
  champion: tally,
  challenger: tally,
  /** Rows: what the version in force says; columns: what the tested one says. */
  matrix: z.array(z.object({ from: outcome, to: outcome, count, known: count, bad: count })),
  swapIn: z.object({ count, approvedFen: fen, observed: count, unobserved: count }),
  swapOut: z.object({ count, known: count, bad: count }),
  reasons: z.array(z.object({ code: z.string(), label: localized, champion: count, challenger: count })),
  segments: z.array(
    z.object({
      by: z.enum(valuesOf('backtestSegment')),
      value: z.string(),
      label: localized,
      applications: count,
      championApproved: count,
      challengerApproved: count,
      swapIn: count,
      swapOut: count,
      known: count,
      bad: count,
    }),
  ),
  milliseconds: z.number(),
})

const backtest = z.object({
  id,
  code,
  draftId: id.nullable(),
  version: count.nullable(),
  againstVersion: count,
  from: day.nullable(),
  to: day.nullable(),
  importId: id.nullable(),
  status: z.enum(valuesOf('backtestStatus')),
  jobId: id.nullable(),
  createdBy: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  result: backtestResult.nullable(),
})

export const startBacktest = write({
  id: 'policies.startBacktest',
  path: '/policies/:code/backtests',
  summary: { zh: '发起回测', en: 'Run a policy over past applications' },
  permission: 'policies.edit',
  idempotency: 'key',
  params: z.strictObject({ code }),
  body: z.strictObject({
    draftId: id.optional(),
    version: z.number().int().positive().optional(),
    /** The one in force when left out. */
    againstVersion: z.number().int().positive().optional(),
    from: day.optional(),
    to: day.optional(),
    importId: id.optional(),
  }),
  output: backtest,
  refusals: [
    'policies.not_found',
    'policies.draft_not_found',
    'policies.nothing_to_test',
    'policies.check_failed',
    'policies.not_ready',
  ],
})

export const getBacktest = read({
  id: 'policies.getBacktest',
  path: '/policy-backtests/:backtestId',
  summary: { zh: '回测结果', en: 'A backtest' },
  permission: 'policies.read',
  params: z.strictObject({ backtestId: id }),
  output: backtest,
  refusals: ['policies.backtest_not_found'],
})

export const listBacktests = read({
  id: 'policies.listBacktests',
  path: '/policies/:code/backtests',
  summary: { zh: '回测列表', en: 'Backtests of a policy' },
  permission: 'policies.read',
  params: z.strictObject({ code }),
  output: z.object({ backtests: z.array(backtest.omit({ result: true })) }),
})

export const cancelBacktest = write({
  id: 'policies.cancelBacktest',
  path: '/policy-backtests/:backtestId/cancel',
  summary: { zh: '取消回测', en: 'Cancel a backtest' },
  permission: 'policies.edit',
  idempotency: 'natural',
  params: z.strictObject({ backtestId: id }),
  output: done,
  refusals: ['policies.backtest_not_found'],
})
