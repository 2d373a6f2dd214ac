import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

/** Why data about a person has to go: one of these is enough. */
export type DeletionTrigger = 'purposeAchieved' | 'serviceEnded' | 'consentWithdrawn' | 'unlawful'

export type DataEnd =
  /** Data is to be erased; `hold` names the law that keeps it. */
  | { readonly act: 'erase'; readonly hold: string | null }
  /** Data is to be used, for anything but storing and protecting it. */
  | { readonly act: 'use'; readonly isRestricted: boolean }

/** CN-PRIV-005: what is no longer needed is deleted; what a law keeps is stored, protected and not used. */
export const dataDeletion = defineRule({
  id: 'CN-PRIV-005',
  title: { zh: '删除与停止处理', en: 'Deletion or restriction' },
  text: {
    zh: '处理目的已实现、停止提供服务或保存期限届满、撤回同意、违法处理的，应当删除个人信息；法律规定的保存期限未届满的，应当停止除存储和安全保护之外的处理。',
    en: 'Data goes when its purpose is achieved, the service or the period has ended, consent is withdrawn or the handling was unlawful; while a law still keeps it, it is stored and protected and nothing else.',
  },
  instrument: {
    zh: '个人信息保护法第四十七条；网络数据安全管理条例第二十四条',
    en: 'PIPL art. 47; Network Data Security Regulation art. 24',
  },
  sources: ['pipl', 'network-data-regulation'],
  effectiveFrom: '2021-11-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['dsr.delete', 'account.close', 'retention.sweep'],
  parameters: {
    triggers: {
      value: ['purposeAchieved', 'serviceEnded', 'consentWithdrawn', 'unlawful'] as readonly string[],
      bound: 'fixed',
      provenance: 'sourced',
    },
  },
  codes: ['compliance.kept_by_law', 'compliance.data_restricted'],
  check: (input: DataEnd) => {
    if (input.act === 'erase')
      return input.hold === null ? ALLOW : refuseBy('compliance.kept_by_law', { hold: input.hold })
    return input.isRestricted ? refuseBy('compliance.data_restricted') : ALLOW
  },
})

/**
 * What becomes of data about a person.
 *
 * @param trigger what happened; undefined while the data is needed
 * @param hold the law that keeps it, or null
 * @source 个人信息保护法 art. 47
 * @example afterUse('serviceEnded', '反洗钱法') // 'restrict'
 */
export function afterUse(trigger: DeletionTrigger | undefined, hold: string | null): 'keep' | 'delete' | 'restrict' {
  if (trigger === undefined) return 'keep'
  return hold === null ? 'delete' : 'restrict'
}
