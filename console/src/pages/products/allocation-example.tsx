import { type Day, isDay } from '@puhui/calendar'
import { holidaysFor } from '@puhui/compliance'
import {
  type Allocation,
  evolve,
  type Loan,
  type LoanCommand,
  type LoanState,
  open,
  preview,
  ruleInWords,
  stateOn,
} from '@puhui/loan'
import {
  DEFAULT_ALLOCATION,
  type MoneyKind,
  ORDERED_MONEY,
  PART_NAMES,
  type ProductTerms,
  quote,
  TIME_NAMES,
} from '@puhui/product'
import { Select } from 'antd'
import { useState } from 'react'
import { useStatus } from '../../api/session.ts'
import { allocationText } from '../../i18n/allocation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money } from '../../ui/figures.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { fitting } from './sample-schedule.tsx'

const EXAMPLE_FEN = '50000'

type Kind = 'repayment' | (typeof ORDERED_MONEY)[number]

/** Where an amount of money goes on a loan under these terms, by the fold that services loans. */
export function AllocationExample({ terms }: { readonly terms: ProductTerms }) {
  const t = useText(allocationText)
  const today = useStatus()?.businessOn
  const [amount, setAmount] = useState<string | undefined>(EXAMPLE_FEN)
  const [kind, setKind] = useState<Kind>('repayment')
  const sample = today && isDay(today) ? sampleLoan(terms, today, kind) : undefined
  const kinds = (['repayment', ...ORDERED_MONEY] as const).map((value) => ({ value, label: t.kinds[value] }))
  return (
    <>
      <div className="sample-choice">
        <FenInput aria-label={t.exampleAmount} value={amount ?? ''} onChange={(fen) => setAmount(fen ?? undefined)} />
        <Select aria-label={t.exampleKind} value={kind} options={kinds} onChange={(next: Kind) => setKind(next)} />
      </div>
      {sample ? <Told sample={sample} kind={kind} amount={amount} /> : <p className="soft">{t.noExample}</p>}
    </>
  )
}

interface Sample {
  readonly loan: Loan
  readonly on: Day
  readonly state: LoanState
}

function Told({
  sample,
  kind,
  amount,
}: {
  readonly sample: Sample
  readonly kind: Kind
  readonly amount?: string | undefined
}) {
  const t = useText(allocationText)
  const say = useLocalized()
  const pieces = amount && /^[1-9]\d*$/.test(amount) ? taken(sample, kind, BigInt(amount)) : []
  const whatOf = ({ part }: Allocation) =>
    part === 'held' ? t.held : part === 'prepaymentFee' ? t.prepaymentFee : say(PART_NAMES[part])
  return (
    <>
      <p className="soft">{t.exampleAbout(sample.on)}</p>
      <PlainTable
        caption={t.open}
        table={{
          head: [
            t.instalment,
            t.when,
            ...(['penalty', 'fee', 'interest', 'principal'] as const).map((part) => say(PART_NAMES[part])),
          ],
          rows: openRows(sample).map((row) => [
            row.number,
            <span key="when">
              {say(TIME_NAMES[row.dueOn < sample.on ? 'past-due' : row.dueOn === sample.on ? 'due' : 'in-advance'])}{' '}
              <DayText day={row.dueOn} />
            </span>,
            ...(['penaltyFen', 'feeFen', 'interestFen', 'principalFen'] as const).map((part) => (
              <Money key={part} fen={row.outstanding[part]} />
            )),
          ]),
        }}
      />
      {pieces.length === 0 ? (
        <p className="soft">{t.nothing}</p>
      ) : (
        <PlainTable
          caption={t.goes}
          table={{
            head: [t.instalment, t.what, t.amount, t.rule],
            rows: pieces.map((piece) => [
              piece.instalment ?? '',
              whatOf(piece),
              <Money key="amount" fen={piece.amountFen} />,
              say(ruleInWords(piece)),
            ]),
          }}
        />
      )}
    </>
  )
}

/** What is due on the day, and the next two instalments. */
function openRows({ state, on }: Sample) {
  const open = state.instalments.filter((row) => row.outstandingFen > 0n)
  return open.slice(0, open.filter((row) => row.dueOn <= on).length + 2)
}

/** Paid out today; the first instalment is paid, the second is not, and the third falls due. */
function sampleLoan(terms: ProductTerms, disbursedOn: Day, kind: Kind): Sample | undefined {
  const choice = fitting(terms, {})
  const holidays = holidaysFor(terms.workingDayShift)
  const quoted = quote(terms, { ...choice, amountFen: BigInt(choice.amount), disbursedOn, holidays })
  if (!quoted.ok) return undefined
  const { schedule, scheduleTerms } = quoted.value
  const rows = schedule.instalments.filter(({ number }) => number > 0)
  const on = rows[Math.min(2, rows.length - 1)]!.dueOn
  const pays = (amountFen: bigint, valueOn: Day) => ({ kind: 'repay', amountFen, channel: 'bank', valueOn }) as const
  const story: LoanCommand[] = [
    { kind: 'disburse', amountFen: scheduleTerms.principalFen, channel: 'bank', valueOn: disbursedOn },
    ...schedule.instalments
      .filter(({ number }) => number < (rows.length > 2 ? 2 : 1))
      .map(({ dueFen, dueOn }) => pays(dueFen, dueOn)),
    ...(kind === 'recovery' ? [{ kind: 'chargeOff', reason: 'example', valueOn: on } as const] : []),
  ]
  const { penalty, graceDays, prepayment, allocation = DEFAULT_ALLOCATION } = terms
  const { code: productCode } = terms
  const rules = { penalty, graceDays, prepayment, allocation, nonAccrualAfterDays: 90, holidays }
  const begun = open({ loanId: 'example', productCode, productVersion: 1, schedule: scheduleTerms, ...rules })
  const loan = story.reduce((now, command) => done(now, command, on) ?? now, begun)
  return { loan, on, state: stateOn(loan, on) }
}

function done(loan: Loan, command: LoanCommand, bookedOn: Day): Loan | undefined {
  const seen = preview(loan, command, { bookedOn, eventId: `e${loan.events.length + 1}` })
  return seen.ok ? evolve(loan, seen.value.event) : undefined
}

function taken({ loan, on }: Sample, kind: Kind, amountFen: bigint): readonly Allocation[] {
  const seen = preview(loan, commandOf(kind, amountFen, on), { bookedOn: on, eventId: 'example' })
  return seen.ok ? seen.value.allocations : []
}

function commandOf(kind: MoneyKind & Kind, amountFen: bigint, valueOn: Day): LoanCommand {
  const base = { amountFen, valueOn, channel: 'bank', reason: 'example' } as const
  switch (kind) {
    case 'repayment':
      return { kind: 'repay', ...base }
    case 'goodwill-credit':
      return { kind: 'creditGoodwill', ...base }
    case 'merchant-refund':
      return { kind: 'refund', withInterest: false, ...base }
    case 'recovery':
      return { kind: 'recover', ...base }
  }
}
