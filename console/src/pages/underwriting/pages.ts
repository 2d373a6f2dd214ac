import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/underwriting/parameters',
    title: { zh: '审批参数', en: 'Underwriting parameters' },
    permission: 'applications.read',
    menu: { group: 'applications', order: 6, icon: 'check' },
    load: () => import('./parameters.tsx').then((m) => m.UnderwritingParameters),
  },
]
