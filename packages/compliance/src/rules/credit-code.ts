import type { Day } from '@puhui/calendar'
import { parseCreditCode } from '../credit-code.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

/** CN-DATA-006: the unified social credit code of a partner has its shape and its check character. */
export const creditCode = defineRule({
  id: 'CN-DATA-006',
  title: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  text: {
    zh: '合作机构与商户登记的统一社会信用代码为十八位，第三至八位为登记机关行政区划码，末位为校验码；校验不符的不予登记。',
    en: 'The code of a partner or merchant has eighteen characters, the third to eighth the division of who registered it, the last a check character; one that does not check is not registered.',
  },
  instrument: { zh: 'GB 32100-2015', en: 'GB 32100-2015' },
  sources: ['gb-32100'],
  effectiveFrom: '2015-10-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['partner.onboard'],
  parameters: {},
  codes: ['compliance.credit_code_wrong_shape', 'compliance.credit_code_wrong_check'],
  check: (input: { readonly creditCode: string }) => {
    const parsed = parseCreditCode(input.creditCode)
    return parsed.ok ? ALLOW : refuseBy(parsed.error.code)
  },
})
