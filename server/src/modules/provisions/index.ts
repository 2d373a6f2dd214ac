import './schema.ts'

export { classifyLoans } from './classify.ts'
export type { Earlier, RunFigures } from './figures.ts'
export { badOf, figuresOf } from './figures.ts'
export { askOverride, decideOverride } from './override.ts'
export type { LoanProvision } from './reckon.ts'
export { reckoner } from './reckon.ts'
export { markRestructured } from './restructured.ts'
export { readCategoriesOn, readChanges, readRisk } from './risk-store.ts'
export type { RunRow, StoredFigures } from './run-store.ts'
export {
  decideRunRow,
  insertRun,
  insertRunLoans,
  readAllowanceOf,
  readEarlier,
  readLoansOn,
  readPosted,
  readRun,
  readUsed,
  runsBase,
} from './run-store.ts'
export type { TableInForce } from './table.ts'
export { decideTable, listTables, proposeTable, seedTable, tableInForce } from './table.ts'
export { insertWriteOff, readWriteOffOf } from './write-off-store.ts'
