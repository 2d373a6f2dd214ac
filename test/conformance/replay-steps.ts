import type { Day } from '@puhui/calendar'
import { addDays } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { downPaymentOf, type MoneyKind } from '@puhui/product'
import { decimal } from './life/decimal.ts'
import type { LifeEvent } from './life/life-event.ts'
import { Activity } from './replay-activity.ts'
import { dayOf, fenOf, type ReplayStep, textOf } from './replay-case.ts'
import { chargeOf } from './replay-charges.ts'
import type { ReplayRun } from './replay-run.ts'
import { MONEY, unitOf } from './replay-terms.ts'
import { nameOf } from './replay-transactions.ts'
import { ppmOf } from './served-terms.ts'

/** Applies one step of a scenario to its run. */
export function applyStep(run: ReplayRun, step: ReplayStep): void {
  const handle = HANDLERS[step.op!]
  if (!handle) throw new Error(`op not known: ${step.op}`)
  handle(run, step)
}

type Handler = (run: ReplayRun, step: ReplayStep) => void

/** After an op: fold, accrue what a closing wants. */
function settle(run: ReplayRun, isRewriting = true): void {
  run.refresh()
  run.accruals.onChange(run)
  run.activity.onChange(run, isRewriting)
  run.deferred.onChange(run)
}

function takeMoney(run: ReplayRun, step: ReplayStep, money: MoneyKind, amountFen: Fen): void {
  const valueOn = dayOf(step.date ?? run.today)
  const id = run.book({ kind: 'moneyIn', valueOn, money, amountFen })
  const isRefunding =
    step.interestRefund === undefined || step.interestRefund === true || step.interestRefund === 'true'
  if (run.terms.interestRefundKinds.includes(money) && isRefunding) {
    run.book({ kind: 'moneyIn', valueOn, money: 'interest-refund', amountFen: 0n, refundOf: id })
  }
  settle(run)
}

/** What the outside system takes at once for the down payment: not what an overpayment has paid already. */
function downPaymentFen(run: ReplayRun, id: string, amountFen: Fen): Fen {
  const { downPayment, multipleFen } = run.terms
  if (!downPayment) return 0n
  const sharePpm = ppmOf(downPayment.sharePercent)
  const overpaidFen = run.known.get(id)?.overpaidFen ?? 0n
  const leftFen = downPaymentOf(amountFen, sharePpm, multipleFen > 1n ? multipleFen : 1n) - overpaidFen
  return leftFen > 0n ? leftFen : 0n
}

function disburse(run: ReplayRun, step: ReplayStep): void {
  const valueOn = dayOf(step.date)
  const amountFen = fenOf(step.amount)
  const isFirst = run.live('paidOut').length === 0
  run.expected = undefined
  run.pending = run.pending.slice(1)
  const id = run.book({ kind: 'paidOut', valueOn, amountFen })
  run.refresh()
  if (isFirst) {
    for (const charge of run.chargeSteps) bookCharge(run, charge, valueOn)
    run.refresh()
  }
  if (run.terms.downPayment && run.isDownPaymentTaken) {
    const shareFen = downPaymentFen(run, id, amountFen)
    if (shareFen > 0n) run.book({ kind: 'moneyIn', valueOn, money: 'down-payment', amountFen: shareFen })
  }
  settle(run)
}

function bookCharge(run: ReplayRun, charge: ReplayRun['chargeSteps'][number], valueOn: Day): void {
  const spec = chargeOf(run, charge.id, charge.step)
  if (spec.timing === 'disbursement') run.feesAtDisbursement.set(charge.id, spec.amountFen)
  run.book({ kind: 'chargeAdded', valueOn, charge: spec })
}

function addCharge(run: ReplayRun, step: ReplayStep): void {
  const charge = { id: `charge-${run.chargeSteps.length + 1}`, step, addedOn: run.today }
  run.chargeSteps.push(charge)
  if (run.live('paidOut').length === 0) return
  bookCharge(run, charge, run.today)
  settle(run)
  run.accruals.onChargeAdded(run)
}

function undoTransaction(run: ReplayRun, step: ReplayStep): void {
  const type = textOf(step, 'type').toUpperCase().replaceAll('_', ' ')
  if (type === 'BUY DOWN FEE') {
    run.deferred.undoFee(dayOf(step.date))
    return
  }
  const isWanted = (event: LifeEvent) => {
    const name = nameOf(event)?.toUpperCase()
    return type === '' ? event.kind !== 'chargeAdded' && event.kind !== 'reversed' : name === type
  }
  const day = dayOf(step.date)
  const all = run.events.filter((event) => isWanted(event))
  const onDay = all.filter((event) => event.valueOn === day)
  const nth = Number(step.nth ?? 1)
  const isCountedOverAll = step.type === 'REPAYMENT' && step.note === undefined
  const target = isCountedOverAll ? all[nth - 1] : (onDay[nth - 1] ?? onDay.at(-1))
  if (!target) throw new Error(`nothing to undo: ${type} of ${day}`)
  run.undo(target.id)
  for (const event of run.events) {
    if (event.kind === 'moneyIn' && event.refundOf === target.id && !run.isUndone(event.id)) run.undo(event.id)
  }
  settle(run)
}

function undoLast(kind: LifeEvent['kind']): Handler {
  return (run) => {
    const target = run.live(kind).at(-1)
    if (!target) throw new Error(`nothing to undo: ${kind}`)
    run.undo(target.id)
    if (kind === 'paidOut') eraseWithMoney(run, target)
    settle(run)
  }
}

/** What came in for a disbursement goes with it. */
function eraseWithMoney(run: ReplayRun, target: LifeEvent): void {
  run.erased.add(target.id)
  const later = run.live('moneyIn').filter((event) => event.seq > target.seq && event.valueOn >= target.valueOn)
  for (const event of later) {
    run.undo(event.id)
    run.erased.add(event.id)
  }
}

function chargeback(run: ReplayRun, step: ReplayStep): void {
  const payments = run.events.filter((event) => event.kind === 'moneyIn' && event.money !== 'interest-refund')
  const nth = step.ofPaymentNr === undefined ? payments.length : Number(step.ofPaymentNr)
  const payment = payments[nth - 1] ?? payments.at(-1)
  if (!payment) throw new Error('no payment to charge back')
  run.book({ kind: 'chargedBack', valueOn: run.today, amountFen: fenOf(step.amount), paymentId: payment.id })
  settle(run)
}

function payoff(run: ReplayRun, step: ReplayStep): void {
  run.refresh()
  const parts = run.state!.payoffOn(dayOf(step.date))
  const amountFen = parts.principalFen + parts.interestFen + parts.feeFen + parts.penaltyFen
  takeMoney(run, step, 'repayment', amountFen)
}

const HANDLING = {
  DEFAULT: 'recalculated',
  EQUAL_AMORTIZATION_PAYABLE_INTEREST: 'equal-payable',
  EQUAL_AMORTIZATION_FULL_INTEREST: 'equal-full',
} as const

function reAge(run: ReplayRun, step: ReplayStep): void {
  const firstDueOn = dayOf(step.startdate)
  run.book({
    kind: 'reAged',
    valueOn: firstDueOn < run.today ? firstDueOn : run.today,
    firstDueOn,
    instalments: Number(step.numberofinstallments),
    every: Number(step.frequencynumber),
    unit: unitOf(step.frequencytype),
    interest: HANDLING[(textOf(step, 'reageinteresthandling') || 'DEFAULT') as keyof typeof HANDLING],
  })
  // A re-age of today with interest run on is taken as it comes; any other writes all anew.
  const isPlain = textOf(step, 'reageinteresthandling').replace('DEFAULT', '') === '' && firstDueOn >= run.today
  settle(run, !isPlain)
}

function reAmortise(run: ReplayRun, step: ReplayStep): void {
  const isSplit = step.interestHandling === 'EQUAL_AMORTIZATION_INTEREST_SPLIT'
  run.book({ kind: 'reAmortised', valueOn: run.today, interest: isSplit ? 'equal-split' : 'recalculated' })
  settle(run)
}

function reschedule(run: ReplayRun, step: ReplayStep): void {
  const valueOn = dayOf(step.reschedulefromdate)
  if (step.newinterestrate !== undefined) {
    run.book({ kind: 'rateChanged', valueOn, annualRatePercent: decimal(textOf(step, 'newinterestrate')) })
  }
  if (step.extraterms !== undefined) run.book({ kind: 'termExtended', valueOn, instalments: Number(step.extraterms) })
  if (step.adjustedduedate !== undefined) {
    run.book({ kind: 'dueDayMoved', valueOn, fromDueOn: valueOn, toDueOn: dayOf(step.adjustedduedate) })
  }
  const [principal, interest] = [Number(step.graceonprincipal ?? 0), Number(step.graceoninterest ?? 0)]
  if (principal + interest > 0) run.book({ kind: 'graceGiven', valueOn, principal, interest })
  settle(run)
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  businessDate: (run, step) => {
    run.today = dayOf(step.date)
  },
  setAllocation: (run, step) => run.override(step),
  create: (run, step) => run.create(step),
  approve: (run, step) => {
    run.isApproved = true
    run.approvedFen = fenOf(step.amount)
    run.expect(dayOf(step.expectedDisbursement), run.plannedFen)
  },
  disburse,
  addTranche: (run, step) => {
    run.pending = [...run.pending, { on: dayOf(step.date), amountFen: fenOf(step.amount) }]
  },
  txn: (run, step) => takeMoney(run, step, MONEY[textOf(step, 'type')]!, fenOf(step.amount)),
  payoff,
  cob: (run) => run.endDays(addDays(run.today, -1)),
  cobAll: (run) => run.endDays(addDays(run.today, -1)),
  charge: addCharge,
  installmentCharge: addCharge,
  updateChargeDefinition: (run, step) => run.defineCharge(step),
  waiveCharge: (run) => {
    // Charges of an amount that is not named are put on beside those that can be waived.
    const charge = run.chargeSteps.findLast(({ step }) => step.note === undefined) ?? run.chargeSteps.at(-1)
    if (!charge) throw new Error('no charge to waive')
    const dueOn = charge.step.due === undefined ? run.today : dayOf(charge.step.due)
    run.book({ kind: 'chargeWaived', valueOn: dueOn < run.today ? dueOn : run.today, chargeId: charge.id })
    settle(run)
  },
  undoWaiveCharge: undoLast('chargeWaived'),
  chargeAdjustment: (run, step) =>
    takeMoney(run, { ...step, date: run.today }, 'charge-adjustment', fenOf(step.amount)),
  chargeback,
  undo: undoTransaction,
  undoLastDisbursal: undoLast('paidOut'),
  undoDisbursal: (run) => {
    const inForce = run.events.filter((event) => event.kind !== 'reversed' && !run.isUndone(event.id))
    for (const event of inForce) {
      run.undo(event.id)
      run.erased.add(event.id)
    }
    run.accruals.clear()
    run.activity = new Activity()
    run.expect(run.today, run.plannedFen)
  },
  creditBalanceRefund: (run, step) => {
    run.book({ kind: 'balanceRefunded', valueOn: dayOf(step.date), amountFen: fenOf(step.amount) })
    settle(run)
  },
  reAge,
  undoReAge: undoLast('reAged'),
  reAmortize: reAmortise,
  undoReAmortize: undoLast('reAmortised'),
  reschedule,
  interestPause: (run, step) => {
    run.book({ kind: 'interestPaused', valueOn: dayOf(step.from), untilOn: dayOf(step.to) })
    settle(run)
  },
  chargeOff: (run, step) => {
    run.book({ kind: 'chargedOff', valueOn: dayOf(step.date), reason: textOf(step, 'reason') })
    settle(run)
  },
  undoChargeOff: undoLast('chargedOff'),
  terminateContract: (run) => {
    run.book({ kind: 'terminated', valueOn: run.today })
    settle(run)
  },
  undoTerminateContract: undoLast('terminated'),
  writeOff: (run, step) => {
    run.book({ kind: 'writtenOff', valueOn: dayOf(step.date) })
    settle(run)
  },
  capitalizedIncome: (run, step) => {
    run.book({ kind: 'incomeCapitalised', valueOn: dayOf(step.date), amountFen: fenOf(step.amount) })
    settle(run)
  },
  capitalizedIncomeAdjustment: (run, step) => takeMoney(run, step, 'capitalised-income-adjustment', fenOf(step.amount)),
  manualInterestRefund: (run, step) => {
    const refund = run.events
      .filter((event) => event.kind === 'moneyIn' && event.money === MONEY[textOf(step, 'of')])
      .at(-1)
    run.book({
      kind: 'moneyIn',
      valueOn: dayOf(step.date),
      money: 'interest-refund',
      amountFen: fenOf(step.amount),
      ...(refund ? { refundOf: refund.id } : {}),
    })
    settle(run)
  },
  fraudFlag: (run, step) => {
    run.isFraud = step.on === true || step.on === 'true'
  },
  buyDownFee: (run, step) => run.deferred.addFee(run, dayOf(step.date), fenOf(step.amount)),
  buyDownFeeAdjustment: (run, step) => run.deferred.adjustFee(run, dayOf(step.date), fenOf(step.amount)),
  accrualActivity: (run) => run.activity.endOfDay(run, run.today, true, () => run.state),
  globalConfig: (run, step) => {
    if (step.key === 'charge-accrual-date') run.isChargeOnDueDate = step.value === 'due-date'
    if (step.key === 'enable-immediate-charge-accrual-post-maturity') run.isChargeAccruedAtOnce = step.enabled === true
  },
}
