export { canonicalJson, contentHash } from './canonical.ts'
export { compilePolicy } from './compile.ts'
export type { CompiledPolicy, CompiledStage, FactPlace, Line } from './compiled.ts'
export { coreStage } from './core-stage.ts'
export { decide, explain, nextSources } from './decide.ts'
export type { Decision, DecisionReason, Outcome, PointsTrace, StageTrace, TraceLine } from './decision.ts'
export type { PolicyDifference } from './difference.ts'
export { policyDifferences } from './difference.ts'
export type { DmnModel, DmnTable } from './dmn/dmn-model.ts'
export { evaluateDmn } from './dmn/evaluate-dmn.ts'
export { exportDmnTable } from './dmn/export-table.ts'
export { parseTemporal } from './dmn/feel-temporal.ts'
export type { FeelValue } from './dmn/feel-value.ts'
export { type DmnImportOptions, type DmnImportRefusal, importDmnTable } from './dmn/import-table.ts'
export { type DmnRefusal, readDmn } from './dmn/read-dmn.ts'
export { childOf, childrenOf, readXml, type XmlElement, type XmlRefusal } from './dmn/xml.ts'
export { generatePolicy, type MakeFunction } from './generate.ts'
export { evaluateJdm } from './jdm/evaluate-jdm.ts'
export type { JdmGraph, JdmProblem } from './jdm/jdm-model.ts'
export { type JdmRefusal, readJdm } from './jdm/read-jdm.ts'
export type { Json } from './jdm/zen-syntax.ts'
export { lintPolicy } from './lint.ts'
export { consumerLoanPolicy } from './policies/consumer-loan.ts'
export { consumerLoanFacts } from './policies/consumer-loan-facts.ts'
export { subjectFacts, VELOCITY_WINDOWS, velocityFactId } from './policies/subject-facts.ts'
export type {
  Aggregate,
  CoreStage,
  CrossAxis,
  CrossStage,
  CrossTable,
  DecisionTable,
  DecisionTree,
  HitPolicy,
  LimitFormula,
  ListCheck,
  ListStage,
  OfferStage,
  OutputValue,
  Parameter,
  Policy,
  PriceGrid,
  Reason,
  Rule,
  RuleStage,
  ScoreAttribute,
  Scorecard,
  ScoreStage,
  Severity,
  Stage,
  TableOutput,
  TableRow,
  TableStage,
  TreeLeaf,
  TreeNode,
  TreeQuestion,
  TreeStage,
  UnknownEffect,
} from './policy.ts'
export { SCORE_REASONS } from './policy.ts'
export type { PolicyProblem, PolicyProblemCode, PolicyRefusal } from './problem.ts'
export { interpretPolicy, runPolicy } from './run.ts'
export type { Run } from './run-state.ts'
export { IS_FALSE, IS_TRUE, IS_UNKNOWN, NOT_RUN, resultOf } from './run-state.ts'
export type { Scenario, ScenarioDifference, ScenarioExpectation, ScenarioResult } from './scenario.ts'
export { runScenario } from './scenario.ts'
export { type Arm, assignArm, checkSplit, type Split, type SplitRefusal } from './split.ts'
export type { ToldReason } from './tell.ts'
export { tellBorrower, tellStaff } from './tell.ts'
export {
  type Assessed,
  assessClaims,
  CLAIM_FIELDS,
  type Claim,
  type ClaimField,
  type ClaimRule,
  type ClaimValue,
  EVIDENCE_KINDS,
  type Evidence,
  type EvidenceKind,
  type Standing,
} from './truth/claim.ts'
export { type Discrepancy, type DiscrepancyLine, defaultClaimRules, discrepancyOf } from './truth/discrepancy.ts'
export { type IdCard, type IdCardSign, idCardSigns } from './truth/id-card.ts'
export { type PaperBytes, readPaper } from './truth/paper-bytes.ts'
export {
  FORGERY_SIGNS,
  type ForgerySign,
  forgerySigns,
  PAPER_KINDS,
  type PaperKind,
  type PaperSeen,
  type TruthInput,
} from './truth/signs.ts'
export { truthFactValues } from './truth/truth-facts.ts'
