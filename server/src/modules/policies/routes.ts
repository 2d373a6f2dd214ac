import { isRefusalCode, policiesApi, refusalText } from '@puhui/api'
import type { App } from '../../platform/http/app.ts'
import { mountRead, mountWrite } from '../../platform/http/mount.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { readBacktestsOf } from './backtest-store.ts'
import { endChallenge, startChallenge } from './challenge.ts'
import { decideDraft, discardDraft, draftById, saveDraft, submitDraft } from './drafts.ts'
import { releaseProblems } from './release-check.ts'
import { rollBack } from './service.ts'
import { backtestBrief, backtestShown, draftShown } from './shown.ts'
import { lastNumber } from './store.ts'
import { setWatch } from './watch-store.ts'
import { askWithdrawal, decideWithdrawal } from './withdraw.ts'

/** Drafts, release and challengers; lists, files and backtests, which read decisions and loans, are in routes/policy-desk.ts. */
export function routes(app: App): void {
  mountRead(app, policiesApi.getDraft, (ctx, { params }) => draftShown(ctx.db, params.draftId))
  mountWrite(app, policiesApi.savePolicyDraft, async (ctx, { params, body }) =>
    draftShown(ctx.db, await saveDraft(ctx, { ...body, code: params.code })),
  )
  mountWrite(app, policiesApi.discardDraft, async (ctx, { params, body }) => {
    await discardDraft(ctx, params.draftId, body.reason)
    return { done: true as const }
  })
  mountRead(app, policiesApi.checkDraft, async (ctx, { params }) => {
    const problems = await releaseProblems(ctx.db, await draftById(ctx, params.draftId))
    const shown = problems.map(({ pointer, code, facts = {} }) => {
      const message = isRefusalCode(code)
        ? { zh: refusalText(code, 'zh', facts), en: refusalText(code, 'en', facts) }
        : { zh: code, en: code }
      return { pointer, code, message }
    })
    return { isReady: shown.length === 0, problems: shown }
  })
  mountWrite(app, policiesApi.submitDraft, async (ctx, { params, body }) => {
    await submitDraft(ctx, params.draftId, body)
    return draftShown(ctx.db, params.draftId)
  })
  mountWrite(app, policiesApi.decideDraft, async (ctx, { params, body }) => {
    await decideDraft(ctx, params.draftId, body)
    return draftShown(ctx.db, params.draftId)
  })
  mountWrite(app, policiesApi.rollbackPolicy, async (ctx, { params, body }) => {
    await rollBack(ctx, { code: params.code, ...body })
    return { inForce: body.version }
  })
  mountWrite(app, policiesApi.withdrawPolicyVersion, async (ctx, { params, body }) => {
    await askWithdrawal(ctx, { ...params, ...body })
    return { done: true as const }
  })
  mountWrite(app, policiesApi.decideWithdrawal, async (ctx, { params, body }) => {
    await decideWithdrawal(ctx, params.code, body)
    return { done: true as const }
  })
  mountWrite(app, policiesApi.startChallenge, async (ctx, { params, body }) => {
    await startChallenge(ctx, { code: params.code, ...body })
    return { done: true as const }
  })
  mountWrite(app, policiesApi.endChallenge, async (ctx, { params, body }) => {
    await endChallenge(ctx, params.challengeId, body.reason)
    return { done: true as const }
  })
  mountWrite(app, policiesApi.setWatch, async (ctx, { params, body }) => {
    if ((await lastNumber(ctx.db, params.code)) === 0) throw new RefusalError({ code: 'policies.not_found' })
    await setWatch(ctx, params.code, body)
    return { done: true as const }
  })
  mountRead(app, policiesApi.getBacktest, (ctx, { params }) => backtestShown(ctx.db, params.backtestId))
  mountRead(app, policiesApi.listBacktests, async (ctx, { params }) => {
    return { backtests: (await readBacktestsOf(ctx.db, params.code)).map(backtestBrief) }
  })
}
