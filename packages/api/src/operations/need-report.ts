import { z } from 'zod'
import { read } from '../define.ts'
import { count, day, fen, id, localized, ppm } from '../values.ts'
import { placeFields } from './place-query.ts'

const share = z.object({
  n: count,
  count: count.nullable(),
  sharePpm: ppm.nullable(),
  lowPpm: ppm.nullable(),
  highPpm: ppm.nullable(),
})
const change = z.object({ differencePpm: ppm, lowPpm: ppm, highPpm: ppm, claim: z.enum(['higher', 'lower', 'none']) })
const needLine = z.object({
  id: z.string(),
  label: localized,
  now: share,
  before: share.nullable(),
  change: change.nullable(),
})
const wave = z.object({ version: count, from: day, to: day, answered: count })
const groupTable = z.object({
  by: localized,
  groups: z.array(z.object({ id: z.string(), label: localized, answered: count.nullable() })),
  rows: z.array(z.object({ id: z.string(), label: localized, cells: z.array(share) })),
})

/** What customers need, from what they said and what they did, and how it has changed. */
export const needReport = read({
  id: 'surveys.needReport',
  path: '/need-report',
  summary: { zh: '需求报告', en: 'Need report' },
  permission: 'surveys.read',
  query: z.strictObject({ surveyId: id.optional(), ...placeFields }),
  output: z.object({
    surveys: z.array(z.object({ id, title: localized })),
    surveyId: id.nullable(),
    title: localized.nullable(),
    now: wave.nullable(),
    before: wave.nullable(),
    needs: z.array(needLine),
    byGroup: z.array(groupTable),
    topics: z.array(
      z.object({
        terms: z.array(z.string()),
        now: share,
        before: share.nullable(),
        change: change.nullable(),
        quotes: z.array(z.string()),
      }),
    ),
    /** What was applied for in the months before each wave ended: what people did, beside what they said. */
    applied: z.array(needLine),
    /** What was spent in the same months; `source` is null where there is no report. */
    market: z.object({
      source: localized.nullable(),
      /** The first month of which transactions are known: `2026-05`. */
      since: z.string().nullable(),
      /** Whether they reach back through all three months of the wave before; else nothing is said of them. */
      isBeforeCovered: z.boolean(),
      spending: z.array(
        z.object({
          id: z.string(),
          label: localized,
          /** Null where fewer than five people spent it. */
          nowFen: fen.nullable(),
          beforeFen: fen.nullable(),
          changePpm: ppm.nullable(),
        }),
      ),
      rates: z.array(z.object({ id: z.string(), publishedOn: day, ratePpm: ppm, beforePpm: ppm.nullable() })),
    }),
  }),
  refusals: ['surveys.not_found'],
})

export const needReportFile = read({
  id: 'surveys.needReportFile',
  path: '/need-report.csv',
  summary: { zh: '需求报告 CSV', en: 'Need report as CSV' },
  permission: 'surveys.read',
  answers: 'csv',
  query: z.strictObject({ surveyId: id.optional(), ...placeFields }),
  output: z.string(),
  refusals: ['surveys.not_found'],
})
