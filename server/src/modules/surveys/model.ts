import { createHash, randomBytes } from 'node:crypto'
import { ageOn, type Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Question } from '@puhui/segment'
import { stringify } from '../../platform/db.ts'
import type { About } from './schema.ts'
import type { readPeople, VersionRow } from './store.ts'

/** What is fixed by publishing: change a letter and the hash is another. */
export function contentHashOf(version: {
  readonly title: Localized
  readonly intro: Localized
  readonly questions: readonly Question[]
}): string {
  const { title, intro, questions } = version
  return createHash('sha256')
    .update(stringify([title, intro, questions]))
    .digest('hex')
}

/** The key of a link or a device as it is kept. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Names a link; nobody guesses it. */
export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

export function isOpenOn({ status, starts_on, ends_on }: VersionRow, day: Day): boolean {
  return status === 'published' && starts_on <= day && day <= ends_on
}

/** The band of an age, by the lender's cuts: `20-35`, `0-19`, `60+`. */
export function ageBandOf(age: number, cuts: readonly number[]): string {
  const at = cuts.findLastIndex((cut) => age >= cut)
  const [from, next] = [cuts[at] ?? 0, cuts[at + 1]]
  return next === undefined ? `${from}+` : `${from}-${next - 1}`
}

export function ageBandLabel(band: string): Localized {
  if (band.endsWith('+')) return { zh: `${band.slice(0, -1)} 岁及以上`, en: `${band.slice(0, -1)} and over` }
  const [from, to] = band.split('-')
  return from === '0'
    ? { zh: `${Number(to) + 1} 岁以下`, en: `under ${Number(to) + 1}` }
    : { zh: `${from}–${to} 岁`, en: `${from}–${to}` }
}

type Person = Awaited<ReturnType<typeof readPeople>> extends ReadonlyMap<string, infer P> ? P : never

/** Groups of a person; of one who stays without a name only age band, province and city tier. */
export function aboutOf(person: Person, isLinked: boolean, today: Day, ageCuts: readonly number[]): About {
  const coarse = {
    ...(person.born_on ? { ageBand: ageBandOf(ageOn(person.born_on, today), ageCuts) } : {}),
    ...(person.province_code ? { province: person.province_code } : {}),
    ...(person.city_tier ? { cityTier: person.city_tier } : {}),
  }
  return isLinked ? { ...coarse, ...(person.sex ? { gender: person.sex } : {}), ...person.facts } : coarse
}
