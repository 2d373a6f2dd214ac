import { COST_TABLE_FROM, checkDisclosure, type SigningFacts } from '../disclosure.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export type CostTableInput =
  | ({ readonly act: 'sign' } & SigningFacts)
  | { readonly act: 'charge'; readonly feeCode: string; readonly disclosedCodes: readonly string[] }

/** CN-RATE-003: the comprehensive cost table is read and confirmed before signing, and nothing else is charged. */
export const costTable = defineRule({
  id: 'CN-RATE-003',
  title: { zh: '综合融资成本明示表', en: 'Comprehensive cost table before signing' },
  text: {
    zh: '签约前须向借款人出示综合融资成本明示表，列明本金、各项息费的收取方式、标准、收取方和年化水平，以及违约等或有成本；线上须弹窗、强制阅读并确认，线下须签字。未列明的费用不得收取。',
    en: 'Before signing, the borrower is shown a table of principal, every charge with how, how much, by whom and its annualised weight, and what default would cost; online in a pop-up with forced reading and confirmation, on site by signature. What is not in the table may not be charged.',
  },
  instrument: {
    zh: '个人贷款业务明示综合融资成本规定（金规〔2026〕2号）',
    en: 'Jingui 2026 No. 2 on showing the cost of personal loans',
  },
  sources: ['nfra-2026-2', 'nfra-2026-2-press'],
  effectiveFrom: COST_TABLE_FROM,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['contract.sign', 'instalment.book', 'fee.charge'],
  parameters: {
    minReadSeconds: {
      value: 10,
      bound: 'min',
      provenance: 'design-default',
      unit: 's',
      note: {
        zh: '规定要求强制阅读时间，未见具体秒数',
        en: 'the rule wants a forced reading time and names no number',
      },
    },
  },
  codes: [
    'compliance.cost_table_not_acknowledged',
    'compliance.terms_changed',
    'compliance.not_read_to_the_end',
    'compliance.read_too_fast',
    'compliance.cost_table_acknowledged_after_signing',
    'compliance.fee_not_disclosed',
  ],
  check: (input: CostTableInput, { minReadSeconds }) => {
    if (input.act === 'sign') return checkDisclosure(input, minReadSeconds)
    const { feeCode, disclosedCodes } = input
    return disclosedCodes.includes(feeCode) ? ALLOW : refuseBy('compliance.fee_not_disclosed', { feeCode })
  },
})
