import { showCount, showShortMoney } from '@puhui/design'
import { useMemo } from 'react'
import { overviewText } from '../../i18n/overview.ts'
import { useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import type { Portfolio } from './overview.tsx'

interface Props {
  readonly months: Portfolio['byMonth']
}

export function CountChart({ months }: Props) {
  const t = useText(overviewText)
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: months.map(({ month }) => month) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        { type: 'bar', name: t.applications, data: months.map(({ applications }) => applications) },
        { type: 'bar', name: t.approved, data: months.map(({ approved }) => approved) },
      ],
    }),
    [months, t],
  )
  const last = months.at(-1)
  return (
    <ChartCard
      title={t.byMonth}
      summary={last ? t.byMonthSays(last.month, showCount(last.applications), showCount(last.approved)) : t.none}
      option={option}
      table={{
        head: [t.month, t.applications, t.approved],
        rows: months.map(({ month, applications, approved }) => [
          month,
          <Count key="applications" value={applications} />,
          <Count key="approved" value={approved} />,
        ]),
      }}
    />
  )
}

export function MoneyChart({ months }: Props) {
  const t = useText(overviewText)
  const { locale } = useAppearance()
  const option = useMemo<ChartOption>(() => {
    const short = (fen: unknown) => showShortMoney(BigInt(Math.round(Number(fen))), locale)
    return {
      xAxis: { type: 'category', data: months.map(({ month }) => month) },
      yAxis: { type: 'value', axisLabel: { formatter: short } },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: short },
      series: [
        { type: 'bar', name: t.disbursed, data: months.map(({ disbursedFen }) => Number(disbursedFen)) },
        { type: 'line', name: t.repaidBack, data: months.map(({ repaidFen }) => Number(repaidFen)) },
      ],
    }
  }, [months, t, locale])
  const last = months.at(-1)
  return (
    <ChartCard
      title={t.money}
      summary={
        last
          ? t.moneySays(
              last.month,
              showShortMoney(BigInt(last.disbursedFen), locale),
              showShortMoney(BigInt(last.repaidFen), locale),
            )
          : t.none
      }
      option={option}
      table={{
        head: [t.month, t.disbursed, t.repaidBack],
        rows: months.map(({ month, disbursedFen, repaidFen }) => [
          month,
          <Money key="out" fen={disbursedFen} />,
          <Money key="back" fen={repaidFen} />,
        ]),
      }}
    />
  )
}
