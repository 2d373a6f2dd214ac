import type { Localized } from '@puhui/kernel'
import { labels } from '../labels.ts'
import { valueSetOf } from './field-labels.ts'

/** Kinds that a journal line holds and no other screen names. */
const NAMED: Readonly<Record<string, Readonly<Record<string, Localized>>>> = {
  level: {
    conservative: { zh: '保守型', en: 'Conservative' },
    steady: { zh: '稳健型', en: 'Steady' },
    balanced: { zh: '平衡型', en: 'Balanced' },
    growth: { zh: '成长型', en: 'Growth' },
    aggressive: { zh: '进取型', en: 'Aggressive' },
  },
  purpose: {
    'loan-application': { zh: '处理借款申请所需信息', en: 'Handling the loan application' },
    'bureau-query': { zh: '查询征信报告', en: 'Querying the credit report' },
    'bureau-report': { zh: '报送借还款信息', en: 'Reporting to the credit bureau' },
    'identity-biometric': { zh: '人脸识别核验身份', en: 'Checking the identity by face' },
    'bank-account': { zh: '使用银行账户收款和扣款', en: 'Using the bank account' },
    'income-verification': { zh: '核实收入', en: 'Verifying the income' },
    'device-check': { zh: '检查设备安全', en: 'Checking the safety of the device' },
    'share-esign': { zh: '向电子签名机构提供信息', en: 'Sharing with the e-signature provider' },
    'share-guarantor': { zh: '向担保或保险机构提供信息', en: 'Sharing with the guarantor or insurer' },
    'share-partner': { zh: '向合作机构提供信息', en: 'Sharing with a partner' },
    marketing: { zh: '介绍产品和优惠', en: 'Products and offers' },
    'device-habits': { zh: '由智能设备了解生活习惯', en: 'Habits from connected devices' },
  },
  verdict: {
    approve: { zh: '同意', en: 'Approved' },
    decline: { zh: '拒绝', en: 'Declined' },
    reject: { zh: '不同意', en: 'Turned down' },
    passed: { zh: '通过', en: 'Passed' },
    failed: { zh: '未通过', en: 'Failed' },
    unknown: { zh: '未知', en: 'Unknown' },
  },
  channel: {
    batch: { zh: '批量', en: 'Batch' },
    sms: { zh: '短信', en: 'SMS' },
    email: { zh: '电子邮件', en: 'E-mail' },
  },
  arrears: {
    kept: { zh: '保留在原期', en: 'Left where they fell due' },
    carried: { zh: '并入新计划', en: 'Carried into the new plan' },
  },
  chargeOff: {
    'runs-on': { zh: '按原计划继续，照常计息', en: 'The plan goes on, with interest' },
    'without-interest': { zh: '按原计划继续，不再计息', en: 'The plan goes on, without interest' },
  },
  interest: {
    next: { zh: '随下一期起先还', en: 'Paid first, with the next instalments' },
    'equal-parts': { zh: '平均摊入各期', en: 'In equal parts' },
    'equal-to-day': { zh: '到当天为止的利息平均摊入各期', en: 'That up to the day in equal parts' },
    'equal-to-term': { zh: '整个期限的利息平均摊入各期', en: 'That of the whole term in equal parts' },
  },
  agreedBy: {
    phone: { zh: '电话', en: 'By telephone' },
    online: { zh: '线上', en: 'Online' },
    branch: { zh: '网点', en: 'At the branch' },
    writing: { zh: '书面', en: 'In writing' },
  },
  signedHow: { online: { zh: '线上', en: 'Online' }, paper: { zh: '书面', en: 'On paper' } },
}

/** Sets tried after the one that a field's values are usually named by. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  channel: ['repaymentChannel', 'strategyChannel'],
  reason: ['hardshipReason'],
}

/**
 * What a value of a journal line is called; undefined where it speaks for itself.
 *
 * @example valueLabelOf('channel', 'loan', 'directDebit')?.en // 'Direct debit'
 */
export function valueLabelOf(field: string, objectKind: string, value: string): Localized | undefined {
  const known: Readonly<Record<string, Readonly<Record<string, Localized>>>> = labels
  const usual = valueSetOf(field, objectKind)
  const sets = [...(usual ? [usual] : []), ...(ALSO[field] ?? [])]
  const found = sets.find((set) => Object.hasOwn(known[set] ?? {}, value))
  if (found) return known[found]![value]
  return Object.hasOwn(NAMED[field] ?? {}, value) ? NAMED[field]![value] : undefined
}
