import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { evolve, type Loan, type LoanEvent, type LoanState, open, stateOn } from '@puhui/loan'
import type { Fen, RatePpm } from '@puhui/money'
import { formatPercent } from '@puhui/product'

/** A rate of a loan that gave way to another, and what the instalments became. */
export interface RateChange {
  readonly eventId: string
  readonly valueOn: Day
  readonly bookedOn: Day
  readonly fromPpm: RatePpm
  readonly toPpm: RatePpm
  readonly before: NextInstalment | null
  readonly after: NextInstalment | null
  readonly why: Localized
}

interface NextInstalment {
  readonly dueOn: Day
  readonly amountFen: Fen
}

/** The changes of the rate that stand, newest first. */
export function rateChangesOf(loan: Loan): readonly RateChange[] {
  const reversed = new Set(loan.events.flatMap((event) => (event.kind === 'reversed' ? [event.eventId] : [])))
  const changes: RateChange[] = []
  let known = open(loan.terms)
  for (const event of loan.events) {
    const next = evolve(known, event)
    const isRate = event.kind === 'repriced' || event.kind === 'rescheduled'
    if (isRate && !reversed.has(event.id)) {
      const change = rateChange(event, stateOn(known, event.bookedOn), stateOn(next, event.bookedOn))
      if (change.fromPpm !== change.toPpm) changes.unshift(change)
    }
    known = next
  }
  return changes
}

type RateEvent = Extract<LoanEvent, { kind: 'repriced' | 'rescheduled' }>

function rateChange(event: RateEvent, before: LoanState, after: LoanState): RateChange {
  return {
    eventId: event.id,
    valueOn: event.valueOn,
    bookedOn: event.bookedOn,
    fromPpm: before.annualRatePpm,
    toPpm: after.annualRatePpm,
    before: nextInstalment(before),
    after: nextInstalment(after),
    why: rateChangeWhy(event),
  }
}

/** The next instalment of a plan as it is asked for, money held in advance not taken off. */
export function nextInstalment({ instalments }: LoanState): NextInstalment | null {
  const next = instalments.find(({ status }) => status === 'future')
  return next ? { dueOn: next.dueOn, amountFen: next.outstandingFen } : null
}

const CAP = /^CN-RATE-004 (.+)$/

/** Why a rate changed, for the borrower: the benchmark that it follows, a lower lawful ceiling, or what was agreed. */
export function rateChangeWhy(event: RateEvent): Localized {
  if (event.kind === 'repriced') {
    const base = formatPercent(event.benchmarkPpm)
    return {
      zh: `按合同约定随 ${event.benchmark} 调整（${event.publishedOn} 公布 ${base}）`,
      en: `as agreed it follows ${event.benchmark}, published on ${event.publishedOn} at ${base}`,
    }
  }
  const rule = CAP.exec(event.reason)?.[1]
  return rule === undefined
    ? { zh: '按您签署的补充协议调整', en: 'as agreed in the supplementary agreement that you signed' }
    : {
        zh: `监管规定的综合融资成本上限下调（${rule}），老合同随之下调`,
        en: `the lawful ceiling on the all-in cost was lowered (${rule}), and contracts made before follow it`,
      }
}
