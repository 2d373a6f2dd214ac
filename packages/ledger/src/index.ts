export type { Account, AccountCode, AccountType, Side } from './chart.ts'
export { accountOf, CHART } from './chart.ts'
export type { Entry, Line } from './entry.ts'
