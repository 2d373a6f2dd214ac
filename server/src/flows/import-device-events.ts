import { sql } from 'kysely'
import { type DeviceEvent, type DeviceEventsTaken, takeDeviceEvents } from '../modules/profiles/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { refreshProfiles } from './refresh-profiles.ts'
import { answersTo, type ConsentAnswer, standingConsent } from './standing-consent.ts'

/**
 * Takes what the devices of one source report, of those who agreed to it, and computes their personas anew.
 *
 * @source CN-PRIV-002 (个人信息保护法 arts. 13, 14, 23)
 */
export async function importDeviceEvents(
  ctx: WriteContext,
  feed: { readonly source: string; readonly events: readonly DeviceEvent[] },
): Promise<Omit<DeviceEventsTaken, 'customerIds' | 'refused'> & Refused & { readonly profilesChanged: number }> {
  const ids = [...new Set(feed.events.map(({ customerId }) => customerId))]
  const isAgreed = await standingConsent(ctx, 'device-habits')
  const { rows } = await sql<{ id: string; consents: readonly ConsentAnswer[] | null }>`
    select c.id, ${answersTo('device-habits')} as consents from customer c where c.id = any(${ids})`.execute(ctx.tx)
  const consentOf = new Map(rows.map(({ id, consents }) => [id, isAgreed(consents)]))
  const { customerIds, refused, ...done } = await takeDeviceEvents(ctx, feed, consentOf)
  const profilesChanged = customerIds.length > 0 ? await refreshProfiles(ctx, `设备：${feed.source}`, customerIds) : 0
  return { ...done, refused: [...refused], profilesChanged }
}

interface Refused {
  readonly refused: DeviceEventsTaken['refused'][number][]
}
