import { catalogue } from './catalogue.ts'

export const asOfText = catalogue({
  zh: {
    about: '查看贷款在某个起息日的状态，以及账上在某个记账日已知的情况。倒签的还款与冲正会让两者不同。',
    stateOn: '状态日（起息日）',
    knownOn: '已知日（记账日）',
    slider: '在贷款期限内移动状态日',
    today: '回到今天',
    compare: (then: string, known: string) => `${then} 的状态（${known} 账上所知）与今天对比`,
    atThatTime: '当时',
    atPresent: '今天',
    schedule: (then: string, known: string) => `${then} 的还款计划（${known} 账上所知）`,
    paper: '还款计划表 PDF',
    notYet: '当时尚未放款',
    future: '状态日晚于今天：假设此后没有任何还款。',
    known: (events: number, all: number) => `当时账上已知 ${all} 个事件中的 ${events} 个`,
    start: '放款',
    end: '到期',
  },
  en: {
    about:
      'The loan as it stood on a value date, as the books knew it on a booking date. Back-dated payments and reversals make the two differ.',
    stateOn: 'State on (value date)',
    knownOn: 'As known on (booking date)',
    slider: 'Move the value date over the life of the loan',
    today: 'Back to today',
    compare: (then: string, known: string) => `${then}, as known on ${known}, against today`,
    atThatTime: 'Then',
    atPresent: 'Today',
    schedule: (then: string, known: string) => `Schedule on ${then}, as known on ${known}`,
    paper: 'Schedule as PDF',
    notYet: 'Not paid out by then',
    future: 'The value date lies ahead: as if nothing more were paid.',
    known: (events: number, all: number) => `The books knew ${events} of ${all} events`,
    start: 'Paid out',
    end: 'Matures',
  },
})
