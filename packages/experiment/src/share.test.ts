import { expect, test } from 'vitest'
import { changeOf, compare, compareShares, shareOf, sumsOfCount } from './index.ts'

test('[E8] the score interval of a share, by the published examples', () => {
  const low = shareOf({ n: 263, yes: 81 })
  expect(low.interval.map((bound) => bound.toFixed(4))).toEqual(['0.2553', '0.3662'])
  expect(shareOf({ n: 148, yes: 15 }).interval.map((bound) => bound.toFixed(4))).toEqual(['0.0624', '0.1605'])
  expect(shareOf({ n: 20, yes: 0 }).interval.map((bound) => bound.toFixed(4))).toEqual(['0.0000', '0.1611'])
  expect(shareOf({ n: 29, yes: 1 }).interval.map((bound) => bound.toFixed(4))).toEqual(['0.0061', '0.1718'])
})

test('[E8] nobody asked says nothing, everybody alike stays inside 0 and 1', () => {
  expect(shareOf({ n: 0, yes: 0 })).toEqual({ n: 0, yes: 0, share: 0, interval: [0, 1] })
  expect(shareOf({ n: 5, yes: 5 }).interval[1]).toBe(1)
})

test('[E9] the interval of a difference of shares, by the published examples', () => {
  const shown = (found: { readonly interval: readonly [number, number] }) => found.interval.map((b) => b.toFixed(4))
  expect(shown(changeOf({ n: 70, yes: 56 }, { n: 80, yes: 48 }))).toEqual(['0.0524', '0.3339'])
  expect(shown(changeOf({ n: 10, yes: 9 }, { n: 10, yes: 3 }))).toEqual(['0.1705', '0.8090'])
  expect(shown(changeOf({ n: 56, yes: 5 }, { n: 29, yes: 0 }))).toEqual(['-0.0381', '0.1926'])
  expect(shown(changeOf({ n: 10, yes: 10 }, { n: 10, yes: 0 }))).toEqual(['0.6075', '1.0000'])
})

test('[E9] a change is claimed only when its interval leaves out 0', () => {
  const claim = (yes: number) => changeOf({ n: 200, yes }, { n: 200, yes: 60 }).claim
  expect([claim(85), claim(65), claim(60), claim(35)]).toEqual(['higher', 'none', 'none', 'lower'])
  expect(changeOf({ n: 10, yes: 10 }, { n: 0, yes: 0 })).toMatchObject({ claim: 'none', interval: [-1, 1] })
})

test('[E10] six of 30 against none of five says nothing; Welch alone would claim an effect', () => {
  const [treated, control] = [
    { n: 30, yes: 6 },
    { n: 5, yes: 0 },
  ]
  const found = compareShares(treated, control)
  expect(compare(sumsOfCount(treated), sumsOfCount(control)).claim).toBe('higher')
  expect(found.claim).toBe('none')
  expect(found.interval).toEqual(changeOf(treated, control).interval)
  expect(found.p).toBeGreaterThan(0.05)
})

test('[E10] few answers may still be enough, and with many nothing changes', () => {
  const sure = compareShares({ n: 40, yes: 30 }, { n: 40, yes: 2 })
  expect([sure.claim, sure.p < 0.001]).toEqual(['higher', true])
  expect(compareShares({ n: 40, yes: 2 }, { n: 40, yes: 30 })).toMatchObject({ claim: 'lower', z: -sure.z })
  const [treated, control] = [
    { n: 1_000, yes: 80 },
    { n: 1_000, yes: 10 },
  ]
  expect(compareShares(treated, control)).toEqual(compare(sumsOfCount(treated), sumsOfCount(control)))
})
