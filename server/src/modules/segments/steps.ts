import { type Condition, readCondition } from '@puhui/condition'
import { assert, type Localized } from '@puhui/kernel'
import { profileCatalogue } from '../profiles/index.ts'

interface Step {
  readonly id: string
  readonly label: Localized
  readonly keep: Condition
  readonly reasons: readonly { readonly id: string; readonly label: Localized; readonly when: Condition }[]
}

const DECLARED: readonly (Omit<Step, 'keep' | 'reasons'> & {
  readonly keep: string
  readonly reasons: readonly (readonly [string, string, string, string])[]
})[] = [
  {
    id: 'reachable',
    label: { zh: '可以联系', en: 'Can be reached' },
    keep: 'reachable',
    reasons: [['closed', '已销户', 'The account is closed', 'not(reachable)']],
  },
  {
    id: 'consent',
    label: { zh: '同意营销', en: 'Agreed to marketing' },
    keep: 'marketingConsent',
    reasons: [['none', '没有营销授权或已撤回', 'No consent to marketing, or withdrawn', 'not(marketingConsent)']],
  },
  {
    id: 'frequency',
    label: { zh: '触达频次', en: 'Not contacted too often' },
    keep: 'contacts30d < 4',
    reasons: [['often', '近30天已触达4次及以上', 'Contacted four times or more in 30 days', 'contacts30d >= 4']],
  },
  {
    id: 'suitability',
    label: { zh: '适当性', en: 'Suitable' },
    keep: 'age >= 18 and not(occupation = "student") and dpd = 0 and outstanding <= 12 * income',
    reasons: [
      ['minor', '未满18岁', 'Under 18', 'age < 18'],
      ['student', '学生', 'Students', 'occupation = "student"'],
      ['overdue', '有逾期', 'Past due', 'dpd > 0'],
      ['overBorrowed', '在贷余额超过一年收入', 'Owes more than a year of income', 'outstanding > 12 * income'],
      ['unknown', '资料不足，无法确认', 'Too little is known to be sure', 'true'],
    ],
  },
  {
    id: 'holdout',
    label: { zh: '对照组', en: 'Held out' },
    keep: 'holdoutBucket >= 500',
    reasons: [['held', '随机对照组（5%）', 'Drawn into the holdout (5 %)', 'holdoutBucket < 500']],
  },
]

function read(text: string): Condition {
  const result = readCondition(text, profileCatalogue, { purpose: 'marketing' })
  assert(result.ok, 'a step of the waterfall reads', { text })
  return result.value
}

/** What stands between matching and being reached, in this order. */
export const STEPS: readonly Step[] = DECLARED.map(({ keep, reasons, ...step }) => ({
  ...step,
  keep: read(keep),
  reasons: reasons.map(([id, zh, en, when]) => ({ id, label: { zh, en }, when: read(when) })),
}))
