import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export type { EntryKind, NewEntry, Proof } from './model.ts'
export { movedFen, sumLines } from './model.ts'
export type { AccountTotals, TrialBalance } from './service.ts'
export { bookingDay, holdBooking, post, trialBalance } from './service.ts'
export { readEntry, readLines, readProof } from './store.ts'

export const ledgerModule: ServerModule = { name: 'ledger', routes }
