import type { BodyOf, loanChangesApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import type { Loan } from './loan.ts'

type Body = BodyOf<typeof loanChangesApi.changeLoan>

/** In the form a day of its own is a third way in which a fee falls due, and that the others keep their days is said. */
export type ChangeValues = Omit<Body, 'due' | 'spacing'> & {
  readonly due?: Body['due'] | 'own'
  readonly spacing?: 'as-they-stand' | 'from-new-day'
}

/** What the dialog starts from. */
export function initialOf(loan: Loan): ChangeValues {
  const [fee] = loan.tariff
  return {
    kind: 'moveDueDay',
    valueOn: loan.asOf,
    feeCode: fee?.code ?? '',
    amountFen: fee?.maxFen ?? '',
    due: 'next',
    unit: 'day',
    count: 10,
    spacing: 'as-they-stand',
    until: addDays(loan.asOf as Day, 30),
    reason: '',
  }
}

/** What goes to the server: only what belongs to what is done. */
export function wishOf(loan: Loan, values: ChangeValues): Body {
  const { kind, valueOn, reason, dayOfMonth, until } = values
  const common = { kind, valueOn, reason }
  switch (kind) {
    case 'charge':
      return { ...common, ...chargeOf(loan, values) }
    case 'moveDueDay':
      return { ...common, ...(dayOfMonth ? { dayOfMonth } : {}) }
    case 'extend':
      return { ...common, ...extensionOf(values), ...comingOf(values) }
    case 'pause':
      return { ...common, ...(until ? { until } : {}), ...comingOf(values) }
  }
}

/** A day of its own that is not named yet goes as a blank, so that it is asked for: without it the fee would fall due otherwise. */
function chargeOf(loan: Loan, { feeCode, amountFen, due, dueOn, isPenalty }: ChangeValues) {
  const mayBePenalty = loan.tariff.some((fee) => fee.mayBePenalty && fee.code === feeCode)
  return {
    ...(feeCode ? { feeCode } : {}),
    ...(amountFen ? { amountFen } : {}),
    ...(due && due !== 'own' ? { due } : {}),
    ...(due === 'own' ? { dueOn: dueOn ?? ('' as Day) } : {}),
    ...(isPenalty && mayBePenalty ? { isPenalty } : {}),
  }
}

function extensionOf({ unit, count, spacing }: ChangeValues) {
  const isFromNewDay = unit !== 'instalment' && spacing === 'from-new-day'
  return {
    ...(unit ? { unit } : {}),
    ...(count ? { count } : {}),
    ...(isFromNewDay ? ({ spacing } as const) : {}),
  }
}

function comingOf({ from }: ChangeValues) {
  return from ? { from } : {}
}

/** Whether enough is said for its effect to be shown. */
export function isComplete({ kind, feeCode, amountFen, due, dueOn, dayOfMonth, count, until }: ChangeValues): boolean {
  if (kind === 'charge' && due === 'own' && !dueOn) return false
  if (kind === 'charge') return !!feeCode && /^[1-9]\d*$/.test(amountFen ?? '')
  if (kind === 'moveDueDay') return !!dayOfMonth
  return kind === 'extend' ? !!count : !!until
}
