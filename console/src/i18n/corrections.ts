import { catalogue } from './catalogue.ts'

const loansOf = (count: string) => `${count} ${count === '1' ? 'loan' : 'loans'}`

export const correctionsText = catalogue({
  zh: {
    title: '逐笔核对与更正',
    about:
      '把每笔贷款按现行规则应有的账目与已记的账目逐笔比对。升级修正计息规则后如有差额，可补记更正分录：记在今天，须另一人复核。',
    compare: '逐笔核对',
    agree: (count: string) => `已核对 ${count} 笔贷款，账目全部一致。`,
    differ: (count: string, read: string) => `已核对 ${read} 笔贷款，${count} 笔有差额。`,
    choose: '更正',
    chooseLoan: (number: string) => `更正 ${number}`,
    loan: '借据号',
    from: '差额来自',
    days: '每日计提',
    lines: '更正分录',
    debit: '借',
    credit: '贷',
    ask: (count: string) => `申请更正 ${count} 笔`,
    most: (count: string, rest: string) =>
      `一次申请最多 ${count} 笔。提交后列出其余 ${rest} 笔，可接着申请，不必等前一批复核。`,
    allAsked: '所列差额都已在等待复核',
    isAsked: '这笔已在等待复核的更正里',
    running: '逐笔核对正在进行',
    never: '还没有逐笔核对过',
    stopped: '核对没有做完，可再次发起，从停下处接着核对。',
    unread: (count: string) => `${count} 笔无法读取，见日终的搁置清单。`,
    noneChosen: '请先选择贷款',
    askTitle: '申请更正贷款账目',
    askAbout: (count: string) => `共 ${count} 笔贷款，合计分录如下。复核通过时若任何一笔的差额已变化，整批不入账。`,
    submit: '提交复核',
    asked: '已提交，等待复核',
    reason: '事由',
    reasonHint: '写明差额的由来，如哪次升级修正了哪条规则',
    waits: (name: string, count: string, reason: string) => `${name} 申请更正 ${count} 笔贷款：${reason}`,
  },
  en: {
    title: 'Loan by loan, and corrections',
    about:
      'Holds what each loan should have in the books by its rules against what was booked. Where an upgrade has mended a rule, the difference can be booked: today, and by two persons.',
    compare: 'Compare loan by loan',
    agree: (count: string) => `${loansOf(count)} compared; the books agree.`,
    differ: (count: string, read: string) => `${loansOf(read)} compared; ${count} differ from their rules.`,
    choose: 'Correct',
    chooseLoan: (number: string) => `Correct ${number}`,
    loan: 'Loan no.',
    from: 'The difference is from',
    days: 'Daily accrual',
    lines: 'Correcting entry',
    debit: 'Dr',
    credit: 'Cr',
    ask: (count: string) => `Ask to correct ${count}`,
    most: (count: string, rest: string) =>
      `A request takes ${count} at most. The other ${rest} are listed once it is handed in, and can be asked for at once, before the first is decided.`,
    allAsked: 'For all of these a correction waits already',
    isAsked: 'A correction of this loan waits already',
    running: 'The loans are being compared',
    never: 'Nobody has compared them yet',
    stopped: 'It was stopped before the end; started again, it goes on from there.',
    unread: (count: string) => `${count} could not be read; day-end names their errors.`,
    noneChosen: 'Choose a loan first',
    askTitle: 'Ask for the books of loans to be corrected',
    askAbout: (count: string) =>
      `${loansOf(count)}, with the entries below in all. If one of them differs otherwise when it is approved, none is booked.`,
    submit: 'Hand in for approval',
    asked: 'Handed in for approval',
    reason: 'Reason',
    reasonHint: 'Where the difference comes from: which upgrade mended which rule',
    waits: (name: string, count: string, reason: string) =>
      `${name} asks for the books of ${loansOf(count)} to be corrected: ${reason}`,
  },
})
