import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/ledger',
    title: { zh: '科目与试算平衡', en: 'Accounts and trial balance' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 1, icon: 'accounts' },
    load: () => import('./trial-balance.tsx').then((m) => m.TrialBalance),
  },
  {
    path: '/ledger/entries',
    title: { zh: '会计分录', en: 'Journal entries' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 2, icon: 'ledger' },
    load: () => import('./entry-list.tsx').then((m) => m.EntryList),
  },
  {
    path: '/ledger/statements',
    title: { zh: '利润表与资产负债表', en: 'Income statement and balance sheet' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 3, icon: 'reports' },
    load: () => import('./statements.tsx').then((m) => m.StatementsPage),
  },
  {
    path: '/ledger/tie',
    title: { zh: '总分核对', en: 'Sub-ledger tie' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 4, icon: 'check' },
    load: () => import('./tie.tsx').then((m) => m.TiePage),
  },
  {
    path: '/ledger/months',
    title: { zh: '关账与调整', en: 'Months and adjustments' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 5, icon: 'lock' },
    load: () => import('./months.tsx').then((m) => m.MonthsPage),
  },
  {
    path: '/ledger/belief',
    title: { zh: '两个时间的余额', en: 'Balances in two times' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 6, icon: 'clock' },
    load: () => import('./belief.tsx').then((m) => m.BeliefPage),
  },
  {
    path: '/ledger/recipes',
    title: { zh: '记账规则', en: 'Posting recipes' },
    permission: 'ledger.read',
    menu: { group: 'ledger', order: 7, icon: 'rules' },
    load: () => import('./recipes.tsx').then((m) => m.RecipesPage),
  },
  {
    path: '/ledger/entries/$entryId',
    parent: '/ledger/entries',
    title: { zh: '分录', en: 'Journal entry' },
    permission: 'ledger.read',
    load: () => import('./entry-file.tsx').then((m) => m.EntryFile),
  },
]
