import { labelOf } from '@puhui/api'
import { showShortMoney } from '@puhui/design'
import { useMemo } from 'react'
import { overviewText } from '../../i18n/overview.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import { ChartCard } from '../../ui/chart-card.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { shareText } from './headline.tsx'
import type { Portfolio } from './overview.tsx'

/** What is late, by how long. What is not late would dwarf it and stands in the sentence and the table. */
export function ArrearsChart({ buckets }: { readonly buckets: Portfolio['buckets'] }) {
  const t = useText(overviewText)
  const { locale } = useAppearance()
  const option = useMemo<ChartOption>(() => {
    const late = buckets.filter(({ bucket }) => bucket !== 'M0')
    const short = (fen: unknown) => showShortMoney(BigInt(Math.round(Number(fen))), locale)
    return {
      xAxis: { type: 'category', data: late.map(({ bucket }) => labelOf('bucket', bucket)[locale]) },
      yAxis: { type: 'value', axisLabel: { formatter: short } },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: short },
      series: [
        { type: 'bar', name: t.balance, data: late.map(({ outstandingFen }) => Number(outstandingFen)) },
        { type: 'bar', name: t.overdue, data: late.map(({ overdueFen }) => Number(overdueFen)) },
      ],
    }
  }, [buckets, t, locale])
  const current = buckets.find(({ bucket }) => bucket === 'M0')?.sharePpm ?? 0
  return (
    <ChartCard
      title={t.buckets}
      summary={t.bucketsSays(shareText(current))}
      option={option}
      table={{
        head: [t.bucket, t.count, t.balance, t.overdue, t.share],
        rows: buckets.map((row) => [
          <StatusTag key="bucket" set="bucket" value={row.bucket} />,
          <Count key="count" value={row.count} />,
          <Money key="balance" fen={row.outstandingFen} />,
          <Money key="overdue" fen={row.overdueFen} />,
          <Rate key="share" ppm={row.sharePpm} />,
        ]),
      }}
    />
  )
}

export function GradeChart({ grades }: { readonly grades: Portfolio['byGrade'] }) {
  const t = useText(overviewText)
  const say = useLocalized()
  const option = useMemo<ChartOption>(
    () => ({
      xAxis: { type: 'category', data: grades.map(({ grade }) => grade) },
      yAxis: { type: 'value', axisLabel: { formatter: (percent: number) => `${percent}%` } },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (percent) => `${Number(percent).toFixed(2)}%` },
      series: [
        {
          type: 'bar',
          name: t.over30,
          data: grades.map(({ overdue30Ppm }) => overdue30Ppm / 10_000),
          label: { show: true, position: 'top', formatter: ({ value }) => `${Number(value).toFixed(1)}%` },
        },
      ],
    }),
    [grades, t],
  )
  const worst = grades.toSorted((a, b) => b.overdue30Ppm - a.overdue30Ppm)[0]
  return (
    <ChartCard
      title={t.grades}
      summary={worst ? t.gradesSays(say(labelOf('grade', worst.grade)), shareText(worst.overdue30Ppm)) : t.none}
      option={option}
      table={{
        head: [t.grade, t.count, t.balance, t.over30],
        rows: grades.map((row) => [
          row.grade,
          <Count key="loans" value={row.loans} />,
          <Money key="balance" fen={row.outstandingFen} />,
          <Rate key="late" ppm={row.overdue30Ppm} />,
        ]),
      }}
    />
  )
}
