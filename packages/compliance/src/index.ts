export type {
  AskCode,
  ConsentCode,
  ConsentKind,
  ConsentNotice,
  ConsentPurpose,
  ConsentRecord,
  PurposeId,
} from './consent.ts'
export { lastAnswer, loanFlowAfterDenial, mayAsk, mayProcess, withdrawal } from './consent.ts'
export type { LenderKind } from './lender-kind.ts'
export { LENDER_KINDS } from './lender-kind.ts'
export type { Parameter, ParameterBound, Parameters, ParameterValue, Provenance, Rule, ValuesOf } from './rule.ts'
export type { Source, SourceId } from './sources.ts'
export { SOURCES } from './sources.ts'
export type { Facts, Verdict } from './verdict.ts'
