import { catalogue } from './catalogue.ts'

/** What a product says of loans that stay late. */
export const defaultTermsText = catalogue({
  zh: {
    title: '长期逾期',
    acceleration: '提前到期条款',
    accelerationAbout: '不约定：只能等各期到期，不能宣布全部贷款提前到期。',
    afterDays: '逾期超过多少天可以宣布',
    noticeDays: '提前多少天通知借款人',
    accelerationIs: (afterDays: number, noticeDays: number) => `逾期超过 ${afterDays} 天，提前 ${noticeDays} 天通知`,
    chargeOff: '核销以后',
    chargeOffHint: '核销只是出表：债权仍在，收回的款项记为核销收回',
    chargeOffEnds: '全部到期，不再计息',
    chargeOffs: {
      'runs-on': '按原计划继续还，照常计息（表外）',
      'without-interest': '按原计划继续还，自核销日起不再计息',
    },
  },
  en: {
    title: 'Long past due',
    acceleration: 'Clause of calling due',
    accelerationAbout: 'Without it each instalment falls due on its own day, and the whole cannot be called due.',
    afterDays: 'Once it is late by more than (days)',
    noticeDays: 'Days of notice to the borrower',
    accelerationIs: (afterDays: number, noticeDays: number) =>
      `more than ${afterDays} days late, with ${noticeDays} days' notice`,
    chargeOff: 'After a charge-off',
    chargeOffHint: 'A charge-off takes the loan off the assets only: the claim stays, what comes in is a recovery',
    chargeOffEnds: 'all is due, no more interest runs',
    chargeOffs: {
      'runs-on': 'the plan goes on, with interest (off balance)',
      'without-interest': 'the plan goes on, without interest from that day',
    },
  },
})
