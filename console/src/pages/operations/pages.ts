import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/day-end',
    title: { zh: '日终', en: 'Day-end' },
    permission: 'dayEnd.read',
    menu: { group: 'operations', order: 1, icon: 'dayEnd' },
    load: () => import('./day-end-list.tsx').then((m) => m.DayEndList),
  },
  {
    path: '/day-end/$dayEndId',
    parent: '/day-end',
    title: { zh: '日终详情', en: 'Day-end run' },
    permission: 'dayEnd.read',
    load: () => import('./day-end-file.tsx').then((m) => m.DayEndFile),
  },
  {
    path: '/jobs',
    title: { zh: '任务', en: 'Jobs' },
    permission: 'jobs.read',
    menu: { group: 'operations', order: 2, icon: 'jobs' },
    load: () => import('./job-list.tsx').then((m) => m.JobList),
  },
  {
    path: '/jobs/$jobId',
    parent: '/jobs',
    title: { zh: '任务详情', en: 'Job' },
    permission: 'jobs.read',
    load: () => import('./job-file.tsx').then((m) => m.JobFile),
  },
  {
    path: '/outbox',
    title: { zh: '发件箱', en: 'Outbox' },
    permission: 'outbox.read',
    menu: { group: 'operations', order: 3, icon: 'outbox' },
    load: () => import('./outbox-list.tsx').then((m) => m.OutboxList),
  },
]
