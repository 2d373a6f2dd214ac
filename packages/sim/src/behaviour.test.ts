import { addMonths, type Day, monthsBetween } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import {
  acceptsOffer,
  applicationsOf,
  applicationsPlan,
  buildPopulation,
  digestOf,
  earlyConduct,
  hasMoneyOnDue,
  lateConduct,
  lifeOf,
  monthIndexOf,
  type Person,
} from './index.ts'

const from = '2025-11-01' as Day
const people = buildPopulation({ seed: 'spring', size: 3_000, asOf: from })
const plan = applicationsPlan({ seed: 'spring', size: 3_000, from, months: 13 })
const text = (value: unknown) => JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? `${each}n` : each))
const due = { key: 'L1', instalment: 1, dueOn: '2026-03-15' as Day, amountDueFen: 80_000n, pastDueCount: 0 }

function count(claim: (person: Person) => boolean, among: readonly Person[] = people): number {
  return among.filter(claim).length / among.length
}

describe('a life', () => {
  test('[B1] a month depends on person and month alone', () => {
    const month = monthIndexOf('2026-11-22' as Day)
    expect(month).toBe(24_322)
    const forwards = people.slice(0, 50).map((person) => lifeOf(person, month))
    const backwards = people
      .slice(0, 50)
      .reverse()
      .map((person) => lifeOf(person, month))
      .reverse()
    expect(backwards).toEqual(forwards)
  })

  test('[B2] shocks last and cut the income', () => {
    const start = monthIndexOf(from)
    const months = people.slice(0, 1_000).flatMap((person) =>
      Array.from({ length: 24 }, (_, i) => ({
        person,
        life: lifeOf(person, start + i),
        next: lifeOf(person, start + i + 1),
      })),
    )
    const bad = months.filter(({ life }) => life.shock && life.shock !== 'windfall')
    expect(bad.length / months.length).toBeGreaterThan(0.01)
    expect(bad.length / months.length).toBeLessThan(0.05)
    expect(bad.filter(({ life, next }) => life.shock === next.shock).length / bad.length).toBeGreaterThan(0.55)
    for (const { person, life } of months.filter((each) => each.life.shock === 'job-loss')) {
      expect(Number(life.incomeFen) / Number(person.monthlyIncomeFen)).toBeLessThan(0.3)
    }
  })
})

describe('applications', () => {
  test('[B3] everybody applies, in order', () => {
    expect(new Set(plan.map(({ personId }) => personId)).size).toBe(3_000)
    const perPerson = people.map((person) => plan.filter(({ personIndex }) => personIndex === person.index).length)
    expect(Math.max(...perPerson)).toBe(3)
    expect(plan.map(({ appliedOn }) => appliedOn)).toEqual(plan.map(({ appliedOn }) => appliedOn).sort())
    expect(plan[0]!.appliedOn >= from && plan.at(-1)!.appliedOn < addMonths(from, 13)).toBe(true)
    expect(new Set(plan.map(({ key }) => key)).size).toBe(plan.length)
  })

  test('[B4] the same plan, whole or in part', () => {
    expect(digestOf(text(plan))).toBe('baa22c0fbf17ca9fba0ac78e524b434b')
    const small = applicationsPlan({ seed: 'spring', size: 300, from, months: 13 })
    expect(small).toEqual(plan.filter(({ personIndex }) => personIndex < 300))
    const alone = applicationsOf(people[7]!, { from, months: 13 })
    expect(alone).toEqual(plan.filter(({ personIndex }) => personIndex === 7))
  })

  test('[B5] amounts, terms and growth', () => {
    for (const { amountFen, termMonths, method, personIndex } of plan) {
      expect(amountFen % 10_000n).toBe(0n)
      expect(amountFen >= 100_000n && amountFen <= 20_000_000n).toBe(true)
      expect(amountFen <= people[personIndex]!.monthlyIncomeFen * 12n).toBe(true)
      if (method === 'bullet' || method === 'interest-first') expect(termMonths).toBeLessThanOrEqual(12)
    }
    const inMonth = (month: number) => plan.filter(({ appliedOn }) => monthsBetween(from, appliedOn) === month).length
    expect(inMonth(11) + inMonth(12)).toBeGreaterThan(1.4 * (inMonth(0) + inMonth(1)))
  })
})

describe('conduct', () => {
  test('[B6] dearer and smaller offers are taken less', () => {
    const taken = (annualRatePpm: bigint, offeredFen: bigint) => {
      const offer = { key: 'A', requestedFen: 1_000_000n, offeredFen, termMonths: 12, annualRatePpm }
      return count((person) => acceptsOffer(person, { ...offer, instalmentFen: 90_000n, on: from }))
    }
    expect(taken(80_000n, 1_000_000n)).toBeGreaterThan(0.9)
    expect(taken(235_000n, 1_000_000n)).toBeLessThan(taken(120_000n, 1_000_000n) - 0.05)
    expect(taken(80_000n, 500_000n)).toBeLessThan(0.8)
  })

  test('[B7] who is behind stays behind', () => {
    const paid = (pastDueCount: number) => count((person) => hasMoneyOnDue(person, { ...due, pastDueCount }))
    expect(paid(0)).toBeGreaterThan(0.9)
    expect(paid(1)).toBeLessThan(0.5)
    expect(paid(5)).toBeLessThan(0.06)
    const careful = people.filter(({ hidden }) => hidden.accountDiscipline > 0.98 && hidden.willingness > 0.75)
    expect(count((person) => hasMoneyOnDue(person, due), careful)).toBeGreaterThan(0.97)
  })

  test('[B8] most late payers pay soon, the unwilling stop', () => {
    const stops = (person: Person) => lateConduct(person, due).kind === 'stops'
    const days = people.flatMap((person) => {
      const late = lateConduct(person, due)
      return late.kind === 'pays' ? late.afterDays : []
    })
    expect(days.filter((afterDays) => afterDays <= 10).length / days.length).toBeGreaterThan(0.7)
    expect(Math.min(...days)).toBe(1)
    expect(Math.max(...days)).toBeLessThan(60)
    const unwilling = people.filter(({ hidden }) => hidden.willingness < 0.5)
    expect(count(stops, unwilling)).toBeGreaterThan(
      5 *
        count(
          stops,
          people.filter(({ hidden }) => hidden.willingness > 0.75),
        ),
    )
  })

  test('[B9] a few come early', () => {
    const loan = { key: 'L1', instalment: 4, dueOn: due.dueOn, outstandingFen: 500_000n }
    const settled = count((person) => earlyConduct(person, loan).kind === 'settle')
    const prepaid = people
      .map((person) => earlyConduct(person, loan))
      .flatMap((each) => (each.kind === 'prepay' ? each : []))
    expect(settled).toBeGreaterThan(0.002)
    expect(settled).toBeLessThan(0.02)
    expect(prepaid.length).toBeGreaterThan(3)
    for (const { on, amountFen } of prepaid) {
      expect(on < loan.dueOn).toBe(true)
      expect(amountFen > 0n && amountFen < loan.outstandingFen).toBe(true)
    }
  })
})
