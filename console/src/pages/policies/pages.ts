import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/policies',
    title: { zh: '授信策略', en: 'Credit policies' },
    permission: 'policies.read',
    menu: { group: 'products', order: 5, icon: 'rules' },
    load: () => import('./policy-list.tsx').then((m) => m.PolicyList),
  },
  {
    path: '/policies/$code',
    parent: '/policies',
    title: { zh: '策略档案', en: 'Policy file' },
    permission: 'policies.read',
    load: () => import('./policy-file.tsx').then((m) => m.PolicyFile),
  },
  {
    path: '/policyDrafts/$draftId',
    parent: '/policies',
    title: { zh: '策略工作台', en: 'Policy studio' },
    permission: 'policies.read',
    load: () => import('./studio.tsx').then((m) => m.Studio),
  },
  {
    path: '/policy-backtests/$backtestId',
    parent: '/policies',
    title: { zh: '策略回测', en: 'Backtest' },
    permission: 'policies.read',
    load: () => import('./backtest-page.tsx').then((m) => m.BacktestPage),
  },
]
