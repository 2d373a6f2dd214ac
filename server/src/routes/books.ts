import { correctionsApi, ledgerApi } from '@puhui/api'
import { closeBooks } from '../flows/close-month.ts'
import { compareJob, startComparison } from '../flows/compare-books.ts'
import { askCorrection, decideCorrection } from '../flows/correct-books.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { correctionsShown } from '../views/corrections.ts'
import { ledgerBelief } from '../views/ledger-belief.ts'
import { ledgerTie } from '../views/ledger-tie.ts'

/** What holds the ledger against the loans: the two times, the tie, what is corrected, the closing of a month. */
export const booksModule: ServerModule = {
  name: 'books',
  jobs: [compareJob],
  routes: (app) => {
    mountRead(app, ledgerApi.getBelief, (ctx, { query }) => ledgerBelief(ctx, query))
    mountRead(app, ledgerApi.getTie, (ctx, { query }) => ledgerTie(ctx, query))
    mountRead(app, correctionsApi.getCorrections, (ctx) => correctionsShown(ctx))
    mountWrite(app, correctionsApi.askCorrection, (ctx, { body }) => askCorrection(ctx, body.loans, body.reason))
    mountWrite(app, correctionsApi.compareBooks, (ctx) => startComparison(ctx))
    mountWrite(app, correctionsApi.decideCorrection, (ctx, { params, body }) =>
      decideCorrection(ctx, params.correctionId, body),
    )
    mountWrite(app, ledgerApi.closeMonth, (ctx, { params, body }) => closeBooks(ctx, params.month, body.reason))
  },
}
