import { catalogue } from './catalogue.ts'

/** What a booking would do, and what a loan that was charged off still owes. */
export const simulatedText = catalogue({
  zh: {
    schedule: '之后的还款计划',
    backdated: (valueOn: string, today: string) =>
      `起息日 ${valueOn} 早于今天：贷款自该日起重新计算。下列分录是与账上现状的差额，今天（${today}）入账；已有分录不改不删。`,
    more: '还清前总共多付',
    less: '还清前总共少付',
    same: '还清前支付的总额不变',
    claim: '仍在追偿',
    claimHows: {
      ends: '核销后的债权：未收回的本金 + 利息 + 费用 + 罚息；核销后不再计息',
      'runs-on': '核销后的债权：未收回的本金 + 利息 + 费用 + 罚息；依照合同，仍按原计划计息（表外）',
      'without-interest': '核销后的债权：未收回的本金 + 利息 + 费用 + 罚息；依照合同，按原计划还本，不再计息',
    },
    claimPrincipal: '其中本金',
    recovered: '核销后已收回',
    recoveredHow: '核销后各笔收回之和，不含已冲正的',
    writtenOff: '核销本金',
    writtenOffHow: '放款本金 − 核销前已还本金',
    checkers: '有核销复核权的同事',
    overrideCheckers: '有分类复核权的同事',
  },
  en: {
    schedule: 'The schedule afterwards',
    backdated: (valueOn: string, today: string) =>
      `The value date ${valueOn} lies back: the loan is worked out anew from that day. The entries below are the difference to what the books hold, booked today (${today}); nothing booked before is changed or deleted.`,
    more: 'Paid more in all',
    less: 'Paid less in all',
    same: 'What is paid in all stays the same',
    claim: 'Still claimed',
    claimHows: {
      ends: 'The claim after the charge-off: principal, interest, fees and penalty not recovered; it bears no interest',
      'runs-on':
        'The claim after the charge-off: principal, interest, fees and penalty not recovered; by the contract interest runs on by the plan, off balance',
      'without-interest':
        'The claim after the charge-off: principal, interest, fees and penalty not recovered; by the contract principal is paid by the plan, without interest',
    },
    claimPrincipal: 'Of it principal',
    recovered: 'Recovered since',
    recoveredHow: 'All that was recovered after the charge-off, without what was reversed',
    writtenOff: 'Principal written off',
    writtenOffHow: 'principal paid out − principal repaid before the charge-off',
    checkers: 'colleagues who may decide write-offs',
    overrideCheckers: 'colleagues who may decide categories',
  },
})
