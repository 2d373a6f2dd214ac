import { ageOn, type Day } from '@puhui/calendar'
import { parseBankCard, parseChineseName, parseMobile, parseResidentId } from '@puhui/compliance'
import { describe, expect, test } from 'vitest'
import { buildPopulation, digestOf, type Person, POPULATION_MAX, personAt } from './index.ts'

const asOf = '2025-11-01' as Day
const world = { seed: 'spring', asOf }
const people = buildPopulation({ ...world, size: 10_000 })
const digest = (list: readonly Person[]) =>
  digestOf(JSON.stringify(list, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)))

function share(claim: (person: Person) => boolean): number {
  return people.filter(claim).length / people.length
}

function within(value: number, min: number, max: number) {
  expect(value).toBeGreaterThanOrEqual(min)
  expect(value).toBeLessThanOrEqual(max)
}

describe('same seed, same world', () => {
  test('[P1] to the last digit', () => {
    expect(digest(people.slice(0, 2_000))).toBe('8519426a4c51bc8e92e5ddd193316bb3')
  })

  test('[P1] another seed, other people', () => {
    const others = buildPopulation({ seed: 'summer', asOf, size: 500 })
    const same = others.filter(
      (other, i) => other.mobile === people[i]!.mobile || other.residentId === people[i]!.residentId,
    )
    expect(same).toEqual([])
  })

  test('[P2] the size of the market does not matter', () => {
    expect(digest(buildPopulation({ ...world, size: 50 }))).toBe(digest(people.slice(0, 50)))
    expect(personAt(world, 4_321)).toEqual(people[4_321])
  })
})

describe('identifiers', () => {
  test('[P3] all pass and none is held twice', () => {
    for (const person of people) {
      expect(parseResidentId(person.residentId)).toMatchObject({
        ok: true,
        value: { province: { zh: expect.any(String) } },
      })
      expect(parseMobile(person.mobile).ok).toBe(true)
      expect(parseBankCard(person.bankCard)).toMatchObject({ ok: true, value: { bank: { code: person.bankCode } } })
    }
    for (const id of ['residentId', 'mobile', 'bankCard', 'personId'] as const) {
      expect(new Set(people.map((person) => person[id])).size).toBe(people.length)
    }
  })

  test('[P3] the same slot of every block has another number', () => {
    const far = Array.from({ length: 10 }, (_, block) => personAt(world, 7 + block * 182_500))
    expect(new Set(far.map(({ residentId }) => residentId)).size).toBe(10)
    for (const { residentId } of far) expect(parseResidentId(residentId).ok).toBe(true)
    expect(() => personAt(world, POPULATION_MAX)).toThrow('the world is full')
  })

  test('[P4] the number says birth day and sex', () => {
    for (const { residentId, bornOn, sex } of people.slice(0, 500)) {
      expect(parseResidentId(residentId)).toMatchObject({ value: { bornOn, sex } })
    }
  })

  test('[P5] nobody real can be reached', () => {
    for (const { mobile, bankCard, email } of people) {
      expect(mobile).toMatch(/^164\d{8}$/)
      expect(bankCard.slice(6, 10)).toBe('0000')
      expect(email ?? 's@example.com').toMatch(/@example\.com$/)
    }
  })

  test('[P10] names', () => {
    for (const { name } of people) expect(parseChineseName(name)).toEqual({ ok: true, value: name })
    within(
      share(({ name }) => name.includes('·')),
      0.003,
      0.02,
    )
    within(
      share(({ name }) => /[䶮堃喆翀赟祎玥垚骉昇𬭎犇]/u.test(name)),
      0.005,
      0.03,
    )
    expect(new Set(people.map(({ name }) => name)).size).toBeGreaterThan(5_000)
  })
})

describe('who they are', () => {
  test('[P6] provinces, tiers, town and country', () => {
    expect(new Set(people.map(({ address }) => address.province)).size).toBeGreaterThanOrEqual(12)
    expect(new Set(people.map(({ address }) => address.cityTier))).toEqual(new Set([1, 2, 3, 4, 5]))
    within(
      share(({ address }) => address.settlement !== 'city'),
      0.4,
      0.56,
    )
    within(
      share(({ address }) => address.settlement === 'village'),
      0.15,
      0.27,
    )
  })

  test('[P7] ages', () => {
    const age = (person: Person) => ageOn(person.bornOn, asOf)
    within(
      share((person) => age(person) >= 20 && age(person) <= 35),
      0.5,
      0.62,
    )
    expect(Math.min(...people.map(age))).toBe(18)
    expect(Math.max(...people.map(age))).toBe(62)
    for (let month = 1; month <= 12; month++) {
      within(
        share(({ bornOn }) => Number(bornOn.slice(5, 7)) === month),
        0.06,
        0.11,
      )
    }
  })

  test('[P8] income', () => {
    const incomeOf = (list: readonly Person[]) =>
      list.map((person) => Number(person.monthlyIncomeFen) / 100).sort((a, b) => a - b)
    const all = incomeOf(people)
    const middle = all[all.length / 2]!
    within(middle, 4_500, 6_500)
    expect(all.reduce((sum, income) => sum + income, 0) / all.length).toBeGreaterThan(middle * 1.05)
    const middleOf = (list: readonly Person[]) => incomeOf(list)[Math.floor(list.length / 2)]!
    const tier1 = middleOf(people.filter(({ address }) => address.cityTier === 1))
    expect(tier1).toBeGreaterThan(1.6 * middleOf(people.filter(({ address }) => address.settlement === 'village')))
  })

  test('[P9] thin files, inflated incomes, forged papers, shared devices', () => {
    within(
      share(({ bureau }) => bureau.isThinFile),
      0.15,
      0.25,
    )
    within(
      share(({ honesty }) => honesty.incomeInflationPpm > 1_000_000n),
      0.08,
      0.17,
    )
    within(
      share(({ honesty }) => honesty.isIdForged),
      0.003,
      0.02,
    )
    const rings = people.flatMap(({ honesty }) => honesty.sharedDeviceId ?? [])
    within(rings.length / people.length, 0.005, 0.03)
    expect(rings.length).toBeGreaterThan(2 * new Set(rings).size)
  })

  test('[P9] a thin file has no past, and a stated income is never below the true one', () => {
    for (const person of people) {
      const { isThinFile, historyMonths, delinquencies24m } = person.bureau
      if (isThinFile) expect([historyMonths, delinquencies24m]).toEqual([0, 0])
      expect(person.statedMonthlyIncomeFen).toBeGreaterThanOrEqual(person.monthlyIncomeFen)
    }
  })

  test('[P11] the bureau hints and does not tell', () => {
    const filed = people.filter(({ bureau }) => !bureau.isThinFile)
    const mean = (list: readonly Person[]) =>
      list.reduce((sum, { hidden }) => sum + hidden.willingness, 0) / list.length
    const late = filed.filter(({ bureau }) => bureau.delinquencies24m > 0)
    const clean = filed.filter(({ bureau }) => bureau.delinquencies24m === 0)
    expect(mean(late)).toBeLessThan(mean(clean) - 0.02)
    expect(clean.some(({ hidden }) => hidden.willingness < 0.5)).toBe(true)
  })
})
