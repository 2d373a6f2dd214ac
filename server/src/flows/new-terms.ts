import type { NewTerms, ReAge, ReAmortise } from '@puhui/loan'
import { bookingDay } from '../modules/ledger/index.ts'
import { markRestructured } from '../modules/provisions/index.ts'
import { type HardshipRow, type OpenLoan, previewCommand, type StoredPlan } from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { bookEvent } from './book-event.ts'
import { tellAgreed } from './hardship-notice.ts'

/** New terms, other days for all that is open, or what is past due spread over what is to come. */
export type PlanTerms = NewTerms & { readonly reAge?: ReAge; readonly reAmortise?: ReAmortise }

/** The terms of a stored plan. */
export function termsOf({ instalments, annualRatePpm, graceInstalments, arrears, ...own }: StoredPlan): PlanTerms {
  const terms = { instalments, annualRatePpm: BigInt(annualRatePpm), graceInstalments, arrears }
  const { reAge, reAmortise } = own
  return { ...terms, ...(reAge ? { reAge } : {}), ...(reAmortise ? { reAmortise } : {}) }
}

/** Books a plan from its own day, has the loan watched and tells the borrower that it holds. */
export async function bringIntoForce(
  ctx: WriteContext,
  { loan, row, request }: OpenLoan & { readonly request: HardshipRow },
  plan: StoredPlan,
): Promise<string> {
  const { reason } = request
  const bookedOn = await bookingDay(ctx)
  const command = { kind: 'reschedule', ...termsOf(plan), reason, valueOn: plan.valueOn } as const
  const previewed = previewCommand(loan, command, { bookedOn, eventId: ctx.ids.next('lev') })
  const { eventId } = await bookEvent(ctx, row, previewed, { reason })
  await markRestructured(ctx, row.id, bookedOn)
  await tellAgreed(ctx, row, { requestId: request.id, state: previewed.after })
  return eventId
}
