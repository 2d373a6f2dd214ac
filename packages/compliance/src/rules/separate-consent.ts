import type { Day } from '@puhui/calendar'
import type { ConsentKind, ConsentNotice } from '../consent.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface SensitiveAct {
  readonly act: 'share' | 'publish' | 'use-sensitive' | 'export'
  readonly consentKind: ConsentKind | null
  /** What the person was told; a missing or empty field makes the consent void. */
  readonly notice: Partial<ConsentNotice>
}

const NOTICE_FIELDS = ['recipient', 'contact', 'purpose', 'method', 'categories'] as const

/** CN-PRIV-002: sharing, publishing, sensitive data and transfer abroad each need a consent of their own. */
export const separateConsent = defineRule({
  id: 'CN-PRIV-002',
  title: { zh: '单独同意', en: 'Separate consent' },
  text: {
    zh: '向他人提供、公开、处理敏感个人信息（人脸、金融账户等）、向境外提供，须取得单独同意，并告知接收方名称、联系方式、目的、方式和种类。',
    en: 'Sharing with another handler, publishing, sensitive data such as faces and financial accounts, and transfer abroad each need a consent of their own, after telling who receives, how to reach them, why, how and what.',
  },
  instrument: { zh: '个人信息保护法第二十三、二十五、二十九、三十九条', en: 'PIPL arts. 23, 25, 29, 39' },
  sources: ['pipl', 'network-data-regulation'],
  effectiveFrom: '2021-11-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['data.share', 'data.sensitive', 'data.export', 'data.publish'],
  parameters: {
    notice: { value: [...NOTICE_FIELDS] as readonly string[], bound: 'fixed', provenance: 'sourced' },
  },
  codes: ['compliance.separate_consent_missing', 'compliance.consent_notice_incomplete'],
  check: ({ act, consentKind, notice }: SensitiveAct) => {
    if (consentKind !== 'separate') return refuseBy('compliance.separate_consent_missing', { act })
    const missing = NOTICE_FIELDS.filter((field) => isEmpty(notice[field]))
    return missing.length === 0 ? ALLOW : refuseBy('compliance.consent_notice_incomplete', { act, missing })
  },
})

function isEmpty(field: ConsentNotice[keyof ConsentNotice] | undefined): boolean {
  if (field === undefined) return true
  return 'zh' in field ? field.zh.trim() === '' || field.en.trim() === '' : field.length === 0
}
