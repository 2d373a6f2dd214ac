import type { Fen } from '@puhui/money'
import { alterSlice, isIn, lastOf, type Model, newSlice, type Period, periodOn, type Slice } from './model.ts'
import { duePrincipal } from './model-read.ts'

/** What changes the balance on a day. */
export interface BalanceChange {
  readonly disbursedFen?: Fen
  readonly capitalisedFen?: Fen
  readonly correctionFen?: Fen
}

/** Notes a change of the balance at the end of the slice that ends on that day; makes the slice when there is none. */
export function changeBalance(model: Model, on: number, change: BalanceChange): Period | undefined {
  const period = periodOn(model, on)
  if (!period || period.slices.length === 0) return undefined
  const isAtEnd = period === lastOf(model.periods) && on === period.due
  addTo(model, sliceEndingOn(period, on, isAtEnd) ?? splitSlice(period, on), change)
  return period
}

function addTo(
  model: Model,
  slice: Slice,
  { disbursedFen = 0n, capitalisedFen = 0n, correctionFen = 0n }: BalanceChange,
) {
  alterSlice(model, slice, {
    disbursedFen: slice.disbursedFen + disbursedFen,
    capitalisedFen: slice.capitalisedFen + capitalisedFen,
    correctionFen: slice.correctionFen + correctionFen,
  })
}

/** On the last due day a slice of no length is wanted, so that what is credited there bears nothing. */
function sliceEndingOn(period: Period, on: number, isAtEnd: boolean): Slice | undefined {
  if (!isAtEnd) return period.slices.find((slice) => slice.to === on)
  const last = lastOf(period.slices)
  return last.from === last.to ? last : undefined
}

/** Ends a slice on a day and begins another; the one that ends is returned. */
export function splitSlice(period: Period, on: number): Slice {
  const { slices, model } = period
  const found = slices.filter((slice) => on > slice.from && on <= slice.to).at(-1) ?? slices[0]!
  const end = Math.min(Math.max(on, found.from), found.to)
  const rest = newSlice(end, found.to, found.isPaused)
  alterSlice(model, found, { to: end })
  slices.splice(slices.indexOf(found) + 1, 0, rest)
  return found
}

/** Carries the balance through all slices. */
export function carryBalance(model: Model): void {
  let before: Slice | undefined
  for (const period of model.periods) {
    period.slices.forEach((slice, index) => {
      if (before) {
        let balanceFen = before.balanceFen + before.correctionFen + before.capitalisedFen + before.disbursedFen
        const { previous } = period
        if (index === 0 && previous) balanceFen += previous.paidPrincipalFen - duePrincipal(previous)
        alterSlice(model, slice, { balanceFen: balanceFen < 0n ? 0n : balanceFen })
      }
      before = slice
    })
  }
}

/** Marks the days of a pause of interest. */
export function pauseSlices(model: Model, from: number, until: number): Period | undefined {
  const touched = model.periods.filter((period) => period.from < until && period.due >= from)
  for (const period of touched) {
    const start = Math.max(from - 1, period.from)
    const end = Math.min(until, period.due)
    if (!period.slices.some((slice) => slice.from === start)) splitSlice(period, start)
    if (!period.slices.some((slice) => slice.to === end)) splitSlice(period, end)
    for (const slice of period.slices) {
      if (slice.from >= start && slice.to <= end) alterSlice(model, slice, { isPaused: true })
    }
  }
  return touched[0]
}

export function sliceOn(period: Period, on: number): Slice | undefined {
  const isFirst = period.previous === undefined
  return period.slices.filter((slice, index) => isIn(on, slice.from, slice.to, isFirst && index === 0)).at(-1)
}
