import type { Day } from '@puhui/calendar'
import { fieldClass } from '../field-class.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export type DataHandling =
  | { readonly act: 'store'; readonly field: string; readonly isEncrypted: boolean }
  | { readonly act: 'display'; readonly field: string; readonly isMasked: boolean; readonly purpose: string | null }
  | { readonly act: 'log'; readonly field: string }
  | { readonly act: 'transmit'; readonly field: string; readonly isEncrypted: boolean }

/** CN-PRIV-008: financial data of a person are kept, shown and sent as their class asks. */
export const dataClassRule = defineRule({
  id: 'CN-PRIV-008',
  title: { zh: '个人金融信息分级与屏蔽', en: 'Classes C1 to C3 and masking' },
  text: {
    zh: '个人金融信息按敏感程度分C1、C2、C3三级：磁道、卡片验证码、密码等不得留存；C3须加密存储，不得展示和记入日志；C2展示须屏蔽，有目的和权限方可查看原文；C2、C3经公网传输须加密。',
    en: 'Financial data of a person fall into three classes. Track data, card verification numbers and PINs are never kept; C3 is kept encrypted and neither shown nor logged; C2 is masked unless there is a purpose and a right; C2 and C3 travel encrypted.',
  },
  instrument: { zh: 'JR/T 0171-2020 个人金融信息保护技术规范', en: 'JR/T 0171-2020' },
  sources: ['jrt-0171'],
  effectiveFrom: '2020-02-13' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company', 'auto_finance', 'trust'],
  events: ['data.store', 'data.display', 'data.transmit', 'data.collect'],
  parameters: {
    encryptAtRest: { value: ['C3'], bound: 'fixed', provenance: 'from-knowledge-verify' },
    encryptInTransit: { value: ['C2', 'C3'], bound: 'fixed', provenance: 'from-knowledge-verify' },
  },
  codes: [
    'compliance.field_not_classified',
    'compliance.field_never_stored',
    'compliance.field_not_encrypted',
    'compliance.field_never_shown',
    'compliance.field_unmasked_without_purpose',
    'compliance.field_never_logged',
  ],
  check: (input: DataHandling) => {
    const { field } = input
    const known = fieldClass(field)
    if (!known) return refuseBy('compliance.field_not_classified', { field })
    const facts = { field, dataClass: known.dataClass }
    switch (input.act) {
      case 'store':
        if (known.isNeverStored) return refuseBy('compliance.field_never_stored', facts)
        return known.isEncryptedAtRest && !input.isEncrypted ? refuseBy('compliance.field_not_encrypted', facts) : ALLOW
      case 'display':
        if (known.dataClass === 'C3') return refuseBy('compliance.field_never_shown', facts)
        return known.dataClass === 'C2' && !input.isMasked && !input.purpose
          ? refuseBy('compliance.field_unmasked_without_purpose', facts)
          : ALLOW
      case 'log':
        return known.dataClass === 'C1' ? ALLOW : refuseBy('compliance.field_never_logged', facts)
      default:
        return known.dataClass !== 'C1' && !input.isEncrypted
          ? refuseBy('compliance.field_not_encrypted', facts)
          : ALLOW
    }
  },
})
