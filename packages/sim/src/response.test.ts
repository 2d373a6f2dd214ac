import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import { buildPopulation, responseOf } from './index.ts'

const people = buildPopulation({ seed: 'answers', size: 3_000, asOf: '2026-01-01' as Day })
const appeal = { id: 'spring', need: 'appliances', strength: 1 } as const
const effectOf = (group: typeof people, strength = 1) =>
  group.reduce((sum, person) => {
    const { chanceWith, chanceWithout } = responseOf(person, { ...appeal, strength })
    return sum + chanceWith - chanceWithout
  }, 0) / group.length

test('[C1] the same person answers the same campaign in the same way, another campaign in another', () => {
  expect(people.map((person) => responseOf(person, appeal))).toEqual(people.map((person) => responseOf(person, appeal)))
  const draws = (id: string) => people.map((person) => responseOf(person, { ...appeal, id }).withContact)
  expect(draws('spring')).not.toEqual(draws('autumn'))
})

test('[C2] need moves, strength 0 moves nobody, some are put off', () => {
  const needy = people.filter(({ need }) => need === appeal.need)
  const others = people.filter(({ need }) => need !== appeal.need)
  expect(effectOf(needy)).toBeGreaterThan(2 * effectOf(others))
  expect(effectOf(others)).toBeGreaterThan(0)
  expect(effectOf(people, 0)).toBe(0)
  const answers = people.map((person) => responseOf(person, appeal))
  expect(answers.some(({ withContact, withoutContact }) => withoutContact && !withContact)).toBe(true)
})

test('[C3] chances stay within their bounds', () => {
  for (const strength of [-50, 0, 1, 50]) {
    for (const person of people.slice(0, 300)) {
      const { chanceWith, chanceWithout } = responseOf(person, { ...appeal, strength })
      expect(Math.min(chanceWith, chanceWithout)).toBeGreaterThanOrEqual(0.002)
      expect(Math.max(chanceWith, chanceWithout)).toBeLessThanOrEqual(0.95)
    }
  }
})
