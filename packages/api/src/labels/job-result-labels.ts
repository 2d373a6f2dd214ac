import type { Localized } from '@puhui/kernel'
import { isRefusalCode, refusalText } from '../refusals/catalogue.ts'
import { fieldLabel } from './field-labels.ts'

/** What the figures of a finished job are called, where a field of the journal has no such name. */
const FIGURES: Readonly<Record<string, Localized>> = {
  approve: { zh: '批准', en: 'Approved' },
  bureau: { zh: '征信', en: 'Credit bureau' },
  calls: { zh: '查询次数', en: 'Calls' },
  callsMax: { zh: '至多查询', en: 'Calls at most' },
  cap: { zh: '上限', en: 'Limit' },
  costFen: { zh: '费用', en: 'Cost' },
  costFenMax: { zh: '至多花费', en: 'Cost at most' },
  decline: { zh: '拒绝', en: 'Declined' },
  device: { zh: '设备', en: 'Device' },
  good: { zh: '可导入的行', en: 'Good rows' },
  bad: { zh: '有误的行', en: 'Bad rows' },
  identity: { zh: '身份', en: 'Identity' },
  imported: { zh: '已导入', en: 'Imported' },
  income: { zh: '收入', en: 'Income' },
  invited: { zh: '已邀请', en: 'Invited' },
  isDryRun: { zh: '只是试算', en: 'Only a trial' },
  moreData: { zh: '待补数据', en: 'More data needed' },
  moreDataForWantOf: { zh: '待补数据，缺少', en: 'More data needed, for want of' },
  noConsent: { zh: '没有授权', en: 'Without consent' },
  originated: { zh: '已放款', en: 'Paid out' },
  outcomes: { zh: '结果', en: 'Outcomes' },
  overBudget: { zh: '超出上限未查', en: 'Not asked: over the limit' },
  reached: { zh: '已触达', en: 'Reached' },
  refer: { zh: '转人工', en: 'Referred' },
  refused: { zh: '未能办理', en: 'Refused' },
  skipped: { zh: '已跳过', en: 'Skipped' },
  sources: { zh: '外部数据', en: 'Data from outside' },
  timedOut: { zh: '超时', en: 'Timed out' },
  total: { zh: '合计', en: 'In all' },
  waiting: { zh: '等待中', en: 'Waiting' },
  wanted: { zh: '需要', en: 'Wanted' },
  withConsent: { zh: '有授权', en: 'With consent' },
}

/**
 * The name of a figure in the result of a job: its own, that of the journal's field, or what a refusal says.
 *
 * @example jobResultLabel('originated').en // 'Paid out'
 */
export function jobResultLabel(figure: string): Localized {
  if (isRefusalCode(figure)) return { zh: refusalText(figure, 'zh'), en: refusalText(figure, 'en') }
  return Object.hasOwn(FIGURES, figure) ? FIGURES[figure]! : fieldLabel(figure)
}

/** One figure of a result, with where it stands below the others. */
export interface ResultLine {
  readonly figure: string
  readonly depth: number
  /** Undefined for a heading over the lines below it. */
  readonly value?: unknown
}

/** The result of a job line by line, headings before what stands under them; what is empty is left out. */
export function resultLines(result: Readonly<Record<string, unknown>>, depth = 0): readonly ResultLine[] {
  return Object.entries(result).flatMap(([figure, value]): readonly ResultLine[] => {
    if (!isGroup(value)) return [{ figure, depth, value }]
    const below = resultLines(value, depth + 1)
    return below.length === 0 ? [] : [{ figure, depth }, ...below]
  })
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('zh' in value && 'en' in value)
}
