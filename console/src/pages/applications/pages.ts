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
    path: '/review-queue',
    title: { zh: '审批队列', en: 'Review queue' },
    permission: 'applications.read',
    menu: { group: 'applications', order: 2, icon: 'review' },
    load: () => import('./review-queue.tsx').then((m) => m.ReviewQueue),
  },
  {
    path: '/applications/$applicationId',
    parent: '/applications',
    title: { zh: '申请档案', en: 'Application file' },
    permission: 'applications.read',
    load: () => import('./application-file.tsx').then((m) => m.ApplicationFile),
  },
]
