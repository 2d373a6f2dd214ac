import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/market/regions',
    title: { zh: '地域与县域', en: 'Regions and counties' },
    permission: 'reports.read',
    menu: { group: 'market', order: 2, icon: 'chart' },
    load: () => import('./regions.tsx').then((m) => m.Regions),
  },
  {
    path: '/market/coverage',
    title: { zh: '普惠覆盖', en: 'Inclusive coverage' },
    permission: 'reports.read',
    menu: { group: 'market', order: 3, icon: 'customers' },
    load: () => import('./coverage.tsx').then((m) => m.Coverage),
  },
  {
    path: '/market/sub-markets',
    title: { zh: '五类细分市场', en: 'The five sub-markets' },
    permission: 'reports.read',
    menu: { group: 'market', order: 5, icon: 'columns' },
    load: () => import('./sub-markets.tsx').then((m) => m.SubMarkets),
  },
  {
    path: '/market/report',
    title: { zh: '市场与风险报告', en: 'Market and risk report' },
    permission: 'reports.read',
    menu: { group: 'market', order: 1, icon: 'table' },
    load: () => import('./market-report.tsx').then((m) => m.MarketReport),
  },
  {
    path: '/market/size',
    title: { zh: '市场规模', en: 'Market size' },
    permission: 'reports.read',
    menu: { group: 'market', order: 4, icon: 'chart' },
    load: () => import('./market-size.tsx').then((m) => m.MarketSize),
  },
  {
    path: '/market/data',
    title: { zh: '市场数据', en: 'Market data' },
    permission: 'reports.read',
    menu: { group: 'market', order: 6, icon: 'table' },
    load: () => import('./market-data.tsx').then((m) => m.MarketData),
  },
]
