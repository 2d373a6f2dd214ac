import { type ChargeBase, type ChargeSpec, decimal } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import { dayOf, fenOf, type ReplayStep, textOf } from './replay-case.ts'
import type { ReplayRun } from './replay-run.ts'

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
const DEFAULT_PERCENT = '5'

export function isPenalty(type: string): boolean {
  return type === 'LOAN_NSF_FEE' || type === 'LOAN_FIXED_RETURNED_PAYMENT_FEE'
}

export function chargeOf(run: ReplayRun, chargeId: string, step: ReplayStep): ChargeSpec {
  const type = textOf(step, 'chargeType')
  const isEach = type.startsWith('LOAN_INSTALLMENT_FEE')
  const base = BASES[type] ?? 'flat'
  const amount = step.amount ?? step.chargeAmount ?? step.pct
  return {
    chargeId,
    isPenalty: isPenalty(type),
    timing: isEach ? 'each-instalment' : type === 'LOAN_DISBURSEMENT_CHARGE' ? 'disbursement' : 'due-date',
    base,
    amountFen: base === 'flat' ? amountOf(run, type, amount) : 0n,
    percent: decimal(base === 'flat' ? '0' : String(step.pct ?? amount ?? DEFAULT_PERCENT)),
    dueOn: step.due === undefined ? undefined : dayOf(step.due),
  }
}

function amountOf(run: ReplayRun, type: string, amount: unknown): bigint {
  if (amount !== undefined) return fenOf(amount)
  return run.definedAmount(type) ?? DEFAULT_FEN
}

/** The charges of the loan as the outside system lists them. */
export function chargesOf(run: ReplayRun): readonly Readonly<Record<string, string>>[] {
  return run.chargeSteps.map(({ id, step }) => {
    const type = textOf(step, 'chargeType')
    const spec = chargeOf(run, id, step)
    const known = run.state?.charges.find((charge) => charge.chargeId === id)
    const isPaidAtOnce = spec.timing === 'disbursement'
    const dueFen = isPaidAtOnce ? spec.amountFen : (known?.amountFen ?? 0n)
    const paidFen = isPaidAtOnce ? dueFen : (known?.paidFen ?? 0n)
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
