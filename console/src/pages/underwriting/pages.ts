import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/underwriting/parameters',
    title: { zh: '审批参数', en: 'Underwriting parameters' },
    permission: 'applications.read',
    menu: { group: 'products', order: 7, icon: 'check' },
    load: () => import('./parameters.tsx').then((m) => m.UnderwritingParameters),
  },
]
