import { labelOf } from '@puhui/api'
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
const OUTCOMES = ['decline', 'refer', 'moreData', 'approve'] as const

/** Why applications were declined, sent to a person or asked for more. */
export function ReasonChart({ reasons }: { readonly reasons: Portfolio['reasons'] }) {
  const t = useText(overviewText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const sorted = useMemo(() => reasons.toSorted((a, b) => b.count - a.count), [reasons])
  const option = useMemo<ChartOption>(() => {
    const codes = [...new Set(sorted.map(({ code }) => code))].slice(0, MOST).toReversed()
    const countOf = (code: string, outcome: string) =>
      sorted.find((row) => row.code === code && row.outcome === outcome)?.count ?? 0
    const outcomes = OUTCOMES.filter((outcome) => codes.some((code) => countOf(code, outcome) > 0))
    return {
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        data: codes.map((code) => sorted.find((row) => row.code === code)?.text[locale] ?? code),
        axisLabel: { width: 170, overflow: 'truncate' },
      },
      series: outcomes.map((outcome) => ({
        type: 'bar',
        stack: 'reasons',
        name: labelOf('decisionOutcome', outcome)[locale],
        data: codes.map((code) => countOf(code, outcome)),
        itemStyle: { borderRadius: 0 },
      })),
    }
  }, [sorted, locale])
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
