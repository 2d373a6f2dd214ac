import type { Config } from './config.ts'
import type { Platform, ReadContext, WriteContext } from './context.ts'
import type { App } from './http/app.ts'
import type { JobDefinition } from './jobs/job.ts'
import type { Delivery } from './outbox/delivery.ts'

/** What signing in needs to know of borrowers; the module that keeps customers provides it. */
export interface BorrowerDirectory {
  /** The customer of a mobile number, registered now when there is none. */
  findOrRegister(ctx: WriteContext, mobile: string): Promise<string>
  /** How the borrower is called on screen, masked; null before the name is known. */
  nameOf(ctx: ReadContext, customerId: string): Promise<string | null>
  /** Whom a visitor of the demo becomes with one click. */
  demoBorrower(ctx: ReadContext): Promise<string | null>
}

/** What a module hands to `assembly.ts`: its routes, its jobs, what it delivers. */
export interface ServerModule {
  readonly name: string
  routes?(app: App): void
  readonly jobs?: readonly JobDefinition[]
  /** What each process does again and again while it serves; a round says whether there is more to do at once. */
  readonly loops?: readonly {
    readonly name: string
    readonly everyMs: number
    round(platform: Platform): Promise<boolean>
  }[]
  deliveries?(config: Config): readonly Delivery[]
  readonly borrowers?: BorrowerDirectory
}
