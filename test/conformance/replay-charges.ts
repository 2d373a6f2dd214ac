import { formatYuan, mulDiv } from '@puhui/money'
import { decimal } from './life/decimal.ts'
import type { ChargeBase, ChargeSpec } from './life/life-event.ts'
import { dayOf, fenOf, type ReplayStep, textOf } from './replay-case.ts'
import type { ReplayRun } from './replay-run.ts'

/** How a share is defined for charges whose definition a scenario sets. */
const CALCULATIONS: Readonly<Record<string, ChargeBase>> = {
  PERCENTAGE_AMOUNT: 'disbursed',
  PERCENTAGE_LOAN_AMOUNT_PLUS_INTEREST: 'amount-and-interest',
  PERCENTAGE_INTEREST: 'interest',
}

const BASES: Readonly<Record<string, ChargeBase>> = {
  LOAN_INSTALLMENT_FEE_PERCENTAGE_INTEREST: 'interest',
  LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT_PLUS_INTEREST: 'amount-and-interest',
  LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT: 'amount',
  LOAN_PERCENTAGE_PROCESSING_FEE: 'amount-and-interest',
}

/** How the charges of the outside system are called and when they fall due. */
export const CHARGE_NAMES: Readonly<Record<string, string>> = {
  LOAN_NSF_FEE: 'NSF fee',
  LOAN_SNOOZE_FEE: 'Snooze fee',
  LOAN_PERCENTAGE_PROCESSING_FEE: '% Processing fee',
  LOAN_FIXED_RETURNED_PAYMENT_FEE: 'Fixed Returned payment fee',
  LOAN_INSTALLMENT_FEE_FLAT: 'Installment flat fee',
  LOAN_INSTALLMENT_FEE_PERCENTAGE_INTEREST: 'Installment percentage interest fee',
  LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT_PLUS_INTEREST: 'Installment percentage amount + interest fee',
  LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT: 'Installment percentage amount fee',
  LOAN_DISBURSEMENT_CHARGE: 'Disbursement Charge',
}

/** What the outside system's charges come to where a scenario does not say. */
const DEFAULT_FEN = 1000n
const DEFAULT_PERCENT = '1'
const DEFAULT_PERCENT_OF_INTEREST = '5'

export function isPenalty(type: string): boolean {
  return type === 'LOAN_NSF_FEE'
}

export function chargeOf(run: ReplayRun, chargeId: string, step: ReplayStep): ChargeSpec {
  const type = textOf(step, 'chargeType')
  const isEach = type.startsWith('LOAN_INSTALLMENT_FEE')
  const base = BASES[type] ?? CALCULATIONS[run.definitionOf(type)?.calc ?? ''] ?? 'flat'
  if (type === 'LOAN_DISBURSEMENT_CHARGE') return atDisbursement(run, chargeId, step, base)
  const amount = step.amount ?? step.chargeAmount ?? step.pct
  return {
    chargeId,
    isPenalty: isPenalty(type),
    timing: isEach ? 'each-instalment' : 'due-date',
    base,
    amountFen: base === 'flat' ? amountOf(run, type, amount) : 0n,
    percent: decimal(
      base === 'flat'
        ? '0'
        : String(step.pct ?? amount ?? (base === 'interest' ? DEFAULT_PERCENT_OF_INTEREST : DEFAULT_PERCENT)),
    ),
    dueOn: step.due === undefined ? undefined : dayOf(step.due),
  }
}

function amountOf(run: ReplayRun, type: string, amount: unknown): bigint {
  if (amount !== undefined) return fenOf(amount)
  return run.definitionOf(type)?.amountFen ?? DEFAULT_FEN
}

/** Paid out of the disbursement: its amount is fixed by what is disbursed, and the interest planned on it. */
function atDisbursement(run: ReplayRun, chargeId: string, step: ReplayStep, base: ChargeBase): ChargeSpec {
  const fixed = run.feesAtDisbursement.get(chargeId)
  const text = String(
    step.chargeAmount ?? step.amount ?? formatYuan(run.definitionOf('LOAN_DISBURSEMENT_CHARGE')?.amountFen ?? 0n),
  )
  const lines = run.state?.lines ?? []
  const interestFen = lines.reduce((sum, line) => sum + line.asked.interestFen, 0n)
  const principalFen = run.expected?.amountFen ?? lines.reduce((sum, line) => sum + line.asked.principalFen, 0n)
  const baseFen = base === 'interest' ? interestFen : base === 'disbursed' ? principalFen : principalFen + interestFen
  const amountFen = fixed ?? (base === 'flat' ? fenOf(text) : mulDiv(baseFen, fenOf(text), 10_000n, 'half-even'))
  return {
    chargeId,
    isPenalty: false,
    timing: 'disbursement',
    base: 'flat',
    amountFen,
    percent: decimal('0'),
    dueOn: undefined,
  }
}

/** The charges of the loan as the outside system lists them. */
export function chargesOf(run: ReplayRun): readonly Readonly<Record<string, string>>[] {
  return run.chargeSteps.map(({ id, step }) => {
    const type = textOf(step, 'chargeType')
    const spec = chargeOf(run, id, step)
    const known = run.state?.charges.find((charge) => charge.chargeId === id)
    const isAtOnce = spec.timing === 'disbursement'
    const dueFen = isAtOnce ? spec.amountFen : (known?.amountFen ?? 0n)
    const paidFen = isAtOnce ? (run.expected ? 0n : dueFen) : (known?.paidFen ?? 0n)
    return {
      name: CHARGE_NAMES[type] ?? type,
      ispenalty: String(spec.isPenalty),
      ...(spec.dueOn ? { dueAsOf: spec.dueOn } : {}),
      due: yuan(dueFen),
      paid: yuan(paidFen),
      waived: yuan(known?.waivedFen ?? 0n),
      outstanding: yuan(dueFen - paidFen - (known?.waivedFen ?? 0n)),
    }
  })
}

const yuan = (fen: bigint): string => formatYuan(fen).replaceAll(',', '')
