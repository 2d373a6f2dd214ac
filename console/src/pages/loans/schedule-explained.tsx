import { labelOf } from '@puhui/api'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Explain, type ExplainLine } from '../../ui/explain.tsx'
import { Count, Money, None } from '../../ui/figures.tsx'
import { type Instalment, type LoanEvent, lessOf, totalOf } from './loan.ts'

export const PLANNED = {
  principal: 'principalFen',
  interest: 'interestFen',
  fee: 'feeFen',
  penalty: 'penaltyFen',
} as const
export const PAID = {
  principal: 'paidPrincipalFen',
  interest: 'paidInterestFen',
  fee: 'paidFeeFen',
  penalty: 'paidPenaltyFen',
} as const

export type Part = keyof typeof PLANNED

interface AmountProps {
  readonly row: Instalment
  readonly part: Part
}

/** What an instalment asks for of one kind, open to how it came about. */
export function PlannedAmount({ row, part }: AmountProps) {
  const t = useText(loansText).schedule
  const { lines, formula } = usePlanned(row)[part]
  const fen = row[PLANNED[part]]
  if (fen === '0' && part !== 'interest') return <None />
  return (
    <Explain formula={formula} lines={lines} source={t.period(row.periodFrom, row.dueOn)}>
      <Money fen={fen} />
    </Explain>
  )
}

interface Explanation {
  readonly formula: string
  readonly lines: readonly ExplainLine[]
}

function usePlanned(row: Instalment): Readonly<Record<Part, Explanation>> {
  const t = useText(loansText).schedule
  const say = useLocalized()
  const carried = row.carriedExplanation ? [{ label: say(row.carriedExplanation), value: null }] : []
  return {
    principal: {
      formula: t.principalHow,
      lines: [
        line(t.opening, row.openingFen),
        line(t.balance, row.balanceFen),
        line(t.principal, row.principalFen),
        line(t.wholeInstalment, row.dueFen),
      ],
    },
    interest: {
      formula: say(row.interestExplanation),
      lines: [
        line(t.opening, row.openingFen),
        { label: t.days, value: <Count value={row.days} /> },
        line(t.interest, row.interestFen),
        ...carried,
      ],
    },
    fee: { formula: t.feeHow, lines: [line(t.fee, row.feeFen), ...carried] },
    penalty: {
      formula: row.penaltyExplanation ? say(row.penaltyExplanation) : t.penaltyGrown,
      lines: [line(t.penaltyGrown, row.penaltyFen), ...carried],
    },
  }
}

/** What has been paid of one kind, open to the events that paid it and the rules that took it. */
export function PaidAmount({ row, part, events }: AmountProps & { readonly events: readonly LoanEvent[] | undefined }) {
  const t = useText(loansText)
  const say = useLocalized()
  const fen = row[PAID[part]]
  if (fen === '0') return <None />
  const pieces = (events ?? []).flatMap((event) =>
    event.isReversed
      ? []
      : event.allocations
          .filter((piece) => piece.instalmentNumber === row.number && piece.part === part)
          .map((piece) => ({ ...piece, event })),
  )
  // A waiver lowers what is open without being paid; a list that does not add up would explain nothing.
  if (pieces.length === 0 || totalOf(pieces, 'amountFen') !== fen) return <Money fen={fen} />
  const lines = pieces.map(({ event, amountFen, rule }) => ({
    label: `${event.valueOn} ${say(labelOf('loanEvent', event.kind))} · ${say(rule)}`,
    value: <Money fen={amountFen} />,
  }))
  return (
    <Explain formula={t.schedule.paidHow} lines={[...lines, line(t.total, fen)]}>
      <Money fen={fen} />
    </Explain>
  )
}

/** Money that is held: what came in beyond what was due, less what it has paid and what went back. */
export function useHeld({
  events,
  figures,
}: {
  readonly events: readonly LoanEvent[]
  readonly figures: { readonly suspenseFen: string }
}): ExplainLine[] {
  const t = useText(loansText)
  const say = useLocalized()
  const lines = events.flatMap((event) => {
    if (event.isReversed) return []
    const name = `${event.valueOn} ${say(labelOf('loanEvent', event.kind))}`
    const inFen = totalOf(
      event.allocations.filter(({ part }) => part === 'overpayment'),
      'amountFen',
    )
    const used = event.allocations.filter(({ isFromHeld }) => isFromHeld)
    return [
      ...(inFen === '0' ? [] : [line(name, inFen)]),
      ...used.map(({ amountFen, instalmentNumber, part }) =>
        line(
          `${name} → ${t.schedule.number} ${instalmentNumber ?? ''} ${t.events.parts[part]}`,
          lessOf('0', amountFen),
        ),
      ),
    ]
  })
  return [...lines, line(t.how.sum, figures.suspenseFen)]
}

function line(label: string, fen: string): ExplainLine {
  return { label, value: <Money fen={fen} /> }
}
