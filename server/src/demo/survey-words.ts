import type { Question } from '@puhui/segment'
import type { Need } from '@puhui/sim'
import { PURPOSE_OF } from './people.ts'

const ask = (id: string, kind: Question['kind'], zh: string, en: string, more: Partial<Question> = {}): Question => ({
  id,
  kind,
  text: { zh, en },
  isRequired: true,
  options: [],
  scale: null,
  showIf: '',
  feeds: null,
  ...more,
})

const option = (id: string, zh: string, en: string) => ({ id, label: { zh, en } })

export const TITLE = { zh: '客户需求与服务调查', en: 'What customers need and how we serve them' }
export const INTRO = {
  zh: '约三分钟，自愿参加；答案用于了解需求、改进产品与服务。',
  en: 'About three minutes, if you like; it helps us learn what is needed and do better.',
}

export const QUESTIONS: readonly Question[] = [
  ask('needs', 'multiple', '未来半年您可能为哪些事用钱？', 'What may you need money for in the next half year?', {
    feeds: 'needs',
    options: [
      option('education', '教育', 'Education'),
      option('medical', '医疗', 'Medical'),
      option('travel', '旅游', 'Travel'),
      option('appliances', '家电', 'Appliances'),
      option('homeDecoration', '家装', 'Home decoration'),
      option('dailyUse', '日常消费', 'Daily use'),
      option('ruralProduction', '农业生产', 'Rural production'),
      option('wedding', '婚庆', 'Wedding'),
      option('none', '没有打算', 'Nothing planned'),
    ],
  }),
  ask('amount', 'amount', '大约需要多少钱？', 'About how much?', { isRequired: false, showIf: 'not(needs.none)' }),
  ask('pay', 'single', '平时主要怎样付款？', 'How do you mostly pay?', {
    feeds: 'paymentChannel',
    options: [
      option('mobile', '移动支付', 'Mobile payment'),
      option('online', '网上支付', 'Online payment'),
      option('card', '刷卡', 'Card'),
      option('cash', '现金', 'Cash'),
    ],
  }),
  ask('ease', 'scale', '办理手续有多方便？（1 很麻烦，5 很方便）', 'How easy was it? (1 hard, 5 easy)', {
    scale: { from: 1, to: 5 },
  }),
  ask('matters', 'ranking', '借款时最看重什么？', 'What matters most in a loan?', {
    isRequired: false,
    options: [
      option('cost', '总费用低', 'Low total cost'),
      option('speed', '办得快', 'Speed'),
      option('clarity', '讲得清楚', 'Clear terms'),
    ],
  }),
  ask('nps', 'nps', '您有多愿意把我们推荐给亲友？', 'How likely are you to recommend us?'),
  ask('better', 'text', '最希望我们改进什么？', 'What should we do better?', { isRequired: false }),
]

/** What people ask for, each in several words; `{name}` is who they are. */
export const WISHES: Readonly<Record<'interest' | 'speed' | 'amount' | 'term' | 'clarity', readonly string[]>> = {
  interest: ['希望利息再低一点', '利息偏高，能优惠就好', '我叫{name}，老客户的利息能不能低一些'],
  speed: ['审批能再快一点', '审批等了两天，有点慢', '资料交了两次，审批流程太长'],
  amount: ['额度不够用，希望提高额度', '装修的额度能高一些吗', '额度能按收入调整就好'],
  term: ['分期时间希望再长一些', '希望可以按收成分期还款', '农闲时还款压力大，分期能灵活些'],
  clarity: ['合同条款写得太长，看不懂', '费用能写得更清楚吗', 'Please make the contract terms shorter'],
}

/** Needs as the survey names them. */
export const needOption = (need: Need): string => PURPOSE_OF[need]
