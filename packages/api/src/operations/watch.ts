import { z } from 'zod'
import { read, write } from '../define.ts'
import { valuesOf } from '../labels.ts'
import { count, done, fen, id, instant, localized, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

const window = z.enum(valuesOf('liveWindow'))
const measure = z.enum(valuesOf('liveMeasure'))
const beyond = z.enum(valuesOf('liveBeyond'))

const share = z.object({
  /** Loans old enough to have shown what they are. */
  observed: count,
  bad: count,
  ratePpm: ppm.nullable(),
  lowPpm: ppm.nullable(),
  highPpm: ppm.nullable(),
})

const group = z.object({ applications: count, loans: count, approvedFen: fen }).extend(share.shape)

export const overrides = read({
  id: 'watch.overrides',
  path: '/overrides',
  summary: { zh: '人工推翻及其后续表现', en: 'Overrides and how they turned out' },
  permission: 'reports.read',
  query: z.strictObject({
    /** Loans younger than this are not judged yet. */
    monthsOnBook: z.coerce.number().int().min(0).max(24).default(3),
    /** Past due for more than so many days is bad. */
    badAfterDays: z.coerce.number().int().min(1).max(180).default(30),
    ...placeFields,
  }),
  output: z.object({
    byKind: z.array(group.extend({ kind: z.enum(valuesOf('overrideKind')) })),
    byPerson: z.array(group.extend({ personId: id, person: z.string(), second: z.string().nullable() })),
    /** By what the policy had said against it. */
    byReason: z.array(group.extend({ code: z.string(), text: localized })),
    latest: z.array(
      z.object({
        applicationId: id,
        loanId: id.nullable(),
        kind: z.enum(valuesOf('overrideKind')),
        person: z.string(),
        second: z.string().nullable(),
        reason: z.string(),
        approvedFen: fen,
        at: instant,
        dpd: count.nullable(),
      }),
    ),
  }),
})

const counted = z.object({
  window,
  applications: count,
  requestedFen: fen,
  decisions: count,
  approved: count,
  referred: count,
  declined: count,
  moreData: count,
  approvalPpm: ppm.nullable(),
  disbursements: count,
  disbursedFen: fen,
  repayments: count,
  repaidFen: fen,
  reasons: z.array(z.object({ code: z.string(), text: localized, count })),
})

const alert = z.object({
  id,
  ruleId: id,
  measure,
  window,
  beyond,
  threshold: z.number(),
  observed: z.number(),
  events: count,
  about: z.string().nullable(),
  at: instant,
  seenBy: z.string().nullable(),
})

export const live = read({
  id: 'watch.live',
  path: '/live',
  summary: { zh: '实时监控', en: 'What happens now' },
  permission: 'reports.read',
  query: z.strictObject({
    /** The version that the reader has: waits up to `waitMs` for a newer one. */
    after: z.coerce.number().int().min(0).default(0),
    waitMs: z.coerce.number().int().min(0).max(25_000).default(0),
    /** Counts, reasons, repeats and events of a part of the country; alerts and latency are of the whole lender. */
    ...placeFields,
  }),
  output: z.object({
    version: count,
    at: instant,
    windows: z.array(counted),
    /** How far the last minute is above the hour before it, in deviations of a Poisson count. */
    spike: z.number(),
    subjects: z.array(z.object({ kind: z.enum(valuesOf('subjectKind')), count, customers: count })),
    latest: z.array(
      z.object({
        id: z.string(),
        action: localized,
        objectKind: z.string(),
        objectId: z.string(),
        outcome: z.string().nullable(),
        amountFen: fen.nullable(),
        at: instant,
        latencyMs: z.number().nullable(),
      }),
    ),
    alerts: z.array(alert),
    /** From the writing of an event to the moment it can be read here, of the last thousand. */
    latency: z.object({
      measured: count,
      p50Ms: z.number().nullable(),
      p99Ms: z.number().nullable(),
      maxMs: z.number().nullable(),
    }),
  }),
})

const rule = z.strictObject({
  measure,
  window,
  beyond,
  threshold: z.number().min(0).max(1e15),
  /** Fewer events say nothing. */
  eventsMin: z.number().int().min(1).max(1_000_000),
  isOn: z.boolean(),
})

export const liveRules = read({
  id: 'watch.rules',
  path: '/live/rules',
  summary: { zh: '实时预警规则', en: 'Rules of live alerts' },
  permission: 'reports.read',
  output: z.object({ rules: z.array(rule.extend({ id, changedBy: z.string(), changedAt: instant })) }),
})

export const setLiveRule = write({
  id: 'watch.setRule',
  path: '/live/rules/:ruleId',
  summary: { zh: '设置实时预警规则', en: 'Set a rule of live alerts' },
  permission: 'policies.edit',
  idempotency: 'natural',
  params: z.strictObject({ ruleId: id }),
  body: rule,
  output: done,
})

export const seeAlert = write({
  id: 'watch.seeAlert',
  path: '/live/alerts/:alertId/seen',
  summary: { zh: '处理实时预警', en: 'Take note of a live alert' },
  permission: 'reports.read',
  idempotency: 'natural',
  params: z.strictObject({ alertId: id }),
  body: z.strictObject({ note: z.string().trim().min(2).max(500) }),
  output: done,
  refusals: ['watch.alert_not_found'],
})
