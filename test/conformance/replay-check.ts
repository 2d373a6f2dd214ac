import { formatYuan } from '@puhui/money'
import { type ReplayRow, type ReplayStep, textOf } from './replay-case.ts'
import { chargesOf } from './replay-charges.ts'
import { journalOf, journalWanted } from './replay-journal.ts'
import type { ReplayRun } from './replay-run.ts'
import { delinquencyOf, nextDueOf, overdueFen, pausesOf, unpaidDueInterest } from './replay-standing.ts'
import { transactionsOf } from './replay-transactions.ts'
import { scheduleOf, totalsOf } from './replay-view.ts'

type Cells = Readonly<Record<string, string>>
type Check = (run: ReplayRun, step: ReplayStep) => string | undefined

/** What differs between an assertion and our answer; undefined when they agree. */
export function differenceOf(run: ReplayRun, step: ReplayStep): string | undefined {
  const check = CHECKS[step.expect!]
  if (!check) return `no answer to ${step.expect}`
  const found = check(run, step)
  return found === undefined ? undefined : `${step.expect} on ${run.today}: ${found}`
}

const CHECKS: Readonly<Record<string, Check>> = {
  schedule: (run, step) => scheduleDiffers(rowsOf(step), scheduleOf(run)),
  totals: (run, step) => cellsDiffer(step.totals as ReplayRow, totalsOf(run), Object.keys(step.totals as object)),
  charges: (run, step) => sameSet(rowsOf(step), chargesOf(run), CHARGE_KEYS),
  chargeRow: (run, step) => {
    const found = chargesOf(run)
    const missing = rowsOf(step).filter((want) => !found.some((have) => !cellsDiffer(want, have, CHARGE_KEYS)))
    return missing.length === 0
      ? undefined
      : `missing ${missing.map(show).join(' | ')} in ${found.map(show).join(' | ')}`
  },
  nthReverted: (run, step) => {
    const isFound = transactionsOf(run).some(
      (row) => row.type === step.type && (row.reverted === 'true' || row.replayed === 'true'),
    )
    return isFound ? undefined : `no ${text(step.type)} is reverted`
  },
  lastClosedBusinessDate: (run, step) => same(text(step.date), text(run.endedOn)),
  tranches: (run, step) =>
    sameSet(
      rowsOf(step).filter((row) => row.disbursedOn !== undefined),
      tranchesOf(run),
      ['disbursedOn', 'principal'],
    ),
  overdue: (run, step) => same(text(step.amount), yuan(overdueFen(run))),
  delinquency: (run, step) => cellsDiffer(step as ReplayRow, delinquencyOf(run), ['range', 'delinquentDate']),
  nextPaymentDue: (run, step) =>
    rowsDiffer(rowsOf(step), [nextDueOf(run)], ['classification', 'nextpaymentduedate', 'nextpaymentamount']),
  termVariations: (run, step) => sameSet(rowsOf(step), pausesOf(run), ['termTypeValue', 'applicableFrom', 'dateValue']),
  amortizationAllocation: (run, step) =>
    rowsDiffer(rowsOf(step), run.deferred.sharesOf(text(step.type), text(step.date)), ['date', 'type', 'amount']),
  buyDownFee: (run, step) => rowsDiffer(rowsOf(step), run.deferred.standing(run, 'Buy Down Fee'), DEFERRED_KEYS),
  deferredCapitalizedIncome: (run, step) =>
    rowsDiffer(rowsOf(step), run.deferred.standing(run, 'Capitalized Income'), INCOME_KEYS),
  unpaidDueInterest: (run, step) => same(text(step.amount), yuan(unpaidDueInterest(run))),
  newAccruals: (run, step) => sameSet(rowsOf(step), newAccruals(run)),
  noNewAccruals: (run) => sameSet([], newAccruals(run)),
  journal: (run, step) => {
    const wanted = journalWanted(step)
    const found = journalOf(run, step)
    const all = found.flat().sort()
    const isSame = [...found, all].some((lines) => lines.join() === wanted.join())
    return isSame
      ? undefined
      : `${text(step.txnType)} expected ${wanted.join(', ')} got ${found.map((l) => l.join(', ')).join(' | ')}`
  },
  transactions: (run, step) => sameSet(rowsOf(step), transactionsOf(run)),
  transactionsWithoutAccruals: (run, step) =>
    sameSet(
      rowsOf(step),
      transactionsOf(run).filter((row) => row.type !== 'Accrual' && row.type !== 'Accrual Adjustment'),
    ),
  status: (run, step) => same(statusName(textOf(step, 'status')), statusOf(run)),
  closedObligationsMet: (run) => same('CLOSED_OBLIGATIONS_MET', statusOf(run)),
  obligationsMet: (run) => same('0.00', yuan(run.state?.outstandingFen ?? 0n)),
  outstanding: (run, step) => same(text(step.amount), formatYuan(run.state?.outstandingFen ?? 0n).replaceAll(',', '')),
  overpaid: (run, step) => same(text(step.amount), formatYuan(run.state?.overpaidFen ?? 0n).replaceAll(',', '')),
  noTransactions: (run) =>
    transactionsOf(run).some((row) => row.reverted === 'false') ? 'there are transactions' : undefined,
  chargedOff: (run) => (run.state?.isChargedOff ? undefined : 'not charged off'),
  reverted: (run, step) => {
    const isFound = transactionsOf(run).some(
      (row) => row.type === step.type && row.date === step.date && row.reverted === 'true',
    )
    return isFound ? undefined : `${text(step.type)} of ${text(step.date)} is not reverted`
  },
}

const DISBURSEMENT_KEYS = ['date', 'balance', 'fees', 'due']
const DEFERRED_KEYS = [
  'date',
  'feeAmount',
  'amortizedAmount',
  'notYetAmortizedAmount',
  'adjustedAmount',
  'chargedOffAmount',
]
const INCOME_KEYS = ['amount', 'amortizedAmount', 'unrecognizedAmount', 'adjustedAmount', 'chargedOffAmount']

const yuan = (fen: bigint): string => formatYuan(fen).replaceAll(',', '')

function tranchesOf(run: ReplayRun): readonly Cells[] {
  return run
    .live('paidOut')
    .map((event) => ({ disbursedOn: event.valueOn, principal: event.kind === 'paidOut' ? yuan(event.amountFen) : '' }))
}

const CHARGE_KEYS = ['name', 'ispenalty', 'dueAsOf', 'due', 'paid', 'waived', 'outstanding']

/** Accruals written since they were last looked at. */
function newAccruals(run: ReplayRun): readonly Cells[] {
  const rows = transactionsOf(run).filter((row) => row.type === 'Accrual' || row.type === 'Accrual Adjustment')
  const added = [...rows]
  for (const seen of run.seenAccruals) {
    const at = added.findIndex((row) => row.date === seen.date && row.type === seen.type && row.amount === seen.amount)
    if (at >= 0) added.splice(at, 1)
  }
  run.seenAccruals = rows
  return added
}

const SCHEDULE_KEYS = [
  'n',
  'days',
  'date',
  'paidDate',
  'balance',
  'principal',
  'interest',
  'fees',
  'penalties',
  'due',
  'paid',
  'inAdvance',
  'late',
  'outstanding',
]

function rowsOf(step: ReplayStep): readonly ReplayRow[] {
  return step.rows as readonly ReplayRow[]
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

function rowsDiffer(wanted: readonly ReplayRow[], got: readonly Cells[], keys: readonly string[]): string | undefined {
  for (let index = 0; index < Math.max(wanted.length, got.length); index += 1) {
    const [want, have] = [wanted[index], got[index]]
    if (!want || !have) return `row ${index + 1}: expected ${show(want)}, got ${show(have)}`
    const isDisbursement = want.kind === 'disbursement'
    const own = isDisbursement ? DISBURSEMENT_KEYS : keys
    const found = cellsDiffer(want, have, own)
    if ((want.kind !== undefined && want.kind !== have.kind) || found)
      return `row ${index + 1} ${text(want.date)}: ${found ?? text(have.kind)}`
  }
  return undefined
}

/** Rows in their order; the outside system also takes a list as right when each of its rows is found and none is left over. */
function scheduleDiffers(wanted: readonly ReplayRow[], got: readonly Cells[]): string | undefined {
  const found = rowsDiffer(wanted, got, SCHEDULE_KEYS)
  if (found === undefined || wanted.length !== got.length) return found
  const keysOf = (want: ReplayRow) => (want.kind === 'disbursement' ? DISBURSEMENT_KEYS : SCHEDULE_KEYS)
  const isAllThere = wanted.every((want) =>
    got.some((have) => want.kind === have.kind && !cellsDiffer(want, have, keysOf(want))),
  )
  return isAllThere ? undefined : found
}

function cellsDiffer(want: ReplayRow, have: Cells, keys: readonly string[]): string | undefined {
  const found = keys.filter((key) => text(want[key]) !== text(have[key]))
  return found.length === 0
    ? undefined
    : found.map((key) => `${key} expected ${text(want[key])} got ${text(have[key])}`).join(', ')
}

const ROW_KEYS = [
  'date',
  'type',
  'amount',
  'principal',
  'interest',
  'fees',
  'penalties',
  'balance',
  'overpayment',
  'reverted',
  'replayed',
]

function sameSet(
  wanted: readonly ReplayRow[],
  got: readonly Cells[],
  all: readonly string[] = ROW_KEYS,
): string | undefined {
  const left = [...got]
  const missing: ReplayRow[] = []
  for (const want of wanted) {
    const keys = all.filter((key) => want[key] !== undefined)
    const at = left.findIndex((have) => keys.every((key) => text(want[key]) === have[key]))
    if (at < 0) missing.push(want)
    else left.splice(at, 1)
  }
  if (missing.length === 0 && left.length === 0) return undefined
  return `missing ${missing.map(show).join(' | ') || 'none'}; too many ${left.map(show).join(' | ') || 'none'}`
}

function show(row: ReplayRow | Cells | undefined): string {
  return row ? Object.values(row).map(text).join(' ') : 'nothing'
}

function same(want: string, have: string): string | undefined {
  return want === have ? undefined : `expected ${want}, got ${have}`
}

/** `Closed (obligations met)` is CLOSED_OBLIGATIONS_MET. */
function statusName(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z]+/gu, '_')
    .replace(/_$/u, '')
}

function statusOf({ state, expected, isApproved }: ReplayRun): string {
  if (!state || expected) return isApproved ? 'APPROVED' : 'SUBMITTED_AND_PENDING_APPROVAL'
  return {
    active: 'ACTIVE',
    overpaid: 'OVERPAID',
    settled: 'CLOSED_OBLIGATIONS_MET',
    writtenOff: 'CLOSED_WRITTEN_OFF',
  }[state.status]
}
