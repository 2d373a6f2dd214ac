import { type Day, daysBetween } from '@puhui/calendar'
import { toneOf } from '@puhui/design'
import type { ReactNode } from 'react'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { Count, DayText, Money, None } from '../../ui/figures.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { type Instalment, type LoanEvent, totalOf } from './loan.ts'
import { PAID, PaidAmount, type Part, PLANNED, PlannedAmount } from './schedule-explained.tsx'

/** Instalments with what was asked, what was paid and what is open, part by part; parts the loan never had stay out. */
export function ScheduleTable(props: { readonly rows: readonly Instalment[]; readonly events?: readonly LoanEvent[] }) {
  const { rows, events } = props
  const t = useText(loansText).schedule
  const parts: readonly Part[] = (['principal', 'interest', 'fee', 'penalty'] as const).filter(
    (part) => part === 'principal' || part === 'interest' || totalOf(rows, PLANNED[part]) !== '0',
  )
  return (
    <div className="table-scroll">
      <table className="plain-table schedule-table" data-part="schedule">
        <caption className="unseen">{t.title}</caption>
        <Head parts={parts} />
        <tbody>
          {rows.map((row) => (
            <Row key={row.number} row={row} parts={parts} events={events} />
          ))}
        </tbody>
        <Foot rows={rows} parts={parts} />
      </table>
    </div>
  )
}

function Head({ parts }: { readonly parts: readonly Part[] }) {
  const t = useText(loansText).schedule
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="stuck">
          {t.number}
        </th>
        <th scope="col" rowSpan={2}>
          {t.due}
        </th>
        <th scope="col" rowSpan={2} className="number">
          {t.days}
        </th>
        <th scope="colgroup" colSpan={parts.length} className="group">
          {t.planned}
        </th>
        <th scope="colgroup" colSpan={parts.length} className="group">
          {t.paid}
        </th>
        {[t.open, t.balance].map((name) => (
          <th key={name} scope="col" rowSpan={2} className="number">
            {name}
          </th>
        ))}
        {[t.status, t.paidOn].map((name) => (
          <th key={name} scope="col" rowSpan={2}>
            {name}
          </th>
        ))}
        <th scope="col" rowSpan={2} className="number">
          {t.late}
        </th>
      </tr>
      <tr>
        {['planned', 'paid'].flatMap((side) =>
          parts.map((part) => (
            <th key={`${side} ${part}`} scope="col" className={edge(part)}>
              {t[part]}
            </th>
          )),
        )}
      </tr>
    </thead>
  )
}

interface RowProps {
  readonly row: Instalment
  readonly parts: readonly Part[]
  readonly events: readonly LoanEvent[] | undefined
}

function Row({ row, parts, events }: RowProps) {
  const t = useText(loansText).schedule
  return (
    <tr data-status={row.status}>
      <th scope="row" className="stuck">
        {row.number}
      </th>
      <td title={t.period(row.periodFrom, row.dueOn)}>
        <DayText day={row.dueOn} />
      </td>
      <td className="number">
        <Count value={row.days} />
      </td>
      {parts.map((part) => (
        <td key={part} className={edge(part)}>
          <PlannedAmount row={row} part={part} />
        </td>
      ))}
      {parts.map((part) => (
        <td key={part} className={edge(part)}>
          <PaidAmount row={row} part={part} events={events} />
        </td>
      ))}
      <td className="number strong">
        <Amount fen={row.openFen} />
      </td>
      <td className="number">
        <Money fen={row.balanceFen} />
      </td>
      <td>
        <Tag tone={toneOf(row.status)}>{t.statuses[row.status]}</Tag>
      </td>
      <td>
        <DayText day={row.paidOn} />
      </td>
      <td className="number">
        <Late row={row} />
      </td>
    </tr>
  )
}

/** While it is open: days past due. Once paid: how late it was. */
function Late({ row }: { readonly row: Instalment }) {
  const late = row.paidOn === null ? 0 : daysBetween(row.dueOn as Day, row.paidOn as Day)
  if (row.dpd > 0) {
    return (
      <strong className="late">
        <Count value={row.dpd} />
      </strong>
    )
  }
  return late > 0 ? <Count value={late} /> : <None />
}

function Foot({ rows, parts }: { readonly rows: readonly Instalment[]; readonly parts: readonly Part[] }) {
  const t = useText(loansText)
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={2} className="stuck">
          {t.total}
        </th>
        <td className="number">
          <Count value={rows.reduce((sum, { days }) => sum + days, 0)} />
        </td>
        {parts.map((part) => (
          <td key={part} className={edge(part)}>
            <Money fen={totalOf(rows, PLANNED[part])} />
          </td>
        ))}
        {parts.map((part) => (
          <td key={part} className={edge(part)}>
            <Money fen={totalOf(rows, PAID[part])} />
          </td>
        ))}
        <td className="number">
          <Money fen={totalOf(rows, 'openFen')} />
        </td>
        <td colSpan={4} />
      </tr>
    </tfoot>
  )
}

/** Nothing is a dash: the eye finds what is there. */
function Amount({ fen }: { readonly fen: string }): ReactNode {
  return fen === '0' ? <None /> : <Money fen={fen} />
}

function edge(part: Part): string {
  return part === 'principal' ? 'number edge' : 'number'
}
