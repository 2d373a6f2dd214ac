import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/',
    title: { zh: '总览', en: 'Overview' },
    permission: 'overview.read',
    menu: { group: 'home', order: 1, icon: 'overview' },
    load: () => import('./overview.tsx').then((m) => m.Overview),
    tour: [
      {
        target: '[data-part="getting-started"]',
        title: { zh: '入门清单', en: 'Getting started' },
        about: {
          zh: '每一步由数据库里的实际数据自动打勾。',
          en: 'Each step ticks itself from what is in the database.',
        },
      },
      {
        target: '[data-part="books"]',
        title: { zh: '账实核对', en: 'Loans against the ledger' },
        about: {
          zh: '贷款台账与总账逐科目比对，差额应为零。',
          en: 'Loans and ledger are compared account by account; every difference should be zero.',
        },
      },
    ],
  },
]
