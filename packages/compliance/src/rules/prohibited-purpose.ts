import type { Day } from '@puhui/calendar'
import { LENDER_KINDS, type LenderKind } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, flagBy, refuseBy } from '../verdict.ts'

export type LoanUse =
  | { readonly act: 'apply'; readonly purpose: string; readonly lenderKind?: LenderKind }
  /** Money on its way after payout: the counterparty's name as the bank shows it. */
  | { readonly act: 'monitor'; readonly counterparty: string; readonly isRefinancing?: boolean }

/** CN-ORIG-002: what a consumer loan may not be used for. */
export const prohibitedPurpose = defineRule({
  id: 'CN-ORIG-002',
  title: { zh: '贷款资金禁止用途', en: 'Prohibited loan purposes' },
  text: {
    zh: '贷款资金不得用于购房及偿还住房按揭，不得用于股票、债券、期货、金融衍生品、资产管理产品投资，不得用于固定资产和股权投资；小额贷款不得用于金融投资、股权投资和偿还其他融资。放款后发现流向可疑的，转人工核查。',
    en: 'Not for buying a home or repaying a mortgage, nor for shares, bonds, futures, derivatives and asset management products, nor for fixed assets and equity; a microloan not for repaying other debt. A suspicious flow after payout goes to a person.',
  },
  instrument: {
    zh: '互联网贷款办法第二十四条；小额贷款公司监督管理暂行办法',
    en: 'Internet Loan Measures, art. 24; Interim Measures on Microloan Companies',
  },
  sources: ['internet-loans-2020', 'microloan-draft-2024'],
  effectiveFrom: '2020-07-12' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['loan.apply', 'disbursement.execute', 'postloan.monitor'],
  parameters: {
    words: {
      value: [
        '购房',
        '买房',
        '首付',
        '房贷',
        '按揭',
        '股票',
        '炒股',
        '证券',
        '债券',
        '期货',
        '基金',
        '理财',
        '资管',
        '信托',
        '衍生品',
        '股权',
        '固定资产',
        '虚拟货币',
        '赌',
      ] as readonly string[],
      bound: 'free',
      provenance: 'from-knowledge-verify',
    },
    microloanWords: {
      value: ['还贷', '偿还贷款', '归还借款', '以贷还贷'] as readonly string[],
      bound: 'free',
      provenance: 'mixed',
    },
    counterpartyWords: {
      value: ['证券', '期货', '基金', '信托', '房地产', '置业', '资产管理', '博彩'] as readonly string[],
      bound: 'free',
      provenance: 'from-knowledge-verify',
    },
    /** Another lender's account: nobody repays one loan with another unless that was declared. */
    lenderWords: {
      value: ['小额贷款', '消费金融', '网贷', '信贷'] as readonly string[],
      bound: 'free',
      provenance: 'design-default',
    },
  },
  codes: ['compliance.purpose_prohibited', 'compliance.flow_suspicious'],
  check: (input: LoanUse, { words, microloanWords, counterpartyWords, lenderWords }) => {
    if (input.act === 'monitor') {
      const sought = input.isRefinancing ? counterpartyWords : [...counterpartyWords, ...lenderWords]
      const word = sought.find((each) => input.counterparty.includes(each))
      return word === undefined ? ALLOW : flagBy('compliance.flow_suspicious', { word })
    }
    const all = input.lenderKind === 'microloan_company' ? [...words, ...microloanWords] : words
    const word = all.find((each) => input.purpose.includes(each))
    return word === undefined ? ALLOW : refuseBy('compliance.purpose_prohibited', { word })
  },
})
