import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/approvals',
    title: { zh: '待复核', en: 'Approvals' },
    menu: { group: 'home', order: 2, icon: 'approvals' },
    load: () => import('./approval-list.tsx').then((m) => m.ApprovalList),
  },
]
