import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { factLabel, factShown } from './fact-shown.ts'
export { FACTS, type PolicyInUse, policyInUse, type Verdict, verdictOn } from './model.ts'
export { makeDecision, policyOn, type Replay, replayDecision, seedPolicy } from './service.ts'
export { decisionShown, reasonsShown } from './shown.ts'
export { insertDecisions, type NewDecision, readDecisionsOf, readPolicy } from './store.ts'

export const decisionsModule: ServerModule = { name: 'decisions', routes }
