import type { ServerModule } from '../../platform/module.ts'
import './schema.ts'

export { factLabel, factShown } from './fact-shown.ts'
export { essenceOf, type Verdict, verdictOn } from './model.ts'
export { makeDecision } from './service.ts'
export { decisionShown, reasonsShown } from './shown.ts'
export {
  insertDecisions,
  insertShadows,
  type NewDecision,
  type NewShadow,
  readDecision,
  readDecisionsOf,
} from './store.ts'

export const decisionsModule: ServerModule = { name: 'decisions' }
