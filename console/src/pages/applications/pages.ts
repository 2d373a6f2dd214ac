import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/applications',
    title: { zh: '申请', en: 'Applications' },
    permission: 'applications.read',
    menu: { group: 'applications', order: 1, icon: 'applications' },
    load: () => import('./application-list.tsx').then((m) => m.ApplicationList),
  },
  {
    path: '/applications/$applicationId',
    parent: '/applications',
    title: { zh: '申请档案', en: 'Application file' },
    permission: 'applications.read',
    load: () => import('./application-file.tsx').then((m) => m.ApplicationFile),
  },
]
