import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { parseResidentId } from '../resident-id.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy, warnBy } from '../verdict.ts'

/** CN-DATA-001: a resident ID number has the right shape, a birth day that exists and its check digit. */
export const residentIdNumber = defineRule({
  id: 'CN-DATA-001',
  title: { zh: '居民身份证号校验', en: 'Resident ID number' },
  text: {
    zh: '公民身份号码十八位：六位地区码、八位出生日期、三位顺序码（奇数为男）、一位校验码。地区码已撤销的只提示，不拒绝。',
    en: 'Eighteen characters: six for the region, eight for the birth day, three in sequence (odd for men), one check character. A region code that no longer exists is pointed out, not refused.',
  },
  instrument: { zh: 'GB 11643-1999', en: 'GB 11643-1999' },
  sources: ['gb-11643'],
  effectiveFrom: '1999-07-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['form.validate'],
  parameters: { unknownRegionRefuses: { value: false, bound: 'free', provenance: 'design-default' } },
  codes: [
    'compliance.resident_id_wrong_shape',
    'compliance.resident_id_no_such_birth_day',
    'compliance.resident_id_wrong_check_digit',
    'compliance.resident_id_unknown_region',
  ],
  check: (input: { readonly residentId: string }, { unknownRegionRefuses }) => {
    const parsed = parseResidentId(input.residentId)
    if (!parsed.ok) return refuseBy(parsed.error.code)
    if (parsed.value.province) return ALLOW
    const answer = unknownRegionRefuses ? refuseBy : warnBy
    return answer('compliance.resident_id_unknown_region', { provinceCode: parsed.value.provinceCode })
  },
})
