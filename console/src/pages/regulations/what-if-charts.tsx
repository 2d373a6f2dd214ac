import { labelOf } from '@puhui/api'
import { showShortMoney } from '@puhui/design'
import { useMemo } from 'react'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard, PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import type { WhatIfResult } from './what-if-shown.ts'

interface Props {
  readonly result: WhatIfResult
}

/** Offers of every month: what stays lawful, what does not. */
export function Months({ result }: Props) {
  const t = useText(regulationsText)
  const { months } = result
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: months.map(({ month }) => month) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        { type: 'bar', stack: 'all', name: t.stays, data: months.map(({ count, changed }) => count - changed) },
        { type: 'bar', stack: 'all', name: t.changes, data: months.map(({ changed }) => changed) },
      ],
    }),
    [months, t],
  )
  return (
    <ChartCard
      title={t.byMonth}
      summary={t.byMonthSays(result.changed.count, result.offers.count)}
      option={option}
      table={{
        head: [t.month, t.offersMade, t.changes, t.amount, t.changedAmount],
        rows: months.map((one) => [
          one.month,
          <Count key="count" value={one.count} />,
          <Count key="changed" value={one.changed} />,
          <Money key="amount" fen={one.amountFen} />,
          <Money key="changedFen" fen={one.changedFen} />,
        ]),
      }}
    />
  )
}

/** The ways out, by the interest that each keeps. */
export function Alternatives({ result }: Props) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const { alternatives, changed } = result
  const option = useMemo<ChartOption>(() => {
    const short = (fen: unknown) => showShortMoney(BigInt(Math.round(Number(fen))), locale)
    const bars = [
      { name: t.asItWas, fen: changed.interestFen },
      ...alternatives.map(({ measure, interestFen }) => ({
        name: say(labelOf('ruleMeasure', measure)),
        fen: interestFen,
      })),
    ].toReversed()
    return {
      grid: { containLabel: true, left: 8, right: 24, top: 12, bottom: 8 },
      xAxis: { type: 'value', axisLabel: { formatter: short } },
      yAxis: { type: 'category', data: bars.map(({ name }) => name) },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: short },
      series: [{ type: 'bar', name: t.interest, data: bars.map(({ fen }) => Number(fen)) }],
    }
  }, [alternatives, changed, t, say, locale])
  return (
    <ChartCard
      title={t.alternatives}
      summary={t.alternativesSay}
      option={option}
      table={alternativesTable(result, t, say)}
    />
  )
}

export function AlternativesTable({ result }: Props) {
  const t = useText(regulationsText)
  const say = useLocalized()
  return (
    <Block title={t.alternatives}>
      <p className="soft">{t.alternativesAbout}</p>
      <PlainTable caption={t.alternatives} table={alternativesTable(result, t, say)} />
    </Block>
  )
}

type Text = (typeof regulationsText)['en']

function alternativesTable({ alternatives }: WhatIfResult, t: Text, say: ReturnType<typeof useLocalized>) {
  return {
    head: [t.measure, t.kept, t.keptFen, t.interestLeft, t.monthly, t.interestChange, t.volumeChange],
    rows: alternatives.map((one) => [
      say(labelOf('ruleMeasure', one.measure)),
      <Count key="kept" value={one.keptCount} />,
      <Money key="keptFen" fen={one.keptFen} />,
      <Money key="interest" fen={one.interestFen} />,
      <Money key="monthly" fen={one.monthlyFen} />,
      <Money key="interestChange" fen={one.interestChangeFen} sign="always" />,
      <Money key="volumeChange" fen={one.volumeChangeFen} sign="always" />,
    ]),
  }
}
