import { applicationsApi } from '@puhui/api'
import type { App } from '../../platform/http/app.ts'
import { mountSteps } from '../../platform/http/mount.ts'
import { replayDecision } from './service.ts'

/** Replaying reads only, so it needs no transaction of its own. */
export function routes(app: App): void {
  mountSteps(app, applicationsApi.replayDecision, (ctx, { params }) => replayDecision(ctx, params.decisionId))
}
