import { setSigningDays, signDaysOn } from '../modules/contracts/index.ts'
import {
  type AskedParameters,
  askParameters,
  decideAskedParameters,
  parametersHistory,
  servicingParameters,
} from '../modules/servicing/index.ts'
import type { PendingDecision } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'

/** What holds today, what held, and what waits for a second person. */
export async function parametersInForce(ctx: Pick<ReadContext, 'db'>) {
  const { version, values } = await valuesInForce(ctx)
  return { version, values, ...(await parametersHistory(ctx)) }
}

async function valuesInForce(ctx: Pick<ReadContext, 'db'>) {
  const { version, values } = await servicingParameters(ctx.db)
  const { drawAloneFenMax, returnAloneFenMax } = values
  const signingDays = await signDaysOn(ctx.db, await businessDate(ctx.db))
  return { version, values: { drawAloneFenMax, returnAloneFenMax, signingDays } }
}

/** @refuses approvals.already_asked */
export async function proposeServicingParameters(ctx: WriteContext, asked: AskedParameters): Promise<string> {
  const { values } = await valuesInForce(ctx)
  return askParameters(ctx, asked, values)
}

/**
 * Decides on parameters. Papers drawn up before keep the days they were given.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check
 */
export async function decideServicingParameters(
  ctx: WriteContext,
  decision: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<number> {
  const { version, approved } = await decideAskedParameters(ctx, decision)
  if (approved) await setSigningDays(ctx.tx, await businessDate(ctx.db), approved.signingDays)
  return version
}
