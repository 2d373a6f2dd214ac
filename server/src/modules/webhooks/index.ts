import type { ServerModule } from '../../platform/module.ts'
import { deliverJob, webhookRound } from './jobs.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { type Announcement, announce } from './announce.ts'
export { deliverWebhooks, FAILURES_MAX } from './deliver.ts'
export { loanEventKey } from './events-of-line.ts'
export { followJournal, listenFrom } from './follow.ts'
export { createEndpoint } from './service.ts'
export { isGenuine } from './signature.ts'

const EVERY_MS = 1_000

export const webhooksModule: ServerModule = {
  name: 'webhooks',
  routes,
  jobs: [deliverJob],
  loops: [{ name: 'webhooks', everyMs: EVERY_MS, round: webhookRound }],
}
