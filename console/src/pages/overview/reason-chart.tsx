import { showCount } from '@puhui/design'
import { useMemo } from 'react'
import { overviewText } from '../../i18n/overview.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard } from '../../ui/chart-card.tsx'
import { Count } from '../../ui/figures.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import type { Portfolio } from './overview.tsx'

const MOST = 8

/** Why applications were declined, sent to a person or asked for more. */
export function ReasonChart({ reasons }: { readonly reasons: Portfolio['reasons'] }) {
  const t = useText(overviewText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const sorted = useMemo(() => reasons.toSorted((a, b) => b.count - a.count), [reasons])
  const option = useMemo<ChartOption>(() => {
    const shown = sorted.slice(0, MOST).toReversed()
    return {
      grid: { left: 8, right: 40, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        data: shown.map(({ text }) => text[locale]),
        axisLabel: { width: 170, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          name: t.times,
          data: shown.map(({ count }) => count),
          label: { show: true, position: 'right' },
          itemStyle: { borderRadius: [0, 2, 2, 0] },
        },
      ],
    }
  }, [sorted, t, locale])
  const first = sorted[0]
  return (
    <ChartCard
      title={t.reasons}
      summary={first ? t.reasonsSays(say(first.text), showCount(first.count)) : t.noReasons}
      option={option}
      table={{
        head: [t.reason, t.outcome, t.times],
        rows: sorted.map((row) => [
          say(row.text),
          <StatusTag key="outcome" set="decisionOutcome" value={row.outcome} />,
          <Count key="times" value={row.count} />,
        ]),
      }}
    />
  )
}
