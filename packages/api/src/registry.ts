import type { AnyOperation } from './operation.ts'
import * as adjustments from './operations/adjustments.ts'
import * as agreements from './operations/agreements.ts'
import * as applications from './operations/applications.ts'
import * as borrower from './operations/borrower.ts'
import * as campaigns from './operations/campaigns.ts'
import * as corrections from './operations/corrections.ts'
import * as customerMerges from './operations/customer-merges.ts'
import * as customers from './operations/customers.ts'
import * as draws from './operations/draws.ts'
import * as dueCalls from './operations/due-calls.ts'
import * as funds from './operations/funds.ts'
import * as hardship from './operations/hardship.ts'
import * as investigation from './operations/investigation.ts'
import * as ledger from './operations/ledger.ts'
import * as lists from './operations/lists.ts'
import * as loanChanges from './operations/loan-changes.ts'
import * as loans from './operations/loans.ts'
import * as mandates from './operations/mandates.ts'
import * as market from './operations/market.ts'
import * as merchants from './operations/merchants.ts'
import * as payouts from './operations/payouts.ts'
import * as policies from './operations/policies.ts'
import * as products from './operations/products.ts'
import * as profiles from './operations/profiles.ts'
import * as provisions from './operations/provisions.ts'
import * as redesigns from './operations/redesigns.ts'
import * as regulations from './operations/regulations.ts'
import * as segments from './operations/segments.ts'
import * as session from './operations/session.ts'
import * as surveys from './operations/surveys.ts'
import * as system from './operations/system.ts'
import * as watch from './operations/watch.ts'
import * as webhooks from './operations/webhooks.ts'

const areas = {
  session,
  system,
  products,
  merchants,
  funds,
  mandates,
  redesigns,
  market,
  customers,
  corrections,
  customerMerges,
  profiles,
  segments,
  surveys,
  campaigns,
  applications,
  investigation,
  watch,
  lists,
  loans,
  payouts,
  adjustments,
  draws,
  loanChanges,
  dueCalls,
  hardship,
  agreements,
  ledger,
  provisions,
  policies,
  regulations,
  webhooks,
  borrower,
}

/** Every operation of the platform, in the order of the areas. */
export const operations: readonly AnyOperation[] = Object.values(areas).flatMap((area) =>
  Object.values(area).filter(isOperation),
)

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'permission' in value
}
