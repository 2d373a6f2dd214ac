import { createHash } from 'node:crypto'
import { derivedId } from '../../platform/ids.ts'
import type { IncomePort } from './port.ts'

const PROVIDER = '收入核实（模拟） / Income check (simulated)'
const PRICE_FEN = 150n

/**
 * A bank that has paid everybody a salary of ¥4,000 to ¥12,000 a month, always the same for one person. Test numbers by
 * the three digits before the check digit: 992 has no salary record, 991 gets no answer in time, 990 is paid by another employer than the
 * one stated.
 */
export function simulatedIncome(): IncomePort {
  return {
    verify: async ({ residentId, asOf, employer = null }) => {
      const reference = derivedId('sim', `income|${residentId}|${asOf}`)
      const common = { provider: PROVIDER, isSimulated: true, reference }
      const serial = residentId.slice(14, 17)
      if (serial === '991') return { ...common, status: 'timedOut', facts: null, latencyMs: 3_000, priceFen: 0n }
      const dice = createHash('sha256').update(`income|${residentId}`).digest()
      const latencyMs = 60 + dice[2]!
      if (serial === '992') return { ...common, status: 'answered', facts: {}, latencyMs, priceFen: PRICE_FEN }
      const verifiedMonthlyIncome = (4_000 + (dice.readUInt16BE(0) % 8_001)) * 100
      return {
        ...common,
        status: 'answered',
        facts: { verifiedMonthlyIncome, employerConfirmed: employer === null ? null : serial !== '990' },
        latencyMs,
        priceFen: PRICE_FEN,
      }
    },
  }
}
