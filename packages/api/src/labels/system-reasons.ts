import type { Locale } from '@puhui/kernel'

/** Reasons that the platform itself writes down, as they are kept, and in English. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ['预置客群', 'Comes with the platform'],
  ['首次计算', 'Computed for the first time'],
  ['每日重算', 'Computed anew every day'],
  ['合并客户', 'Two records merged'],
  ['撤销合并', 'Merge undone'],
  ['录入问卷', 'Survey answers entered'],
  ['提交问卷', 'Survey answered'],
  ['本人撤回问卷关联', 'The customer took the link to survey answers back'],
  ['本人更正', 'Corrected by the customer'],
  ['本人开启个性化', 'The customer switched personal offers on'],
  ['本人关闭个性化', 'The customer switched personal offers off'],
  ['本人同意授权', 'The customer gave a consent'],
  ['本人撤回授权', 'The customer withdrew a consent'],
  ['本人删除标签', 'The customer had the tags deleted'],
])
const IMPORTED = '导入：'

/**
 * A reason as it is shown: what the platform wrote in the reader's language, what a person wrote as it is.
 *
 * @example reasonShown('预置客群', 'en') // 'Comes with the platform'
 */
export function reasonShown(reason: string, locale: Locale): string {
  if (locale === 'zh') return reason
  if (reason.startsWith(IMPORTED)) return `Imported: ${reason.slice(IMPORTED.length)}`
  return ENGLISH.get(reason) ?? reason
}
