import { labelOf, type OutputOf, type regulationsApi } from '@puhui/api'
import { PROVINCES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { Counted } from './reckon.ts'
import { type Dimension, type Frame, MEASURES } from './types.ts'

export type WhatIfResult = NonNullable<OutputOf<typeof regulationsApi.getWhatIf>['result']>

const REASONS = ['cost', 'term', 'balance', 'burden'] as const
const DIMENSIONS: readonly Dimension[] = ['product', 'region', 'grade', 'age', 'channel']

/** The counts as people and hashes read them: in one order, money as text. */
export function resultOf(counted: Counted, frame: Frame): WhatIfResult {
  const { offers, changed, book } = counted
  return {
    offers: sumOf(offers),
    changed: sumOf(changed),
    byReason: REASONS.flatMap((reason) => {
      const sum = counted.byReason.get(reason)
      if (!sum) return []
      const { count, amountFen, interestFen } = sumOf(sum)
      return [{ reason, count, amountFen, interestFen }]
    }),
    months: [...counted.months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, one]) => ({
        month,
        ...one,
        amountFen: String(one.amountFen),
        changedFen: String(one.changedFen),
      })),
    book: {
      loans: book.loans,
      outstandingFen: String(book.outstandingFen),
      affected: book.affected,
      affectedFen: String(book.affectedFen),
      monthlyBeforeFen: String(book.monthlyBeforeFen),
      monthlyAfterFen: String(book.monthlyAfterFen),
      runOffMonths:
        book.affectedFen === 0n ? null : Number((book.weightedMonths + book.affectedFen / 2n) / book.affectedFen),
    },
    products: productsOf(counted),
    groups: groupsOf(counted, frame),
    alternatives: alternativesOf(counted),
  }
}

function sumOf(sum: Counted['offers']): WhatIfResult['offers'] {
  return {
    count: sum.count,
    amountFen: String(sum.amountFen),
    interestFen: String(sum.interestFen),
    monthlyFen: String(sum.monthlyFen),
  }
}

function productsOf({ products }: Counted): WhatIfResult['products'] {
  return products.map(({ version, offers, refused, dearestCostPpm, reasons }) => ({
    code: version.code,
    name: version.name,
    version: version.version,
    offers,
    refused,
    dearestCostPpm: Number(dearestCostPpm),
    longestMonths: Math.max(...version.terms.termMonths),
    largestFen: String(version.terms.amountFen.max),
    reasons: [...reasons],
  }))
}

function groupsOf({ groups }: Counted, frame: Frame): WhatIfResult['groups'] {
  const names = new Map(frame.versions.map(({ code, name }) => [code, name]))
  return DIMENSIONS.flatMap((by) =>
    [...(groups.get(by) ?? [])]
      .sort(([a, one], [b, other]) => other.changed - one.changed || other.offers - one.offers || (a < b ? -1 : 1))
      .map(([value, group]) => ({
        by,
        value,
        label: by === 'product' ? (names.get(value) ?? same(value)) : labelled(by, value),
        ...group,
        changedFen: String(group.changedFen),
        lostInterestFen: String(group.lostInterestFen),
        monthlyBeforeFen: String(group.monthlyBeforeFen),
        monthlyAfterFen: String(group.monthlyAfterFen),
      })),
  )
}

function labelled(by: Dimension, value: string): Localized {
  if (value === 'unknown') return { zh: '未知', en: 'Unknown' }
  if (by === 'region') return PROVINCES.get(value) ?? same(value)
  if (by === 'channel') return labelOf('channel', value)
  return same(value)
}

function same(value: string): Localized {
  return { zh: value, en: value }
}

/** What each way leaves, against the window as it was. */
function alternativesOf({ changed, kept }: Counted): WhatIfResult['alternatives'] {
  return MEASURES.map((measure) => {
    const { count, amountFen, interestFen, monthlyFen } = kept.get(measure) ?? {
      count: 0,
      amountFen: 0n,
      interestFen: 0n,
      monthlyFen: 0n,
    }
    return {
      measure,
      keptCount: count,
      keptFen: String(amountFen),
      interestFen: String(interestFen),
      monthlyFen: String(monthlyFen),
      interestChangeFen: String(interestFen - changed.interestFen),
      volumeChangeFen: String(amountFen - changed.amountFen),
    }
  })
}
