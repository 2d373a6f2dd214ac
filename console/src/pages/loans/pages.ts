import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/loans',
    title: { zh: '贷款', en: 'Loans' },
    permission: 'loans.read',
    menu: { group: 'loans', order: 2, icon: 'loans' },
    load: () => import('./loan-list.tsx').then((m) => m.LoanList),
    tour: [
      {
        target: '[data-part=buckets]',
        title: { zh: '账龄', en: 'Buckets' },
        about: { zh: '点一个账龄，列表只留下它。', en: 'Press a bucket and the list keeps only its loans.' },
      },
    ],
  },
  {
    path: '/loans/$loanId',
    parent: '/loans',
    title: { zh: '贷款档案', en: 'Loan file' },
    permission: 'loans.read',
    load: () => import('./loan-file.tsx').then((m) => m.LoanFile),
    tour: [
      {
        target: '.explain-button',
        title: { zh: '数字的由来', en: 'How a number came about' },
        about: { zh: '带点线的数字都可以点开，看它怎样算出。', en: 'Every dotted number opens to its arithmetic.' },
      },
    ],
  },
  {
    path: '/servicing/parameters',
    title: { zh: '贷后参数', en: 'Servicing parameters' },
    permission: 'loans.read',
    menu: { group: 'loans', order: 4, icon: 'check' },
    load: () => import('./servicing-parameters.tsx').then((m) => m.ServicingParameters),
  },
]
