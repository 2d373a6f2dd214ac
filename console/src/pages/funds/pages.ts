import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/fund-alerts',
    title: { zh: '资金流向', en: 'Use of money' },
    permission: 'loans.read',
    menu: { group: 'loans', order: 3, icon: 'loans' },
    load: () => import('./fund-alerts.tsx').then((m) => m.FundAlerts),
  },
]
