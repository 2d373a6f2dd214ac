import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy, warnBy } from '../verdict.ts'

export interface OnlineMarketingInput {
  readonly on: Day
  /** The words of the message, all languages together. */
  readonly text?: string
  /** Pages between the advertisement and the institution's own. */
  readonly hops?: number
  /** Whose checkout offers the loan as a way to pay. */
  readonly paymentPageOf?: 'bank' | 'payment'
}

const FORCE = '2026-09-30' as Day

/** CN-CONS-004: how financial products may be advertised online. Before its day the same finding is a warning. */
export const onlineMarketing = defineRule({
  id: 'CN-CONS-004',
  title: { zh: '金融产品网络营销', en: 'Online marketing of financial products' },
  text: {
    zh: '营销内容不得使用“低风险”“低门槛”“秒到账”“高收益”等字样；只可跳转到机构自有平台，不得再跳转到其他营销平台；非银行支付机构不得把贷款列为支付选项。',
    en: 'Advertising avoids words such as “low risk”, “easy to get”, “money in seconds” and “high return”; it leads to the institution’s own platform without a second marketing hop; a payment institution does not list loans as a way to pay.',
  },
  instrument: {
    zh: '金融产品网络营销管理办法（2026年）',
    en: 'Measures for Online Marketing of Financial Products (2026)',
  },
  sources: ['online-marketing-2026'],
  effectiveFrom: FORCE,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['marketing.publish', 'marketing.route', 'algorithm.release'],
  parameters: {
    bannedPhrases: {
      value: ['低风险', '低门槛', '秒到账', '高收益', '低利率', '无成本', '零门槛', '最低利率', '稳赚'],
      bound: 'min',
      provenance: 'mixed',
      note: {
        zh: '前四个词出自办法，其余为本平台默认',
        en: 'The first four are from the measures, the others our own defaults',
      },
    },
    hopsMax: { value: 1, bound: 'max', provenance: 'sourced' },
  },
  codes: ['compliance.banned_phrase', 'compliance.marketing_hop', 'compliance.loan_as_payment_option'],
  check: (input: OnlineMarketingInput, { bannedPhrases, hopsMax }) => {
    const answer = input.on < FORCE ? warnBy : refuseBy
    const text = (input.text ?? '').normalize('NFKC').replace(/\s/gu, '')
    const phrases = bannedPhrases.filter((phrase) => text.includes(phrase))
    if (phrases.length > 0) return answer('compliance.banned_phrase', { phrases })
    if ((input.hops ?? 0) > hopsMax) return answer('compliance.marketing_hop', { hopsMax })
    return input.paymentPageOf === 'payment' ? answer('compliance.loan_as_payment_option') : ALLOW
  },
})
