import type { Day } from '@puhui/calendar'
import { bureauOf, hiddenOf, homeOf, honestyOf, otherDebtOf, statedIncome } from './finances.ts'
import { bankCardOf, bornOnFor, identitySlot, mobileOf, registeredRegion, residentIdOf } from './identity.ts'
import { nameOf } from './names.ts'
import type { Address, Channel, Need, Person, Sex } from './person.ts'
import { PLACES, type Place, type Settlement } from './places.ts'
import { type Stream, streamOf } from './random.ts'
import { workOf } from './work.ts'

export interface World {
  readonly seed: string
  /** The day on which the population is as described: ages, jobs, debts. */
  readonly asOf: Day
}

const AGES: readonly (readonly [readonly [number, number], number])[] = [
  [[18, 19], 3],
  [[20, 35], 56],
  [[36, 45], 24],
  [[46, 55], 13],
  [[56, 62], 4],
]
const SETTLEMENTS: readonly (readonly [Settlement, number])[] = [
  ['city', 52],
  ['county-town', 27],
  ['village', 21],
]

/**
 * Builds the inhabitants of a synthetic market.
 *
 * @param world seed and day; the same seed gives the same people
 * @returns `size` persons; the first n are the same whatever the size
 * @source SPEC P1–P9
 * @example buildPopulation({ seed: 'spring', size: 2, asOf: '2025-11-01' as Day })[0]!.personId // 'S-000000'
 */
export function buildPopulation(world: World & { readonly size: number }): Person[] {
  return Array.from({ length: world.size }, (_, index) => personAt(world, index))
}

/** One inhabitant, without building the others. */
export function personAt({ seed, asOf }: World, index: number): Person {
  const lifeSeed = `${seed}/${index}`
  const stream = streamOf(lifeSeed, 'birth')
  const slot = identitySlot(index, shiftOf(seed))
  const sex: Sex = stream.chance(0.56) ? 'male' : 'female'
  const age = stream.int(...stream.weighted(AGES))
  const bornOn = bornOnFor(age, slot.dayOfYear, asOf)
  const settlement = stream.weighted(SETTLEMENTS)
  const place = stream.pick(PLACES[settlement])
  const regionCode = registeredRegion(place.regionCode, settlement === 'city', stream)
  const work = workOf(streamOf(lifeSeed, 'work'), place, age)
  const money = streamOf(lifeSeed, 'money')
  const hidden = hiddenOf(money)
  const honesty = honestyOf(money, index)
  const bureau = bureauOf(money, age, settlement, hidden)
  const home = homeOf(money, settlement, age)
  const isMarried = stream.chance(age < 24 ? 0.08 : age < 30 ? 0.45 : 0.82)
  return {
    index,
    personId: `S-${String(index).padStart(6, '0')}`,
    lifeSeed,
    name: nameOf(stream, sex),
    sex,
    bornOn,
    residentId: residentIdOf({ slot, bornOn, sex, regionCode }),
    mobile: mobileOf(slot),
    email: stream.chance(0.35) ? `s${slot.serial}@example.com` : null,
    ...bankCardOf(slot, stream),
    deviceId: honesty.sharedDeviceId ?? `D-${slot.serial}`,
    address: addressOf(stream, place),
    ...work,
    statedMonthlyIncomeFen: statedIncome({ monthlyIncomeFen: work.monthlyIncomeFen, honesty }),
    otherMonthlyDebtFen: otherDebtOf(money, work.monthlyIncomeFen, home, bureau.isThinFile),
    home,
    isMarried,
    dependants: isMarried
      ? stream.weighted([
          [0, 20],
          [1, 45],
          [2, 28],
          [3, 7],
        ])
      : 0,
    need: needOf(stream, settlement, age),
    channel: channelOf(stream, settlement, age),
    bureau,
    honesty,
    hidden,
  }
}

function addressOf(stream: Stream, place: Place): Address {
  const { province, city, county, regionCode, cityTier, settlement } = place
  const line = stream.pick(place.lines)
  const number = stream.int(1, 299)
  const end = settlement === 'village' ? `${stream.int(1, 12)}组${stream.int(1, 60)}号` : `${number}号`
  const room = settlement === 'city' ? `${stream.int(1, 18)}栋${stream.int(1, 28)}0${stream.int(1, 4)}室` : ''
  return { province, city, county, line: line + end + room, regionCode, cityTier, settlement }
}

function needOf(stream: Stream, settlement: Settlement, age: number): Need {
  return stream.weighted<Need>([
    ['daily-use', 24],
    ['appliances', 16],
    ['home-decoration', age > 26 ? 14 : 5],
    ['education', age < 32 ? 16 : 8],
    ['medical', age > 45 ? 14 : 6],
    ['travel', settlement === 'village' ? 4 : 11],
    ['wedding', age > 22 && age < 34 ? 8 : 1],
    ['rural-production', settlement === 'village' ? 40 : settlement === 'county-town' ? 6 : 0],
  ])
}

function channelOf(stream: Stream, settlement: Settlement, age: number): Channel {
  const isOlder = age > 48
  if (settlement === 'village')
    return stream.weighted([
      ['village-station', isOlder ? 60 : 35],
      ['h5', 60],
      ['branch', 5],
    ])
  return stream.weighted([
    ['h5', isOlder ? 60 : 88],
    ['branch', isOlder ? 40 : 12],
  ])
}

/** Where this world begins its walk over the identifiers. */
function shiftOf(seed: string): number {
  return streamOf(seed, 'shift').int(0, 1_000_000_000)
}
