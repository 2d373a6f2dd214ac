import { aprExamples } from './apr-examples.ts'
import { dailyInterestActualPayments } from './daily-interest-actual-payments.ts'
import { dailyInterestSchedules } from './daily-interest-schedules.ts'
import { dmnLevel2, dmnTables } from './dmn-tck.ts'
import { fineractReplaysAll, fineractReplaysCore } from './fineract-replays.ts'
import { fineractSchedules, fineractSchedulesNewer } from './fineract-schedules.ts'
import { opencbsSchedules } from './opencbs-schedules.ts'
import { pmtIrr } from './pmt-irr.ts'
import type { ConformanceSet } from './report.ts'
import { zenJdm } from './zen-jdm.ts'

/** The sets of outside cases. */
export const SETS: readonly ConformanceSet[] = [
  pmtIrr,
  aprExamples,
  fineractSchedules,
  fineractSchedulesNewer,
  opencbsSchedules,
  fineractReplaysCore,
  fineractReplaysAll,
  dailyInterestSchedules,
  dailyInterestActualPayments,
  dmnLevel2,
  dmnTables,
  zenJdm,
]
