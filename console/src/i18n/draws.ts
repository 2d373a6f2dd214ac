import { catalogue } from './catalogue.ts'

export const drawsText = catalogue({
  zh: {
    button: '支付下一笔',
    title: '支付下一笔放款',
    about: '款项今天付给借款人（或合同约定的商户），自今天起计息；以后各期金额相应增加，还款日不变。',
    amount: '金额',
    available: (rest: string, least: string, lastOn: string) => `还可支用 ${rest}，每次至少 ${least}，${lastOn} 前有效`,
    reason: '用途说明',
    reasonHint: '至少 4 个字，会记入日志',
    submit: '确认支付',
    done: '已支付',
    drawn: '已支用',
    drawnOf: (agreed: string, lastOn: string) => `／合同金额 ${agreed}，可支用至 ${lastOn}`,
    whole: '该贷款已一次性全额放款',
    lapsed: (lastOn: string) => `可支用期已于 ${lastOn} 结束，或已全部支用`,
    pastDue: '贷款逾期，还清到期款项后才能继续支用',
  },
  en: {
    button: 'Pay out the next part',
    title: 'Pay out the next part',
    about:
      'The money goes to the borrower (or the merchant of the contract) today and bears interest from today; the instalments to come rise, their days stay.',
    amount: 'Amount',
    available: (rest: string, least: string, lastOn: string) =>
      `${rest} is left, at least ${least} at a time, until ${lastOn}`,
    reason: 'What it is for',
    reasonHint: 'At least four characters; it goes into the journal',
    submit: 'Pay it out',
    done: 'Paid out',
    drawn: 'Drawn',
    drawnOf: (agreed: string, lastOn: string) => `of ${agreed} agreed, until ${lastOn}`,
    whole: 'This loan was paid out whole',
    lapsed: (lastOn: string) => `Parts could be drawn until ${lastOn}, or all has been drawn`,
    pastDue: 'The loan is past due; what is due comes first',
  },
})
