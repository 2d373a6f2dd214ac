import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { askAdjustment, decideAdjustment } from './adjustments.ts'
export type { EntryKind, NewEntry, Proof } from './model.ts'
export { movedFen, sumLines, textOf as entryText } from './model.ts'
export {
  askReopening,
  assertMonthOpen,
  closeMonth,
  decideReopening,
  monthEnds,
  monthOf,
  monthStatus,
} from './months.ts'
export type { AccountTotals, TrialBalance } from './service.ts'
export { bookingDay, holdBooking, openNextDay, post, postApproved, trialBalance } from './service.ts'
export { readByProduct, readEntry, readLines, readMovement, readProof } from './store.ts'

export const ledgerModule: ServerModule = { name: 'ledger', routes }
