import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

/** Where data about a person comes from: they gave it, a contract with them made it, or the lender worked it out. */
export type DataOrigin = 'provided' | 'contract' | 'derived'

export type DataCopy =
  /** The person wants to see, or to hold a copy of, what is known of them. */
  | { readonly act: 'copy'; readonly isIdentityVerified: boolean }
  /** The person wants it handed to somebody they name. */
  | {
      readonly act: 'transfer'
      readonly isIdentityVerified: boolean
      readonly origin: DataOrigin
      readonly isFeasible: boolean
      readonly harmsOthers: boolean
    }

/** CN-PRIV-004: a person sees and copies what is known of them, and takes along what is their own. */
export const dataCopy = defineRule({
  id: 'CN-PRIV-004',
  title: { zh: '查阅、复制与转移', en: 'Access, copy, portability' },
  text: {
    zh: '个人有权查阅、复制其个人信息，应当及时提供；身份经核实、属本人提供或基于合同收集、技术可行且不损害他人权益的，可以转移至其指定的处理者。',
    en: 'A person may see and copy the data about them, in good time; what they gave or what a contract brought may go to a handler they name, once it is known who asks, where it can be done and harms nobody else.',
  },
  instrument: {
    zh: '个人信息保护法第四十五条；网络数据安全管理条例第二十五条',
    en: 'PIPL art. 45; Network Data Security Regulation art. 25',
  },
  sources: ['pipl', 'network-data-regulation'],
  effectiveFrom: '2025-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['dsr.access', 'dsr.port'],
  parameters: {
    answerWithinWorkingDays: { value: 15, bound: 'max', provenance: 'design-default', unit: 'working days' },
    portableOrigins: { value: ['provided', 'contract'] as readonly string[], bound: 'fixed', provenance: 'sourced' },
  },
  codes: ['compliance.who_asks_is_not_known', 'compliance.not_portable', 'compliance.transfer_not_possible'],
  check: (input: DataCopy, { portableOrigins }) => {
    if (!input.isIdentityVerified) return refuseBy('compliance.who_asks_is_not_known')
    if (input.act === 'copy') return ALLOW
    if (!portableOrigins.includes(input.origin)) return refuseBy('compliance.not_portable', { origin: input.origin })
    return input.isFeasible && !input.harmsOthers ? ALLOW : refuseBy('compliance.transfer_not_possible')
  },
})
