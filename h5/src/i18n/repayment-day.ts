import { catalogue } from '@puhui/design'

export const repaymentDayText = catalogue({
  zh: {
    title: '我的还款日',
    now: (day: number) => `现在每月 ${day} 日还款。`,
    about: '发薪日变了？可以换一个还款日，十二个月内一次，有逾期时不能换。本期顺延到新的日子，利息按日照计。',
    ask: '调整还款日',
    day: '新的还款日（每月几日）',
    preview: '看看有什么变化',
    next: '下次还款',
    last: '最后一期',
    more: '总共多付',
    less: '总共少付',
    confirm: '确认调整',
    done: '还款日已调整',
  },
  en: {
    title: 'My repayment day',
    now: (day: number) => `Instalments fall due on day ${day} of the month.`,
    about:
      'Has your payday changed? Choose another day, once in twelve months and with nothing past due. The running instalment waits for the new day; interest runs on by the day.',
    ask: 'Change my repayment day',
    day: 'New day of the month',
    preview: 'See what changes',
    next: 'Next instalment',
    last: 'Last instalment',
    more: 'Paid more in all',
    less: 'Paid less in all',
    confirm: 'Change it',
    done: 'Your repayment day has changed',
  },
})
