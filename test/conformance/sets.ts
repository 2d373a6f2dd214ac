import { aprExamples } from './apr-examples.ts'
import { dailyInterestSchedules } from './daily-interest-schedules.ts'
import { fineractSchedules, fineractSchedulesNewer } from './fineract-schedules.ts'
import { opencbsSchedules } from './opencbs-schedules.ts'
import { pmtIrr } from './pmt-irr.ts'
import type { ConformanceSet } from './report.ts'

/** The sets of outside cases, with an adapter each. */
export const SETS: readonly ConformanceSet[] = [
  pmtIrr,
  aprExamples,
  fineractSchedules,
  fineractSchedulesNewer,
  opencbsSchedules,
  dailyInterestSchedules,
]
