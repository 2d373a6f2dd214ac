import type { ContactChannel } from '@puhui/contact'
import { holdCustomers } from '../modules/customers/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { stopQueued } from '../platform/outbox/stop.ts'
import { SURVEY_TEMPLATE } from './invite-to-survey.ts'
import { CAMPAIGN_TEMPLATE } from './send-campaign.ts'

const WHY = 'the customer does not want it any more'

/**
 * What a campaign or a survey has written to a customer and has not left stays here: a refusal holds from this moment,
 * also in the middle of a sending. With a channel only what would go out over it.
 *
 * @source 个人信息保护法 art. 15, 24; CN-PRIV-001, CN-PRIV-003
 */
export async function stopMarketing(ctx: WriteContext, customerId: string, channel?: ContactChannel): Promise<void> {
  const templates = [CAMPAIGN_TEMPLATE, SURVEY_TEMPLATE]
  // What goes to a branch is a list on paper; no message waits.
  if (channel === 'branch') return
  // A sending that has asked the gate and not yet written is waited for; one that comes later waits for this refusal.
  await holdCustomers(ctx, [customerId])
  await stopQueued(ctx, { customerId, templates, why: WHY, ...(channel ? { kind: channel } : {}) })
}
