import { catalogue } from './catalogue.ts'

/** All of a loan called due by the clause of its contract. */
export const dueCallText = catalogue({
  zh: {
    button: '提前到期',
    title: '宣布全部贷款提前到期',
    about: (afterDays: number, noticeDays: number) =>
      `合同约定：逾期超过 ${afterDays} 天，提前 ${noticeDays} 天通知后可以宣布。由另一人复核；通知期内付清逾期款即失效，帮扶申请处理期间不执行。`,
    noticedOn: '今天复核通过，即日通知',
    payBy: '可付清逾期款至',
    dueOn: '全部到期日',
    dueFen: '届时应还',
    ifUnpaid: '以下为到期日当天的情形，假定通知期内没有还款。',
    reason: '事由',
    reasonHint: '至少 4 个字，会记入日志，不发给客户',
    submit: '提交复核',
    asked: '已提交，等待复核',
    waits: (reason: string) => `申请宣布全部贷款提前到期：${reason}`,
    checkers: '有提前到期复核权的同事',
    pending: '提前到期申请正在等待复核',
    notOpen: '只有未结清、未核销的贷款可以宣布提前到期',
    notLate: (afterDays: number) => `合同约定逾期超过 ${afterDays} 天才可以宣布`,
    running: '已通知借款人，通知期未满',
    nothing: '各期均已到期',
    notice: (payBy: string, dueOn: string) =>
      `已通知借款人：最迟 ${payBy} 付清逾期款，否则全部贷款于 ${dueOn} 提前到期。`,
    withdraw: '撤回通知',
    withdrawTitle: '撤回提前到期通知',
    withdrawAbout: '贷款继续按原计划履行，并告知借款人。',
    withdrawn: '通知已撤回，已告知借款人',
  },
  en: {
    button: 'Call due',
    title: 'Call all of the loan due',
    about: (afterDays: number, noticeDays: number) =>
      `The contract says: once it is more than ${afterDays} days late, with ${noticeDays} days' notice. A second person decides. It lapses when what is late is paid within the notice, and waits while a request for help is open.`,
    noticedOn: 'Approved today, the borrower is told today',
    payBy: 'Arrears may be paid until',
    dueOn: 'All due on',
    dueFen: 'To be paid then',
    ifUnpaid: 'This is how it stands on that day if nothing is paid within the notice.',
    reason: 'Reason',
    reasonHint: 'At least 4 characters; kept in the journal, not sent to the borrower',
    submit: 'Submit for approval',
    asked: 'Submitted for approval',
    waits: (reason: string) => `All of the loan is to be called due: ${reason}`,
    checkers: 'colleagues who may decide on calling loans due',
    pending: 'Calling it due has been asked for and awaits approval',
    notOpen: 'Only a running loan can be called due',
    notLate: (afterDays: number) => `The contract asks for more than ${afterDays} days past due`,
    running: 'The borrower has been told; the days of the notice still run',
    nothing: 'Every instalment has fallen due',
    notice: (payBy: string, dueOn: string) =>
      `The borrower has been told: unless what is late is paid by ${payBy}, all of the loan falls due on ${dueOn}.`,
    withdraw: 'Take back',
    withdrawTitle: 'Take the notice back',
    withdrawAbout: 'The loan goes on by its schedule, and the borrower is told.',
    withdrawn: 'Taken back, and the borrower told',
  },
})

export type DueCallText = (typeof dueCallText)['zh']
