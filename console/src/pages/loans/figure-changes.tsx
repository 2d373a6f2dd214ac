import { labelOf } from '@puhui/api'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, DayText, Money, None } from '../../ui/figures.tsx'
import { type LoanFigures, lessOf } from './loan.ts'

const MONEY = {
  outstanding: 'outstandingFen',
  due: 'dueFen',
  overdue: 'overdueFen',
  accrued: 'accruedInterestFen',
  penalty: 'penaltyFen',
  fees: 'feesDueFen',
  settlement: 'settlementFen',
  suspense: 'suspenseFen',
  paidPrincipal: 'paidPrincipalFen',
  paidInterest: 'paidInterestFen',
  paidFee: 'paidFeeFen',
  paidPenalty: 'paidPenaltyFen',
} as const

interface FigureChangesProps {
  readonly before: LoanFigures
  readonly after: LoanFigures
  /** What the two columns are called, when not before and after. */
  readonly names?: readonly [before: string, after: string]
}

/** Two states of one loan side by side; figures that are nothing in both are left out. */
export function FigureChanges({ before, after, names }: FigureChangesProps) {
  const t = useText(loansText)
  const say = useLocalized()
  const statusOf = (figures: LoanFigures) => say(labelOf('loanStatus', figures.status))
  const money = Object.entries(MONEY).flatMap(([name, field]) => {
    if (before[field] === '0' && after[field] === '0') return []
    const change = lessOf(after[field], before[field])
    return [
      [
        t.figures[name as keyof typeof MONEY],
        <Money key="before" fen={before[field]} />,
        <Money key="after" fen={after[field]} />,
        change === '0' ? <None key="same" /> : <Money key="change" fen={change} sign="always" />,
      ],
    ]
  })
  const isSameNext = before.nextDueOn === after.nextDueOn && before.nextDueFen === after.nextDueFen
  return (
    <div className="figure-changes">
      <PlainTable
        table={{
          head: [t.changes.what, names?.[0] ?? t.changes.before, names?.[1] ?? t.changes.after, t.changes.difference],
          rows: [
            [
              t.figures.status,
              statusOf(before),
              statusOf(after),
              <Same key="change" is={before.status === after.status} />,
            ],
            [
              t.figures.dpd,
              <Count key="before" value={before.dpd} />,
              <Count key="after" value={after.dpd} />,
              before.dpd === after.dpd ? <None key="same" /> : <Change key="change" days={after.dpd - before.dpd} />,
            ],
            ...money,
            [
              t.figures.next,
              <Next key="before" figures={before} />,
              <Next key="after" figures={after} />,
              <Same key="change" is={isSameNext} />,
            ],
          ],
        }}
      />
    </div>
  )
}

function Change({ days }: { readonly days: number }) {
  return (
    <span className="figures">
      {days > 0 ? '+' : '−'}
      {Math.abs(days)}
    </span>
  )
}

/** For what differs without a difference that could be counted. */
function Same({ is }: { readonly is: boolean }) {
  const t = useText(loansText)
  return is ? <None /> : t.changes.changed
}

function Next({ figures }: { readonly figures: LoanFigures }) {
  if (figures.nextDueOn === null) return <None />
  return (
    <span className="next-due">
      <DayText day={figures.nextDueOn} /> <Money fen={figures.nextDueFen} />
    </span>
  )
}
