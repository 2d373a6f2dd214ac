import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { regionOf } from '../regions.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, warnBy } from '../verdict.ts'

/** CN-DATA-005: a region code that no table knows is pointed out; codes change, so it stops nobody. */
export const regionCode = defineRule({
  id: 'CN-DATA-005',
  title: { zh: '行政区划代码', en: 'Administrative division codes' },
  text: {
    zh: '地区代码须在行政区划代码表内；查不到的给出提示，不拒绝办理。',
    en: 'A region code stands in the table of administrative divisions; one that does not is pointed out and stops nobody.',
  },
  instrument: { zh: 'GB/T 2260 中华人民共和国行政区划代码', en: 'GB/T 2260, codes of administrative divisions' },
  sources: ['division-codes'],
  effectiveFrom: '2023-06-30' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['form.validate'],
  parameters: {},
  codes: ['compliance.area_unknown'],
  check: ({ code }: { readonly code: string }) =>
    regionOf(code) === undefined ? warnBy('compliance.area_unknown', { province: code.slice(0, 2) }) : ALLOW,
})
