import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { finishBacktest, insertBacktest, readBacktest, setBacktestJob, setBacktestRunning } from './backtest-store.ts'
export { type Challenge, type Contest, chosenFor, contestOn, endChallenge, readOpen } from './challenge.ts'
export { columnarOf, columnsBuilder } from './columnar/columns.ts'
export { BAD, GOOD, NOT_OBSERVED, type Past } from './columnar/rehearse.ts'
export { OUTCOMES } from './columnar/screen.ts'
export { SEGMENT_COUNTS, type SideTally, type Tally } from './columnar/tally.ts'
export { rehearse } from './columnar/threads.ts'
export { attachBacktest, type DraftRow, readDraftsOf } from './draft-store.ts'
export { draftById, saveDraft as savePolicyDraft } from './drafts.ts'
export { type DriftFinding, driftOf, type Rates } from './drift.ts'
export { contentHashOf, FACTS, hashOf, type PolicyInUse, policyInUse } from './model.ts'
export { policyProblems } from './release-check.ts'
export { policyOn, seedPolicy, versionInUse } from './service.ts'
export { backtestShown, draftBrief, namesOf } from './shown.ts'
export {
  insertPointer,
  lockPolicy,
  type PointerRow,
  readPointerOn,
  readPointersOf,
  readPolicy,
  readVersionBefore,
  readVersionRow,
  readWithdrawals,
} from './store.ts'
export { insertAlarms, readAlarms, readWatch, type Watch } from './watch-store.ts'
export { withdrawalAsked as policyWithdrawalAsked } from './withdraw.ts'

export const policiesModule: ServerModule = { name: 'policies', routes }
