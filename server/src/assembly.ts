import { campaignsModule } from './modules/campaigns/index.ts'
import { customersModule } from './modules/customers/index.ts'
import { decisionsModule } from './modules/decisions/index.ts'
import { ledgerModule } from './modules/ledger/index.ts'
import { listsModule } from './modules/lists/index.ts'
import { merchantsModule } from './modules/merchants/index.ts'
import { policiesModule } from './modules/policies/index.ts'
import { productsModule } from './modules/products/index.ts'
import { profilesModule } from './modules/profiles/index.ts'
import { segmentsModule } from './modules/segments/index.ts'
import { surveysModule } from './modules/surveys/index.ts'
import { webhooksModule } from './modules/webhooks/index.ts'
import type { ServerModule } from './platform/module.ts'
import { adjustmentsModule } from './routes/adjustments.ts'
import { agreementsModule } from './routes/agreements.ts'
import { booksModule } from './routes/books.ts'
import { borrowerDirectory } from './routes/borrower-directory.ts'
import { campaignRoutes } from './routes/campaigns.ts'
import { customerMergesModule } from './routes/customer-merges.ts'
import { drawsModule } from './routes/draws.ts'
import { dueCallsModule } from './routes/due-calls.ts'
import { foundingModule } from './routes/founding.ts'
import { fundsModule } from './routes/funds.ts'
import { hardshipModule } from './routes/hardship.ts'
import { lendingModule } from './routes/lending.ts'
import { loanChangesModule } from './routes/loan-changes.ts'
import { mandatesModule } from './routes/mandates.ts'
import { marketRoutes } from './routes/market.ts'
import { marketingModule } from './routes/marketing.ts'
import { originationModule } from './routes/origination.ts'
import { payoutsModule } from './routes/payouts.ts'
import { provisionsModule } from './routes/provisions.ts'
import { redesignsModule } from './routes/redesigns.ts'
import { regulationsModule } from './routes/regulations.ts'
import { scenesModule } from './routes/scenes.ts'
import { surveyRoutes } from './routes/surveys.ts'
import { watchModule } from './routes/watch.ts'

/** Every module of this server, in the order in which data moves. A module that is not here does not run. */
export const modules: readonly ServerModule[] = [
  foundingModule,
  regulationsModule,
  productsModule,
  merchantsModule,
  marketRoutes,
  customersModule,
  profilesModule,
  segmentsModule,
  marketingModule,
  customerMergesModule,
  campaignsModule,
  campaignRoutes,
  surveysModule,
  surveyRoutes,
  listsModule,
  borrowerDirectory,
  originationModule(),
  policiesModule,
  decisionsModule,
  lendingModule(),
  adjustmentsModule,
  drawsModule,
  payoutsModule,
  loanChangesModule,
  dueCallsModule,
  hardshipModule,
  agreementsModule(),
  ledgerModule,
  booksModule,
  provisionsModule,
  scenesModule,
  fundsModule(),
  mandatesModule,
  redesignsModule,
  webhooksModule,
  watchModule,
]
