import { fundsApi } from '@puhui/api'
import type { AccountFeedPort } from '../adapters/account-feed/port.ts'
import { simulatedAccountFeed } from '../adapters/account-feed/simulated.ts'
import { handleFundAlert, importFunds, trackFunds } from '../flows/track-funds.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import { job } from '../platform/jobs/job.ts'
import type { ServerModule } from '../platform/module.ts'
import { fundAlertList, fundUseOfLoan } from '../views/fund-use.ts'

/** Where the money of loans goes: asking the bank, files, the queue of alerts. */
export function fundsModule(feed: AccountFeedPort = simulatedAccountFeed()): ServerModule {
  const track = job({
    name: 'funds.track',
    title: { zh: '放款账户流水查询', en: 'Ask about the accounts of fresh loans' },
    cron: '23 * * * *',
    isSilent: true,
    run: async (ctx) => ({ ...(await trackFunds(ctx.platform, { actor: ctx.actor }, feed)) }),
  })
  return {
    name: 'funds',
    jobs: [track],
    routes: (app) => {
      mountRead(app, fundsApi.listFundAlerts, (ctx, { query }) => fundAlertList(ctx, query))
      mountRead(app, fundsApi.fundUse, (ctx, { params }) => fundUseOfLoan(ctx, params.loanId))
      mountSteps(app, fundsApi.fetchFunds, (ctx) => trackFunds(ctx.platform, { actor: ctx.actor }, feed))
      mountWrite(app, fundsApi.importFunds, async (ctx, { body }) => {
        const { bad, ...taken } = await importFunds(ctx, body)
        return { ...taken, bad: [...bad] }
      })
      mountWrite(app, fundsApi.handleFundAlert, async (ctx, { params, body }) => {
        await handleFundAlert(ctx, params.alertId, body)
        return { done: true as const }
      })
    },
  }
}
