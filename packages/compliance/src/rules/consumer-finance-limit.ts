import type { Day } from '@puhui/calendar'
import { type Fen, type RatePpm, ratioPpm } from '@puhui/money'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy, warnBy } from '../verdict.ts'

export type ConsumerFinanceInput =
  | { readonly act: 'approve'; readonly outstandingFen: Fen; readonly newFen: Fen }
  | {
      readonly act: 'report'
      readonly guaranteedFen: Fen
      readonly totalFen: Fen
      readonly liquidityPpm?: RatePpm
      readonly leveragePpm?: RatePpm
      readonly capitalFen?: Fen
    }

/** CN-ORIG-004: a consumer finance company's ¥200,000 per borrower and its ratios. */
export const consumerFinanceLimit = defineRule({
  id: 'CN-ORIG-004',
  title: { zh: '消费金融公司单户20万元与监管指标', en: 'Consumer finance company: ¥200,000 per borrower and ratios' },
  text: {
    zh: '单一借款人贷款余额不超过20万元；担保增信贷款余额不超过全部贷款余额的50%；流动性比例不低于50%，杠杆率不低于4%，注册资本不低于10亿元。',
    en: 'At most ¥200,000 outstanding to one borrower; at most half of all loans with outside guarantee; liquidity at least 50%, leverage ratio at least 4%, capital at least ¥1bn.',
  },
  instrument: {
    zh: '消费金融公司管理办法（国家金融监督管理总局令2024年第4号）',
    en: 'Measures for Consumer Finance Companies (NFRA Order 2024 No. 4)',
  },
  sources: ['cfc-measures-2024', 'cfc-leverage-draft', 'consumption-notice-2025'],
  effectiveFrom: '2024-04-18' as Day,
  effectiveTo: null,
  lenderKinds: ['consumer_finance_company'],
  events: ['loan.approve', 'regulatory.ratio'],
  parameters: {
    maxBorrowerBalanceFen: { value: 20_000_000n, bound: 'max', provenance: 'mixed', unit: 'fen' },
    guaranteedShareMaxPpm: { value: 500_000n, bound: 'max', provenance: 'sourced', unit: 'ppm' },
    liquidityMinPpm: { value: 500_000n, bound: 'min', provenance: 'sourced', unit: 'ppm' },
    leverageMinPpm: { value: 40_000n, bound: 'min', provenance: 'sourced', unit: 'ppm' },
    capitalMinFen: { value: 100_000_000_000n, bound: 'min', provenance: 'sourced', unit: 'fen' },
  },
  codes: [
    'compliance.borrower_balance_above_limit',
    'compliance.guaranteed_share_high',
    'compliance.liquidity_low',
    'compliance.leverage_low',
    'compliance.capital_low',
  ],
  check: (input: ConsumerFinanceInput, values) => {
    if (input.act === 'approve') {
      const balanceFen = input.outstandingFen + input.newFen
      const limitFen = values.maxBorrowerBalanceFen
      return balanceFen <= limitFen
        ? ALLOW
        : refuseBy('compliance.borrower_balance_above_limit', { balanceFen, limitFen })
    }
    const sharePpm = ratioPpm(input.guaranteedFen, input.totalFen) ?? 0n
    if (sharePpm > values.guaranteedShareMaxPpm) return warnBy('compliance.guaranteed_share_high', { sharePpm })
    const { liquidityPpm, leveragePpm, capitalFen } = input
    if (liquidityPpm !== undefined && liquidityPpm < values.liquidityMinPpm) {
      return warnBy('compliance.liquidity_low', { liquidityPpm })
    }
    if (leveragePpm !== undefined && leveragePpm < values.leverageMinPpm) {
      return warnBy('compliance.leverage_low', { leveragePpm })
    }
    if (capitalFen !== undefined && capitalFen < values.capitalMinFen) {
      return warnBy('compliance.capital_low', { capitalFen })
    }
    return ALLOW
  },
})
