import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/provisions',
    title: { zh: '分类与拨备', en: 'Categories and provisions' },
    permission: 'provisions.read',
    menu: { group: 'watch', order: 3, icon: 'chart' },
    load: () => import('./risk-overview.tsx').then((m) => m.RiskOverview),
  },
  {
    path: '/provisions/loans',
    title: { zh: '五级分类', en: 'Loans by category' },
    permission: 'provisions.read',
    menu: { group: 'watch', order: 4, icon: 'columns' },
    load: () => import('./risk-list.tsx').then((m) => m.RiskList),
  },
  {
    path: '/provisions/vintages',
    title: { zh: '账龄不良率', en: 'Vintages' },
    permission: 'provisions.read',
    menu: { group: 'watch', order: 7, icon: 'chart' },
    load: () => import('./vintages.tsx').then((m) => m.VintagesPage),
  },
  {
    path: '/provisions/runs',
    title: { zh: '月末拨备', en: 'Provision runs' },
    permission: 'provisions.read',
    menu: { group: 'watch', order: 5, icon: 'table' },
    load: () => import('./run-list.tsx').then((m) => m.RunList),
  },
  {
    path: '/provisions/runs/$runId',
    parent: '/provisions/runs',
    title: { zh: '月末拨备', en: 'Provision run' },
    permission: 'provisions.read',
    load: () => import('./run-file.tsx').then((m) => m.RunFile),
  },
  {
    path: '/provisions/runs/$runId/loans',
    parent: '/provisions/runs',
    title: { zh: '计提明细', en: 'Loans inside the run' },
    permission: 'provisions.read',
    load: () => import('./run-loans.tsx').then((m) => m.RunLoans),
  },
  {
    path: '/provisions/tables',
    title: { zh: '预期信用损失参数', en: 'Tables of expected loss' },
    permission: 'provisions.read',
    menu: { group: 'watch', order: 6, icon: 'rules' },
    load: () => import('./table-list.tsx').then((m) => m.TableList),
  },
  {
    path: '/write-offs',
    title: { zh: '核销台', en: 'Write-off desk' },
    permission: 'provisions.read',
    menu: { group: 'collections', order: 2, icon: 'exit' },
    load: () => import('./write-off-list.tsx').then((m) => m.WriteOffList),
  },
]
