import { withdrawConsent } from '../modules/customers/index.ts'
import { deleteDeviceEvents } from '../modules/profiles/index.ts'
import { leaveAll } from '../modules/segments/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { refreshProfiles } from './refresh-profiles.ts'
import { stopMarketing } from './stop-marketing.ts'

/**
 * Takes a consent back with all that rested on it, in one transaction: the tags, the segments,
 * messages that have not left, and what devices reported.
 *
 * @source 个人信息保护法 arts. 15, 47
 */
export async function withdrawPurpose(ctx: WriteContext, customerId: string, purpose: string): Promise<void> {
  await withdrawConsent(ctx, customerId, purpose, 'h5')
  if (purpose === 'marketing') {
    await leaveAll(ctx, customerId)
    await stopMarketing(ctx, customerId)
  }
  if (purpose === 'device-habits') await deleteDeviceEvents(ctx, customerId)
  await refreshProfiles(ctx, '本人撤回授权', [customerId])
}
