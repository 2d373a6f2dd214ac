import { catalogue } from '@puhui/design'

/** A notice that all of the loan falls due. */
export const dueCallText = catalogue({
  zh: {
    title: '贷款将提前到期',
    about: (payBy: string, dueOn: string) =>
      `贷款逾期已久。请最迟在 ${payBy} 付清逾期款；否则依照合同，全部贷款将于 ${dueOn} 提前到期。`,
    overdue: '逾期款',
    after: '提前到期后不再计收利息，只按合同计收罚息。',
    help: '有困难可以申请帮扶；帮扶申请处理期间不会提前到期。',
  },
  en: {
    title: 'All of the loan is about to fall due',
    about: (payBy: string, dueOn: string) =>
      `It has long been late. Please pay what is late by ${payBy}; otherwise, under the contract, all of it falls due on ${dueOn}.`,
    overdue: 'What is late',
    after: 'Once it is due no more interest runs, penalty interest alone as the contract says.',
    help: 'If you cannot pay, ask for help: while that is looked at, nothing is called due.',
  },
})
