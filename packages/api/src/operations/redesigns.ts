import { z } from 'zod'
import { read, write } from '../define.ts'
import { count, day, fen, id, instant, positiveFen, ppm } from '../values.ts'

const change = z.strictObject({
  amountMaxFen: positiveFen.optional(),
  perCustomerFen: positiveFen.optional(),
  rateShiftPpm: ppm.min(-500_000).max(500_000).optional(),
  debtToIncomeMaxPpm: ppm.min(1).max(1_000_000).optional(),
})

const figures = z.object({
  loans: count,
  lentFen: fen,
  outstandingFen: fen,
  badLoans: count,
  badPpm: ppm,
  yearlyInterestFen: fen,
})

const offers = z.object({
  /** Offers not used yet when the version came into force. */
  open: count,
  kept: count,
  changed: count,
  ended: count,
  beforeFen: fen,
  afterFen: fen,
})

const redesign = z.object({
  id,
  productId: id,
  productCode: z.string(),
  change,
  before: figures,
  after: figures,
  refusedByAmount: count,
  refusedByIncome: count,
  refusedBad: count,
  cutLoans: count,
  cutFen: fen,
  unknownIncome: count,
  inputsHash: z.string(),
  reason: z.string(),
  madeBy: z.string(),
  madeOn: day,
  madeAt: instant,
  version: count.nullable(),
  versionStatus: z.string().nullable(),
  effectiveOn: day.nullable(),
  /** What became of unused offers; null until the version is in force and they were reckoned again. */
  offers: offers.nullable(),
})

export const listRedesigns = read({
  id: 'redesigns.list',
  path: '/products/:productId/redesigns',
  summary: { zh: '额度与利率调整测算', en: 'What-ifs of limit and rate' },
  permission: 'products.read',
  params: z.strictObject({ productId: id }),
  output: z.object({ redesigns: z.array(redesign) }),
  refusals: ['products.not_found'],
})

export const makeRedesign = write({
  id: 'redesigns.make',
  path: '/products/:productId/redesigns',
  summary: { zh: '测算额度与利率调整', en: 'Ask what a lower limit or rate would do' },
  permission: 'products.edit',
  idempotency: 'key',
  params: z.strictObject({ productId: id }),
  body: z.strictObject({ change, reason: z.string().trim().min(4).max(500) }),
  output: redesign,
  refusals: ['products.not_found', 'redesigns.nothing_changes', 'redesigns.rate_below_zero'],
})

export const applyRedesign = write({
  id: 'redesigns.apply',
  path: '/redesigns/:redesignId/version',
  summary: { zh: '按测算提交新版本', en: 'Hand in the version of a what-if' },
  permission: 'products.edit',
  idempotency: 'key',
  params: z.strictObject({ redesignId: id }),
  body: z.strictObject({ effectiveOn: day }),
  output: redesign,
  refusals: [
    'redesigns.not_found',
    'redesigns.already_applied',
    'redesigns.nothing_changes',
    'products.changed_meanwhile',
    'products.effective_in_past',
    'products.rules_missing',
    'compliance.cost_above_cap',
    'compliance.term_too_long',
  ],
})

export const reckonOffers = write({
  id: 'redesigns.reckonOffers',
  path: '/redesigns/:redesignId/offers',
  summary: { zh: '重算未使用的批准额度', en: 'Reckon unused offers again' },
  permission: 'products.approve',
  idempotency: 'natural',
  params: z.strictObject({ redesignId: id }),
  output: redesign,
  refusals: ['redesigns.not_found', 'redesigns.not_in_force'],
})
