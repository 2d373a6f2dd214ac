import { createHash } from 'node:crypto'
import { derivedId } from '../../platform/ids.ts'
import type { BureauAnswer, BureauPort, BureauQuestion } from './port.ts'

const PROVIDER = '征信机构（模拟） / Credit bureau (simulated)'
const PRICE_FEN = 300n

/**
 * A bureau that invents a file from the ID number and always the same one. Test numbers by the three digits before the
 * check digit: 995 does not answer in time, 994 has debts past due, 993 has no file, 989 has a housing loan.
 */
export function simulatedBureau(): BureauPort {
  return { query: async (question) => answerTo(question) }
}

function answerTo({ residentId, asOf }: BureauQuestion): BureauAnswer {
  const serial = residentId.slice(14, 17)
  const dice = diceOf(residentId)
  const common = {
    provider: PROVIDER,
    isSimulated: true,
    priceFen: PRICE_FEN,
    reference: derivedId('sim', `bureau|${residentId}|${asOf}`),
  }
  if (serial === '995') return { ...common, status: 'timedOut', facts: null, latencyMs: 5_000, priceFen: 0n }
  const latencyMs = 80 + dice(0, 400)
  if (serial === '993') return { ...common, status: 'answered', facts: { bureauFileFound: false }, latencyMs }
  return {
    ...common,
    status: 'answered',
    facts: {
      ...(serial === '994' ? troubled(dice) : ordinary(dice)),
      ...(serial === '989' ? { housingLoan: true } : {}),
    },
    latencyMs,
  }
}

type Dice = (index: number, below: number) => number

/** Numbers that depend on the ID number alone: byte pairs of its hash. */
function diceOf(residentId: string): Dice {
  const bytes = createHash('sha256').update(`bureau|${residentId}`).digest()
  return (index, below) => bytes.readUInt16BE(index * 2) % below
}

function ordinary(dice: Dice): BureauAnswer['facts'] {
  const isCareful = dice(1, 10) < 8
  return {
    bureauFileFound: true,
    creditHistoryYears: 2 + dice(2, 14),
    delinquencies24m: isCareful ? 0 : dice(3, 3),
    accountsPastDue: 0,
    chargeOffs: 0,
    bankruptcies: 0,
    inquiries12m: dice(4, isCareful ? 4 : 9),
    openCreditLines: 1 + dice(5, 9),
    revolvingUtilization: dice(6, isCareful ? 45 : 90) * 10_000,
    monthlyDebtDue: dice(7, isCareful ? 12 : 25) * 10_000,
  }
}

function troubled(dice: Dice): BureauAnswer['facts'] {
  return {
    bureauFileFound: true,
    creditHistoryYears: 1 + dice(2, 6),
    delinquencies24m: 6 + dice(3, 6),
    accountsPastDue: 2,
    chargeOffs: 1,
    bankruptcies: 0,
    inquiries12m: 12 + dice(4, 10),
    openCreditLines: 8 + dice(5, 8),
    revolvingUtilization: 980_000,
    monthlyDebtDue: 400_000 + dice(7, 30) * 10_000,
  }
}
