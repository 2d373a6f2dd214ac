import { type Day, dayFromEpoch, epochOf, yearOf } from '@puhui/calendar'
import { BANKS, luhnCheckDigit, residentIdCheckDigit } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import type { Sex } from './person.ts'
import { PLACES } from './places.ts'
import type { Stream } from './random.ts'

/** 365 birthdays (29 February left out) × 500 sequence numbers of one sex. */
const ID_SLOTS = 365 * 500
const ID_BLOCKS = 10
const MOBILES = 100_000_000

/** How many persons one world can hold so that no two share an identifier. */
export const POPULATION_MAX = ID_SLOTS * ID_BLOCKS

/** Which of the disjoint identifiers a person holds. Two different indexes never get the same one. */
export interface IdentitySlot {
  readonly block: number
  /** 0 to 364. */
  readonly dayOfYear: number
  /** 0 to 499. */
  readonly sequence: number
  /** Eight digits. */
  readonly serial: string
}

/**
 * Walks the slots in steps that are coprime to their number: unlike neighbours, and no memory of who came before.
 *
 * @param shift a whole number of the seed, 0 or more, so that other worlds begin elsewhere
 */
export function identitySlot(index: number, shift: number): IdentitySlot {
  assert(index >= 0 && index < POPULATION_MAX, 'the world is full', { index, max: POPULATION_MAX })
  const slot = ((index % ID_SLOTS) * 112_787 + (shift % ID_SLOTS)) % ID_SLOTS
  const serial = (index * 61_803_397 + (shift % MOBILES)) % MOBILES
  return {
    block: Math.floor(index / ID_SLOTS),
    dayOfYear: Math.floor(slot / 500),
    sequence: slot % 500,
    serial: String(serial).padStart(8, '0'),
  }
}

/** The birth day of someone of that age: this year's or last year's turn of the day, the last before `asOf`. */
export function bornOnFor(age: number, dayOfYear: number, asOf: Day): Day {
  const inYear = (year: number) => `${year}${monthDay(dayOfYear)}` as Day
  const year = yearOf(asOf) - age
  return inYear(year).slice(4) <= asOf.slice(4) ? inYear(year) : inYear(year - 1)
}

/**
 * A resident ID number of nobody. People register where their family comes from, which need not be where
 * they live. Blocks after the first take county codes 91 to 99, which no county has.
 */
export function residentIdOf(person: { slot: IdentitySlot; bornOn: Day; sex: Sex; regionCode: string }): string {
  const { slot, bornOn, sex, regionCode } = person
  const region = slot.block === 0 ? regionCode : `${regionCode.slice(0, 4)}${90 + slot.block}`
  const sequence = String(slot.sequence * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0')
  const digits = region + bornOn.replaceAll('-', '') + sequence
  return digits + residentIdCheckDigit(digits)
}

/** Prefix 164 has not been given to any operator: no message can reach a stranger. */
export function mobileOf(slot: IdentitySlot): string {
  return `164${slot.serial}`
}

/** A card of one of the large banks; four zeros after the BIN mark it as made up. */
export function bankCardOf(slot: IdentitySlot, stream: Stream): { bankCard: string; bankCode: string } {
  const bank = stream.pick(BANKS)
  const digits = `${bank.bins[0]}0000${slot.serial}`
  return { bankCard: digits + luhnCheckDigit(digits), bankCode: bank.code }
}

/** Where someone is registered: half of those in cities come from a county elsewhere. */
export function registeredRegion(homeRegion: string, isCity: boolean, stream: Stream): string {
  return isCity && stream.chance(0.5) ? stream.pick(PLACES.village).regionCode : homeRegion
}

const COMMON_YEAR = epochOf('2001-01-01' as Day)

function monthDay(dayOfYear: number): string {
  return dayFromEpoch(COMMON_YEAR + dayOfYear).slice(4)
}
