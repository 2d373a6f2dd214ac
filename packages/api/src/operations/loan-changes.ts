import { z } from 'zod'
import { write } from '../define.ts'
import { day, fen, id, positiveFen } from '../values.ts'
import { loanFigures, loanInstalment, posting } from './loan-values.ts'

const params = z.strictObject({ loanId: id })

/** A fee on an event, another repayment day, an extension, or a pause of interest; each has its own fields. */
const change = {
  kind: z.enum(['charge', 'moveDueDay', 'extend', 'pause']),
  valueOn: day,
  /** A fee: which of the tariff, how much, and with which instalment. */
  feeCode: z.string().max(40).optional(),
  amountFen: positiveFen.optional(),
  due: z.enum(['now', 'next']).optional(),
  /** A day of its own, instead of an instalment. */
  dueOn: day.optional(),
  /** A fixed penalty instead of a fee. */
  isPenalty: z.boolean().optional(),
  dayOfMonth: z.int().min(0).max(31).optional(),
  unit: z.enum(['day', 'month', 'instalment']).optional(),
  count: z.int().min(0).max(366).optional(),
  /** An extension: those after it follow at the distances of the contract from its new day. */
  spacing: z.enum(['from-new-day']).optional(),
  /** A pause: the day from which interest runs again. */
  until: day.optional(),
  /** An extension or a pause that is agreed on the value day for a coming one. */
  from: day.optional(),
}

/** What a change cannot be without, named together with all else that is wrong. */
const NEEDED = {
  charge: ['feeCode', 'amountFen'],
  moveDueDay: ['dayOfMonth'],
  extend: ['count'],
  pause: ['until'],
} as const

function complete<T extends z.ZodObject>(body: T): T {
  const needed = Object.entries(NEEDED).flatMap(([kind, fields]) => fields.map((field) => [kind, field] as const))
  return needed.reduce(
    (checked, [kind, field]) =>
      checked.refine((value) => value.kind !== kind || value[field] !== undefined, {
        path: [field],
        params: { code: 'request.missing' },
        when: ({ value }) => typeof value === 'object' && value !== null,
      }),
    body,
  )
}

const preview = z.object({
  postings: z.array(posting),
  before: loanFigures,
  after: loanFigures,
  schedule: z.array(loanInstalment),
  /** How much more is paid in all than without it; below zero when less. */
  differenceFen: fen,
  stateHash: z.string(),
})

const dueDayRefusals = [
  'loans.not_found',
  'loan.not_active',
  'loan.nothing_to_reschedule',
  'loan.arrears_before_change',
  'loan.due_day_out_of_range',
  'loan.due_day_unchanged',
  'loan.due_days_not_monthly',
  'loan.due_day_moved_lately',
] as const

const refusals = [
  ...dueDayRefusals,
  'loan.value_date_in_future',
  'loan.value_date_before_disbursement',
  'loan.amount_too_small',
  'loan.fee_not_in_tariff',
  'loan.fee_above_tariff',
  'loan.nothing_is_due',
  'loan.charge_day_out_of_range',
  'loan.fee_is_no_penalty',
  'compliance.cost_above_cap',
  'loan.day_to_come_out_of_range',
  'loan.extension_out_of_range',
  'loan.extension_too_long',
  'loan.pause_out_of_range',
  'loan.rate_floats',
  'loan.interest_paused_already',
] as const

export const previewLoanChange = write({
  id: 'loans.previewChange',
  path: '/loans/:loanId/changes/preview',
  summary: { zh: '收费、改还款日、展期与停息试算', en: 'Preview a fee, a moved day, an extension or a pause' },
  permission: 'loans.change',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: complete(z.strictObject(change)),
  output: preview,
  refusals: [...refusals],
})

export const changeLoan = write({
  id: 'loans.change',
  path: '/loans/:loanId/changes',
  summary: { zh: '收费、改还款日、展期与停息', en: 'Book a fee, a moved day, an extension or a pause' },
  permission: 'loans.change',
  idempotency: 'key',
  params,
  body: complete(
    z.strictObject({ ...change, reason: z.string().trim().min(4).max(200), stateHash: z.string().optional() }),
  ),
  output: z.object({ eventId: id, entryId: id.nullable() }),
  refusals: [...refusals, 'loans.changed_meanwhile'],
})

const dueDay = z.strictObject({ dayOfMonth: z.int().min(1).max(28) })

export const borrowerPreviewDueDay = write({
  id: 'borrower.previewDueDay',
  path: '/borrower/loans/:loanId/repayment-day/preview',
  summary: { zh: '调整还款日试算', en: 'Preview another repayment day' },
  permission: 'borrower',
  idempotency: 'natural',
  audit: 'none',
  params,
  body: dueDay,
  output: preview.omit({ postings: true }),
  refusals: [...dueDayRefusals],
})

export const borrowerMoveDueDay = write({
  id: 'borrower.moveDueDay',
  path: '/borrower/loans/:loanId/repayment-day',
  summary: { zh: '调整还款日', en: 'Change the repayment day' },
  permission: 'borrower',
  idempotency: 'key',
  params,
  body: dueDay.extend({ stateHash: z.string() }),
  output: z.object({ eventId: id }),
  refusals: [...dueDayRefusals, 'loans.changed_meanwhile'],
})
