import { loansText } from '../../i18n/loans.ts'
import { simulatedText } from '../../i18n/simulated.ts'
import { useText } from '../../i18n/text.ts'
import { Explain, type ExplainLine } from '../../ui/explain.tsx'
import { DayText, Dpd, Money, Rate } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { type Instalment, type Loan, lessOf, sumOf, totalOf } from './loan.ts'
import { useHeld } from './schedule-explained.tsx'

/** The figures of today, each open to how it came about. */
export function Figures({ loan }: { readonly loan: Loan }) {
  return loan.figures.status === 'chargedOff' ? <Claim loan={loan} /> : <Running loan={loan} />
}

/** After a charge-off nothing is due by a plan: what counts is what is still claimed and what has come back. */
function Claim({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText)
  const words = useText(simulatedText)
  const { figures, principalFen, events } = loan
  const claimHow = words.claimHows[loan.chargeOff ?? 'ends']
  const charges = [figures.accruedInterestFen, figures.feesDueFen, figures.penaltyFen]
  const claimedPrincipalFen = lessOf(figures.settlementFen, lessOf(sumOf(charges), figures.suspenseFen))
  const recoveries = events.filter(({ kind, isReversed }) => kind === 'recovered' && !isReversed)
  const recoveredFen = sumOf(recoveries.map(({ amountFen }) => amountFen ?? '0'))
  const before = events.findLastIndex(({ kind, isReversed }) => kind === 'chargedOff' && !isReversed)
  const backFen = totalOf(
    recoveries.flatMap(({ allocations }) => allocations).filter(({ part }) => part === 'principal'),
    'amountFen',
  )
  const writtenOffFen = sumOf([claimedPrincipalFen, backFen])
  const off = events[before]
  const source = t.how.contract(loan.productVersion)
  const shown = [
    [words.claim, figures.settlementFen, useSettlement(loan), claimHow],
    [
      words.claimPrincipal,
      claimedPrincipalFen,
      [
        line(words.writtenOff, writtenOffFen),
        line(words.recovered, minus(backFen)),
        line(t.how.sum, claimedPrincipalFen),
      ],
      claimHow,
    ],
    [t.figures.accrued, figures.accruedInterestFen, useAccrued(loan, loan.schedule), t.how.accrued],
    [t.figures.penalty, figures.penaltyFen, usePenalty(loan), t.how.penalty],
    [
      words.recovered,
      recoveredFen,
      recoveries.map(({ valueOn, amountFen }) => line(valueOn, amountFen ?? '0')),
      words.recoveredHow,
    ],
    [
      words.writtenOff,
      writtenOffFen,
      [line(t.how.principal, principalFen), line(t.figures.paidPrincipal, minus(lessOf(principalFen, writtenOffFen)))],
      words.writtenOffHow,
      off && <DayText key="on" day={off.valueOn} />,
    ],
  ] as const
  return shown.map(([label, fen, lines, formula, note]) => (
    <Figure key={label} label={label} note={note}>
      <Explain lines={lines} formula={formula} source={source}>
        <Money fen={fen} />
      </Explain>
    </Figure>
  ))
}

function Running({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText)
  const { figures } = loan
  const source = t.how.contract(loan.productVersion)
  const due = loan.schedule.filter(({ status }) => status === 'due' || status === 'overdue')
  const overdue = loan.schedule.filter(({ status }) => status === 'overdue')
  const next = loan.schedule.find(({ dueOn }) => dueOn === figures.nextDueOn)
  const held = useHeld(loan)
  const shown = [
    [t.figures.outstanding, figures.outstandingFen, useOutstanding(loan), t.how.outstanding],
    [t.figures.due, figures.dueFen, useOpen(due), t.how.due],
    [
      t.figures.overdue,
      figures.overdueFen,
      useOpen(overdue),
      t.how.overdue,
      figures.dpd > 0 && <Dpd key="dpd" days={figures.dpd} />,
    ],
    [t.figures.accrued, figures.accruedInterestFen, useAccrued(loan, due), t.how.accrued],
    [t.figures.penalty, figures.penaltyFen, usePenalty(loan), t.how.penalty],
    [
      t.figures.next,
      figures.nextDueFen,
      useNext(loan, next),
      t.how.next,
      figures.nextDueOn && <DayText key="on" day={figures.nextDueOn} />,
    ],
    [t.figures.settlement, figures.settlementFen, useSettlement(loan), t.how.settlement],
    ...(figures.suspenseFen === '0' ? [] : [[t.figures.suspense, figures.suspenseFen, held, t.how.suspense] as const]),
  ] as const
  return shown.map(([label, fen, lines, formula, note]) => (
    <Figure key={label} label={label} note={note}>
      <Explain lines={lines} formula={formula} source={source}>
        <Money fen={fen} />
      </Explain>
    </Figure>
  ))
}

function useOutstanding({ principalFen, figures }: Loan): ExplainLine[] {
  const t = useText(loansText)
  const gone = lessOf(lessOf(principalFen, figures.paidPrincipalFen), figures.outstandingFen)
  return [
    line(t.how.principal, principalFen),
    line(t.figures.paidPrincipal, minus(figures.paidPrincipalFen)),
    ...(gone === '0' ? [] : [line(t.how.chargedOff, minus(gone))]),
    line(t.how.sum, figures.outstandingFen),
  ]
}

function useOpen(instalments: readonly Instalment[]): ExplainLine[] {
  const t = useText(loansText).how
  if (instalments.length === 0) return [line(t.nothing, '0')]
  return [
    ...instalments.map(({ number, dueOn, openFen }) => line(t.instalment(number, dueOn), openFen)),
    line(t.sum, totalOf(instalments, 'openFen')),
  ]
}

function useAccrued({ annualRatePpm, figures }: Loan, due: readonly Instalment[]): ExplainLine[] {
  const t = useText(loansText)
  const unpaid = due
    .map((one) => ({ number: one.number, fen: lessOf(one.interestFen, one.paidInterestFen) }))
    .filter(({ fen }) => fen !== '0')
  const running = lessOf(figures.accruedInterestFen, sumOf(unpaid.map(({ fen }) => fen)))
  return [
    { label: t.schedule.rate, value: <Rate ppm={annualRatePpm} /> },
    ...unpaid.map(({ number, fen }) => line(t.how.accruedDue(number), fen)),
    line(t.how.accruedRunning, running),
    line(t.how.sum, figures.accruedInterestFen),
  ]
}

function usePenalty({ schedule, penaltyRatePpm, figures }: Loan): ExplainLine[] {
  const t = useText(loansText).how
  const grown = schedule
    .map((one) => ({ ...one, leftFen: lessOf(one.penaltyFen, one.paidPenaltyFen) }))
    .filter(({ leftFen }) => leftFen !== '0')
  return [
    { label: t.penaltyRate, value: <Rate ppm={penaltyRatePpm} /> },
    ...grown.map(({ number, dueOn, leftFen }) => line(t.instalment(number, dueOn), leftFen)),
    line(t.sum, figures.penaltyFen),
  ]
}

function useNext({ figures }: Loan, next: Instalment | undefined): ExplainLine[] {
  const t = useText(loansText)
  if (!next) return [line(t.figures.noNext, '0')]
  const paid = lessOf(next.dueFen, figures.nextDueFen)
  return [
    line(t.schedule.principal, next.principalFen),
    line(t.schedule.interest, next.interestFen),
    line(t.schedule.fee, next.feeFen),
    ...(paid === '0' ? [] : [line(t.how.paid, minus(paid))]),
    line(t.how.sum, figures.nextDueFen),
  ]
}

function useSettlement({ figures }: Loan): ExplainLine[] {
  const t = useText(loansText)
  const parts = [figures.outstandingFen, figures.accruedInterestFen, figures.feesDueFen, figures.penaltyFen]
  // What the other parts leave: the fee for paying ahead, or what was charged off and is still claimed.
  const fee = lessOf(figures.settlementFen, lessOf(sumOf(parts), figures.suspenseFen))
  if (figures.settlementFen === '0') return [line(t.how.nothing, '0')]
  return [
    line(t.figures.outstanding, figures.outstandingFen),
    line(t.figures.accrued, figures.accruedInterestFen),
    line(t.figures.fees, figures.feesDueFen),
    line(t.figures.penalty, figures.penaltyFen),
    ...(fee === '0' ? [] : [line(figures.status === 'chargedOff' ? t.how.chargedOff : t.how.prepaymentFee, fee)]),
    ...(figures.suspenseFen === '0' ? [] : [line(t.figures.suspense, minus(figures.suspenseFen))]),
    line(t.how.sum, figures.settlementFen),
  ]
}

function line(label: string, fen: string): ExplainLine {
  return { label, value: <Money fen={fen} /> }
}

function minus(fen: string): string {
  return (-BigInt(fen)).toString()
}
