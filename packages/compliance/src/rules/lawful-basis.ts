import type { Day } from '@puhui/calendar'
import { type ConsentPurpose, type ConsentRecord, mayProcess } from '../consent.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW } from '../verdict.ts'

export interface Processing {
  /** `consent` is the common case; a contract or a legal duty carries processing without one. */
  readonly basis: 'consent' | 'contract' | 'legal-duty'
  readonly consents: readonly ConsentRecord[]
  readonly purpose: ConsentPurpose
  readonly on: Day
}

/** CN-PRIV-001: data are processed on a lawful basis, for the purpose and the version agreed to. */
export const lawfulBasis = defineRule({
  id: 'CN-PRIV-001',
  title: { zh: '同意、重新同意与撤回', en: 'Consent, asking again, withdrawal' },
  text: {
    zh: '处理个人信息须有合法依据；目的、方式或种类变更的须重新取得同意；撤回应与同意同样方便；非必要信息不同意的不得拒绝服务；不得频繁征求同意。',
    en: 'Personal data are processed on a lawful basis only; a new purpose, method or category needs a new consent; withdrawing is as easy as giving; denying what is not necessary costs nothing; nobody is asked again and again.',
  },
  instrument: {
    zh: '个人信息保护法第十三至十六条；网络数据安全管理条例第二十二条',
    en: 'PIPL arts. 13–16; Network Data Regulation art. 22',
  },
  sources: ['pipl', 'network-data-regulation'],
  effectiveFrom: '2021-11-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['data.process', 'consent.change'],
  parameters: {
    reconsentOnChange: { value: ['purpose', 'method', 'category'], bound: 'fixed', provenance: 'sourced' },
    noRefusalForNonNecessary: { value: true, bound: 'fixed', provenance: 'sourced' },
    reaskCooldownDays: {
      value: 30,
      bound: 'min',
      provenance: 'design-default',
      unit: 'days',
      note: { zh: '法律要求不得频繁', en: 'the law says not frequently' },
    },
  },
  codes: [
    'compliance.consent_missing',
    'compliance.consent_denied',
    'compliance.consent_withdrawn',
    'compliance.consent_version_old',
    'compliance.separate_consent_missing',
  ],
  check: ({ basis, consents, purpose, on }: Processing) =>
    basis === 'consent' ? mayProcess(consents, purpose, on) : ALLOW,
})
