import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/market/size',
    title: { zh: '市场规模', en: 'Market size' },
    permission: 'reports.read',
    menu: { group: 'home', order: 10, icon: 'chart' },
    load: () => import('./market-size.tsx').then((m) => m.MarketSize),
  },
  {
    path: '/market/data',
    title: { zh: '市场数据', en: 'Market data' },
    permission: 'reports.read',
    menu: { group: 'home', order: 12, icon: 'table' },
    load: () => import('./market-data.tsx').then((m) => m.MarketData),
  },
]
