import type { App } from './http/app.ts'
import type { JobDefinition } from './jobs/job.ts'
import type { Delivery } from './outbox/delivery.ts'

/** What a module hands to `assembly.ts`: its routes, its jobs, what it delivers. */
export interface ServerModule {
  readonly name: string
  routes?(app: App): void
  readonly jobs?: readonly JobDefinition[]
  readonly deliveries?: readonly Delivery[]
}
