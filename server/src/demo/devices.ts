import { addDays, type Day } from '@puhui/calendar'
import { streamOf } from '@puhui/sim'
import { importDeviceEvents } from '../flows/import-device-events.ts'
import { grantConsent } from '../modules/customers/index.ts'
import type { DeviceEvent } from '../modules/profiles/index.ts'
import { systemActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import type { Market } from './market.ts'
import { agreesToMarketing } from './personas.ts'

const BUILDER = systemActor('demo')
const PEOPLE = 40
const DAYS = 20

/** A few dozen customers connected their devices and agreed to what that tells; three weeks of it. */
export async function connectDevices(platform: OpenPlatform, market: Market, today: Day): Promise<void> {
  const people = [...market.customers]
    .map(([index, customerId]) => ({ customerId, person: market.personOf(index) }))
    .filter(({ person }) => agreesToMarketing(person))
    .slice(0, PEOPLE)
  if (people.length === 0) return
  const events = people.flatMap(({ customerId, person }) => eventsOf(person.lifeSeed, customerId, today))
  await write(platform, { actor: BUILDER }, async (ctx) => {
    for (const { customerId } of people)
      await grantConsent(ctx, customerId, { purpose: 'device-habits', version: 1, channel: 'h5' })
    await importDeviceEvents(ctx, { source: '智能家居平台（模拟）', events })
  })
}

function eventsOf(seed: string, customerId: string, today: Day): DeviceEvent[] {
  const draw = streamOf(seed, 'devices')
  const hour = [8, 13, 20, 1][Math.floor(draw.unit() * 4)]!
  const metres = 400 + Math.floor(draw.unit() ** 3 * 60_000)
  return Array.from({ length: DAYS }, (_, back): DeviceEvent[] => {
    const on = addDays(today, -DAYS + back)
    const at = (o: number) => `${on}T${String((o + 16) % 24).padStart(2, '0')}:10:00Z`
    const trip = { eventId: `t${on}`, customerId, kind: 'trip', at: at(19), distanceM: metres } as const
    const use = { eventId: `u${on}`, customerId, kind: 'use', at: at(hour), minutes: 30 } as const
    const run = { eventId: `a${on}`, customerId, kind: 'appliance', at: at(18) } as const
    return draw.unit() < 0.6 ? [use, trip, run] : [use, trip]
  }).flat()
}
