export type {
  EnumValue,
  Fact,
  FactCatalogue,
  FactRecord,
  FactSource,
  FactType,
  FactValue,
  PersonalDataClass,
  Purpose,
  Truth,
} from './fact.ts'
export type { ConditionProblem, ConditionProblemCode, ConditionRefusal } from './problem.ts'
export type {
  ArithmeticOp,
  CompareOp,
  Condition,
  Expression,
  FunctionName,
  LiteralExpression,
  Place,
  TextTest,
} from './tree.ts'
