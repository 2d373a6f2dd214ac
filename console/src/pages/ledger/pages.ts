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
    path: '/ledger/entries/$entryId',
    parent: '/ledger/entries',
    title: { zh: '分录', en: 'Journal entry' },
    permission: 'ledger.read',
    load: () => import('./entry-file.tsx').then((m) => m.EntryFile),
  },
]
