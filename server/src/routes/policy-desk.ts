import { applicationsApi, policiesApi } from '@puhui/api'
import { cancelBacktest, startBacktest } from '../flows/backtest.ts'
import { replayDecision } from '../flows/replay.ts'
import { backtestShown } from '../modules/policies/index.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import { policyFile, policyList, policyVersionFile } from '../views/policy-file.ts'
import { policyWatchShown } from '../views/policy-watch.ts'

/** What the policy desk sees and does over decisions and loans: lists, files, backtests, replays. */
export function policyDesk(app: App): void {
  mountRead(app, policiesApi.listPolicies, (ctx, { query }) => policyList(ctx, query))
  mountRead(app, policiesApi.getPolicy, (ctx, { params }) => policyFile(ctx, params.code))
  mountRead(app, policiesApi.getPolicyVersion, (ctx, { params }) => policyVersionFile(ctx, params.code, params.version))
  mountWrite(app, policiesApi.startBacktest, async (ctx, { params, body }) =>
    backtestShown(ctx.db, await startBacktest(ctx, { ...body, code: params.code })),
  )
  mountWrite(app, policiesApi.cancelBacktest, async (ctx, { params }) => {
    await cancelBacktest(ctx, params.backtestId)
    return { done: true as const }
  })
  mountRead(app, policiesApi.watchReading, (ctx, { params, query }) => policyWatchShown(ctx, params.code, query))
  /** Replaying reads only, so it needs no transaction of its own. */
  mountSteps(app, applicationsApi.replayDecision, (ctx, { params }) => replayDecision(ctx, params.decisionId))
}
