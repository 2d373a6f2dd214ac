import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { ChartCard } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Instalment, type Loan, yuanOf } from './loan.ts'
import { ScheduleTable } from './schedule-table.tsx'

/** The schedule as planned and as it went, and how the balance runs down. */
export function Schedule({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).schedule
  if (loan.schedule.length === 0) return <Empty title={t.none} />
  return (
    <div className="stack">
      <Block title={t.title} isFlush>
        <ScheduleTable rows={loan.schedule} events={loan.events} />
      </Block>
      <ScheduleChart rows={loan.schedule} />
    </div>
  )
}

function ScheduleChart({ rows }: { readonly rows: readonly Instalment[] }) {
  const t = useText(loansText).schedule
  const { locale } = useAppearance()
  return (
    <ChartCard
      key={locale}
      title={t.chart}
      summary={t.chartSummary(rows.length)}
      option={{
        xAxis: { type: 'category', data: rows.map(({ number }) => String(number)) },
        yAxis: [{ type: 'value' }, { type: 'value', splitLine: { show: false } }],
        series: [
          bar(t.principal, rows, 'principalFen'),
          bar(t.interest, rows, 'interestFen'),
          ...(rows.some(({ feeFen }) => feeFen !== '0') ? [bar(t.fee, rows, 'feeFen')] : []),
          { type: 'line', name: t.balance, yAxisIndex: 1, data: rows.map(({ balanceFen }) => yuanOf(balanceFen)) },
        ],
      }}
      table={{
        head: [t.number, t.principal, t.interest, t.balance],
        rows: rows.map((row) => [
          <Count key="number" value={row.number} />,
          <Money key="principal" fen={row.principalFen} />,
          <Money key="interest" fen={row.interestFen} />,
          <Money key="balance" fen={row.balanceFen} />,
        ]),
      }}
    />
  )
}

function bar(name: string, rows: readonly Instalment[], field: 'principalFen' | 'interestFen' | 'feeFen') {
  return { type: 'bar' as const, stack: 'due', name, data: rows.map((row) => yuanOf(row[field])) }
}
