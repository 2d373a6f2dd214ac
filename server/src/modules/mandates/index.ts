import './schema.ts'

export { inputsFrom, inputsJson, ruleFrom, ruleHashOf, ruleJson } from './model.ts'
export {
  type Asked,
  type Execution,
  endMandate,
  executionId,
  insertExecutions,
  insertMandate,
  type Mandate,
  readExecution,
  readExecutions,
  readExecutionsBehind,
  readMandate,
  readMandateById,
  readMandatesOf,
} from './store.ts'
