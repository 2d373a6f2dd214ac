import type { Day } from '@puhui/calendar'
import { compare, sampleRatio, sumsOf } from '@puhui/experiment'
import { personAt, responseOf, streamOf } from '@puhui/sim'
import { expect, test } from 'vitest'

const WORLDS = 200
const PEOPLE = 1_500
const SHARE = 0.5

/** One seeded world: everybody's two lives are known, the lender sees one of them. */
function measured(seed: string, strength: number) {
  const treated: number[] = []
  const control: number[] = []
  let truth = 0
  for (let index = 0; index < PEOPLE; index++) {
    const person = personAt({ seed, asOf: '2026-01-01' as Day }, index)
    const response = responseOf(person, { id: 'spring', need: 'appliances', strength })
    truth += (Number(response.withContact) - Number(response.withoutContact)) / PEOPLE
    const isTreated = streamOf(seed, 'assignment', index).unit() < SHARE
    if (isTreated) treated.push(Number(response.withContact))
    else control.push(Number(response.withoutContact))
  }
  const ratio = sampleRatio([
    { n: treated.length, share: SHARE },
    { n: control.length, share: 1 - SHARE },
  ])
  return { truth, ratio, found: compare(sumsOf(treated), sumsOf(control)) }
}

const worlds = (strength: number) =>
  Array.from({ length: WORLDS }, (_, index) => measured(`world-${strength}-${index}`, strength))

test('[O2] the interval covers the true effect in at least 93 of 100 seeded worlds', { timeout: 120_000 }, () => {
  const all = worlds(2)
  const covered = all.filter(({ truth, found }) => found.interval[0] <= truth && truth <= found.interval[1])
  expect(covered.length / WORLDS).toBeGreaterThanOrEqual(0.93)
  expect(all.filter(({ ratio }) => ratio.isOff).length).toBeLessThanOrEqual(2)
  expect(all.filter(({ found }) => found.claim === 'higher').length).toBeGreaterThan(WORLDS / 2)
})

test('[O3] where nothing is done, an effect is claimed in at most 7 of 100 worlds', { timeout: 120_000 }, () => {
  const all = worlds(0)
  expect(all.every(({ truth }) => truth === 0)).toBe(true)
  expect(all.filter(({ found }) => found.claim !== 'none').length / WORLDS).toBeLessThanOrEqual(0.07)
})
