import type { App } from '../http/app.ts'
import type { ServerModule } from '../module.ts'
import { approvalRoutes } from './approvals.ts'
import { borrowerSessionRoutes } from './borrower-session.ts'
import { demoRoutes } from './demo.ts'
import { jobRoutes } from './jobs.ts'
import { journalRoutes } from './journal.ts'
import { outboxRoutes } from './outbox.ts'
import { sessionRoutes } from './session.ts'
import { statusRoutes } from './status.ts'
import { userRoutes } from './users.ts'
import { viewRoutes } from './views.ts'

/** The platform's own operations; `modules` tells it who knows the borrowers. */
export function platformModule(modules: readonly ServerModule[] = []): ServerModule {
  const borrowers = modules.find((module) => module.borrowers)?.borrowers ?? null
  const routes = (app: App) => {
    statusRoutes(app)
    sessionRoutes(app, borrowers)
    borrowerSessionRoutes(app, borrowers)
    demoRoutes(app, borrowers)
    userRoutes(app)
    approvalRoutes(app)
    jobRoutes(app)
    outboxRoutes(app)
    journalRoutes(app)
    viewRoutes(app)
  }
  return { name: 'platform', routes }
}
