import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { orThrow, RefusalError } from '../../platform/refusal-error.ts'
import { type Application, type ApplicationStatus, type Command, decideStep } from './model.ts'
import { type MoveSet, readApplication, readApplications, updateStatus } from './store.ts'

type Reads = Pick<ReadContext, 'db'>

/** One application, or the refusal `applications.not_found`. */
export async function applicationById(ctx: Reads, id: string): Promise<Application> {
  const application = await readApplication(ctx.db, id)
  if (!application) throw new RefusalError({ code: 'applications.not_found' })
  return application
}

/** Approved applications that have no contract yet, of an import or by their ids, in the order of their ids. */
export function approvedApplications(
  ctx: Reads,
  {
    importId,
    ids,
    limit,
    after,
  }: {
    readonly importId?: string | undefined
    readonly ids?: readonly string[] | undefined
    readonly limit?: number
    readonly after?: string
  },
): Promise<Application[]> {
  return readApplications(ctx.db, {
    importId,
    ids,
    statuses: ['approved'],
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after }),
  })
}

export interface Move extends MoveSet {
  readonly from: ApplicationStatus
  readonly to: ApplicationStatus
}

/**
 * Takes an application from one state to another, only if it is still in the first: of two who try, one is refused.
 *
 * @example await moveApplication(ctx, id, { from: 'approved', to: 'contracted', contract_id: contractId })
 */
export async function moveApplication(ctx: WriteContext, id: string, { from, to, ...set }: Move): Promise<void> {
  if (await updateStatus(ctx.tx, id, from, to, { ...set, changed_at: ctx.clock.now() })) return
  const current = await readApplication(ctx.db, id)
  if (!current) throw new RefusalError({ code: 'applications.not_found' })
  throw new RefusalError({ code: 'applications.illegal_step', status: current.status })
}

/** Carries out a command on an application as it stands: an illegal jump is refused with its state (APP-01). */
export async function takeStep(
  ctx: WriteContext,
  application: Pick<Application, 'id' | 'status'>,
  command: Command,
  set: MoveSet = {},
): Promise<ApplicationStatus> {
  const to = orThrow(decideStep(application.status, command))
  await moveApplication(ctx, application.id, { ...set, from: application.status, to })
  return to
}
