export { catalogueOf } from './catalogue.ts'
export type { SlotLayout, SlotTest, SlotValue } from './compile.ts'
export { compile, compileExpression, compileTest, compileValue } from './compile.ts'
export { evaluate, evaluateExpression } from './evaluate.ts'
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
export { factsOf } from './facts-of.ts'
export { type Source, type SourceNames, SourceWriter } from './generate.ts'
export type { ConditionProblem, ConditionProblemCode, ConditionRefusal } from './problem.ts'
export type { ReadOptions } from './read.ts'
export { readCell, readCondition, readExpression } from './read.ts'
export type { Slot } from './slot.ts'
export { factValueOf, slotOf } from './slot.ts'
export type { FactProblem, FactsRefusal } from './snapshot.ts'
export { checkFacts } from './snapshot.ts'
export type { Sql, SqlDialect, SqlOptions } from './sql.ts'
export { expressionToSql, toSql } from './sql.ts'
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
export { expressionToWords, toWords } from './words.ts'
export { writeCondition, writeExpression } from './write.ts'
