import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { parseMobile, VIRTUAL_OPERATOR_PREFIXES } from '../mobile.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

/** CN-DATA-002: a mobile number has eleven digits and begins with 13 to 19. */
export const mobileNumber = defineRule({
  id: 'CN-DATA-002',
  title: { zh: '手机号校验', en: 'Mobile number' },
  text: {
    zh: '境内手机号为十一位数字，以13至19开头；虚拟运营商号段加以标识。',
    en: 'A mainland mobile number has eleven digits and begins with 13 to 19; those of virtual operators are marked.',
  },
  instrument: { zh: '电信网编号计划', en: 'Telecommunication numbering plan' },
  sources: ['numbering-plan'],
  effectiveFrom: '2020-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['form.validate'],
  parameters: {
    virtualOperatorPrefixes: { value: VIRTUAL_OPERATOR_PREFIXES, bound: 'fixed', provenance: 'from-knowledge-verify' },
  },
  codes: ['compliance.mobile_wrong_shape'],
  check: (input: { readonly mobile: string }) => {
    const parsed = parseMobile(input.mobile)
    return parsed.ok ? ALLOW : refuseBy(parsed.error.code)
  },
})
