import type { Day } from '@puhui/calendar'
import type { FeeEvent, FeeRule } from '@puhui/product'
import type { OpenPlatform } from '../platform/open.ts'
import { borrowUnderPilot, type PilotDay, type PilotPeople, releasePilot } from './pilot.ts'

const CODE = 'LPRD'

/** Priced with the LPR of 2024-10-21 (3.10 %); since 2025-05-20 it is 3.00 %, which the first repricing day brings. */
const FLOATING = {
  benchmark: 'LPR1Y',
  benchmarkPpm: 31_000n,
  benchmarkOn: '2024-10-21' as Day,
  repricing: { kind: 'every-months', months: 1 },
  floorPpm: 0n,
  ceilingPpm: 240_000n,
} as const

/** What the pilot may charge when something happens: small costs of the lender, named in the contract. */
const TARIFF: readonly FeeRule[] = [
  fee('certificate', { zh: '纸质证明工本费', en: 'Certificate on paper' }, 'statement', 2_000n),
  fee('failed-debit', { zh: '扣款失败手续费', en: 'Failed debit' }, 'failed-debit', 1_000n),
]

function fee(code: string, name: FeeRule['name'], event: FeeEvent, amountFen: bigint): FeeRule {
  return { code, name, timing: 'on-event', event, amount: { kind: 'fixed', amountFen }, collector: { kind: 'lender' } }
}

/** A pilot of a rate that follows LPR: a product of its own and a few borrowers, whose rate falls a month later. */
export async function liveFloatingPilot(platform: OpenPlatform, people: PilotPeople, day: PilotDay): Promise<void> {
  await releasePilot(platform, people, day.on, {
    note: '利率随一年期 LPR 按月调整，小范围试点',
    agreed: '定价与上下限已核对',
    change: (terms) => ({
      ...terms,
      code: CODE,
      name: { zh: 'LPR 浮动现金贷（试点）', en: 'Cash loan that follows LPR (pilot)' },
      plan: { ...terms.plan, floating: FLOATING },
      fees: [...terms.fees, ...TARIFF],
    }),
  })
  await borrowUnderPilot(platform, people, day, { code: CODE, borrowers: 4, stride: 211, from: 17 })
}
