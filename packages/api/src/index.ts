export type { FetchLike } from './client.ts'
export { ApiProblem, makeClient, urlIn, urlOf } from './client.ts'
export { list, read, write } from './define.ts'
export { fieldLabel, hasFieldLabel } from './labels/field-labels.ts'
export { jobResultLabel, resultLines } from './labels/job-result-labels.ts'
export type { JournalAction } from './labels/journal-labels.ts'
export { actionLabel, journalActions, systemActorLabel, systemActors } from './labels/journal-labels.ts'
export { reasonShown } from './labels/system-reasons.ts'
export { valueLabelOf } from './labels/value-labels.ts'
export type { ApprovalKind, LabelSetName, TimelineChapter } from './labels.ts'
export { labelOf, labels, valuesOf } from './labels.ts'
export type { ColumnSpec, ColumnType, FilterSpec, ListQuery, ListSpec } from './list.ts'
export type {
  AnyOperation,
  BodyOf,
  CallOptions,
  CancelSignal,
  InputOf,
  Operation,
  OutputOf,
  ParamsOf,
  Problem,
  ProblemItem,
  QueryOf,
} from './operation.ts'
export * as adjustmentsApi from './operations/adjustments.ts'
export * as agreementsApi from './operations/agreements.ts'
export * as applicationsApi from './operations/applications.ts'
export * as borrowerApi from './operations/borrower.ts'
export * as campaignsApi from './operations/campaigns.ts'
export * as correctionsApi from './operations/corrections.ts'
export * as customerMergesApi from './operations/customer-merges.ts'
export * as customersApi from './operations/customers.ts'
export * as drawsApi from './operations/draws.ts'
export * as fundsApi from './operations/funds.ts'
export * as hardshipApi from './operations/hardship.ts'
export * as investigationApi from './operations/investigation.ts'
export * as ledgerApi from './operations/ledger.ts'
export * as listsApi from './operations/lists.ts'
export * as loanChangesApi from './operations/loan-changes.ts'
export * as loansApi from './operations/loans.ts'
export * as mandatesApi from './operations/mandates.ts'
export * as marketApi from './operations/market.ts'
export * as merchantsApi from './operations/merchants.ts'
export * as payoutsApi from './operations/payouts.ts'
export * as policiesApi from './operations/policies.ts'
export * as productsApi from './operations/products.ts'
export * as profilesApi from './operations/profiles.ts'
export * as provisionsApi from './operations/provisions.ts'
export * as redesignsApi from './operations/redesigns.ts'
export * as regulationsApi from './operations/regulations.ts'
export * as segmentsApi from './operations/segments.ts'
export * as sessionApi from './operations/session.ts'
export * as surveysApi from './operations/surveys.ts'
export type { ApprovalObject } from './operations/system.ts'
export * as systemApi from './operations/system.ts'
export * as watchApi from './operations/watch.ts'
export * as webhooksApi from './operations/webhooks.ts'
export type { Permission, Role, RoleId } from './permissions.ts'
export { permissions, roles, rolesWith } from './permissions.ts'
export type { RefusalCode } from './refusals/catalogue.ts'
export { isRefusalCode, refusalCatalogue, refusalHelp, refusalText } from './refusals/catalogue.ts'
export type { RefusalEntry } from './refusals/entry.ts'
export { operations } from './registry.ts'
