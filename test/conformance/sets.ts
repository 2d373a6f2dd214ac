import { aprExamples } from './apr-examples.ts'
import { dailyInterestSchedules } from './daily-interest-schedules.ts'
import { fineractSchedules } from './fineract-schedules.ts'
import { pmtIrr } from './pmt-irr.ts'
import type { ConformanceSet } from './report.ts'

/** The sets of outside cases, with an adapter each. */
export const SETS: readonly ConformanceSet[] = [pmtIrr, aprExamples, fineractSchedules, dailyInterestSchedules]
