import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { type Reader, stringify } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'

/** One thing that a device reported: somebody used it, an appliance ran, a way was travelled. */
export interface DeviceEvent {
  readonly eventId: string
  readonly customerId: string
  readonly kind: 'use' | 'appliance' | 'trip'
  readonly at: string
  readonly minutes?: number | undefined
  readonly distanceM?: number | undefined
}

export interface DeviceEventsTaken {
  readonly taken: number
  /** Reported before. */
  readonly known: number
  readonly refused: readonly { readonly row: number; readonly problem: 'customer' | 'consent' | 'time' }[]
  readonly customerIds: readonly string[]
}

/** How long what a device reported is kept, and how far back a persona looks. */
export const DEVICE_DAYS = 90

/**
 * Keeps what the devices of a source reported, of those alone who agreed to it. Of everybody else not a line is written.
 *
 * @param consentOf of each known customer, whether the consent to `device-habits` stands
 */
export async function takeDeviceEvents(
  ctx: WriteContext,
  { source, events }: { readonly source: string; readonly events: readonly DeviceEvent[] },
  consentOf: ReadonlyMap<string, boolean>,
): Promise<DeviceEventsTaken> {
  const now = Date.parse(ctx.clock.now())
  const problemOf = ({ customerId, at }: DeviceEvent) => {
    if (!consentOf.has(customerId)) return 'customer' as const
    if (!consentOf.get(customerId)) return 'consent' as const
    const age = now - Date.parse(at)
    return age < 0 || age > DEVICE_DAYS * DAY_MS ? ('time' as const) : null
  }
  const judged = events.map((event, at) => ({ event, row: at + 1, problem: problemOf(event) }))
  const good = judged.filter(({ problem }) => problem === null).map(({ event }) => event)
  const { numAffectedRows } = await sql`
    insert into device_event (customer_id, source, event_id, kind, occurred_at, minutes, distance_m, received_at)
    select "customerId", ${source}, "eventId", kind, at, minutes, "distanceM", ${ctx.clock.now()}::timestamptz
    from jsonb_to_recordset(${stringify(good)}::jsonb)
      as e ("customerId" text, "eventId" text, kind text, at timestamptz, minutes int, "distanceM" int)
    on conflict do nothing`.execute(ctx.tx)
  const taken = Number(numAffectedRows ?? 0n)
  const refused = judged.flatMap(({ row, problem }) => (problem === null ? [] : [{ row, problem }]))
  await record(ctx, {
    action: 'profiles.device_events_taken',
    objectKind: 'deviceSource',
    objectId: source,
    after: { taken, known: good.length - taken, refused: refused.length },
  })
  return {
    taken,
    known: good.length - taken,
    refused,
    customerIds: [...new Set(good.map(({ customerId }) => customerId))],
  }
}

const DAY_MS = 86_400_000

/** Deletes all that devices reported of a customer; with the consent goes what rested on it. */
export async function deleteDeviceEvents(ctx: WriteContext, customerId: string): Promise<number> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('device_event')
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  const deleted = Number(numDeletedRows)
  if (deleted > 0)
    await record(ctx, {
      action: 'profiles.device_events_deleted',
      objectKind: 'customer',
      objectId: customerId,
      customerId,
      after: { deleted },
    })
  return deleted
}

/** What the devices of one person say, as the database sums it up over the last ninety days. */
export interface DeviceSums {
  readonly lastAt: string
  /** On how many days anything was reported. */
  readonly days: number
  readonly sources: readonly string[]
  /** Uses by hour band: 5–10, 11–16, 17–22, 23–4 o'clock. */
  readonly uses: Readonly<Record<ActiveHours, number>>
  readonly appliances30d: number
  readonly applianceDays: number
  readonly tripDays: number
  /** Metres on the middle one of the days on which a way was travelled. */
  readonly metresADay: number | null
}

export type ActiveHours = 'morning' | 'daytime' | 'evening' | 'night'

/** The sums of many customers; who has nothing reported is not in the answer. */
export async function readDeviceSums(
  reader: Reader,
  ids: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, DeviceSums>> {
  const { rows } = await sql<DeviceSums & { readonly customerId: string }>`
    with e as (
      select customer_id, source, kind, occurred_at, distance_m, (occurred_at at time zone 'Asia/Shanghai')::date as on_day,
        extract(hour from occurred_at at time zone 'Asia/Shanghai')::int as hour
      from device_event where customer_id = any(${ids})
        and (occurred_at at time zone 'Asia/Shanghai')::date > ${today}::date - ${DEVICE_DAYS}::int),
    way as (
      select customer_id, percentile_disc(0.5) within group (order by metres)::int as metres_a_day, count(*)::int as days
      from (select customer_id, on_day, sum(distance_m) as metres from e where kind = 'trip' group by 1, 2) d group by 1)
    select e.customer_id as "customerId", max(e.occurred_at) as "lastAt", count(distinct on_day)::int as days,
      jsonb_agg(distinct source) as sources,
      jsonb_build_object('morning', count(*) filter (where kind = 'use' and hour between 5 and 10),
        'daytime', count(*) filter (where kind = 'use' and hour between 11 and 16),
        'evening', count(*) filter (where kind = 'use' and hour between 17 and 22),
        'night', count(*) filter (where kind = 'use' and (hour > 22 or hour < 5))) as uses,
      (count(*) filter (where kind = 'appliance' and on_day > ${today}::date - 30))::int as "appliances30d",
      (count(distinct on_day) filter (where kind = 'appliance'))::int as "applianceDays",
      coalesce(max(way.days), 0)::int as "tripDays", max(way.metres_a_day) as "metresADay"
    from e left join way on way.customer_id = e.customer_id group by e.customer_id`.execute(reader)
  return new Map(rows.map(({ customerId, ...sums }) => [customerId, sums]))
}

/** Below this many days nothing is concluded. */
const DAYS_MIN = 5

export interface DeviceHabits {
  readonly activeHours: ActiveHours | null
  readonly applianceUse30d: number | null
  readonly mobilityBand: 'home' | 'local' | 'regional' | null
}

/** What may be concluded from the sums; null where too few days speak. */
export function deviceHabitsOf({ uses, days, ...sums }: DeviceSums): DeviceHabits {
  const bands = Object.entries(uses) as [ActiveHours, number][]
  const most = bands.toSorted(([, one], [, other]) => other - one)[0]!
  return {
    activeHours: days >= DAYS_MIN && most[1] >= DAYS_MIN ? most[0] : null,
    applianceUse30d: sums.applianceDays >= DAYS_MIN ? sums.appliances30d : null,
    mobilityBand: sums.tripDays >= DAYS_MIN && sums.metresADay !== null ? mobilityOf(sums.metresADay) : null,
  }
}

function mobilityOf(metres: number): NonNullable<DeviceHabits['mobilityBand']> {
  if (metres < 2_000) return 'home'
  return metres < 20_000 ? 'local' : 'regional'
}
