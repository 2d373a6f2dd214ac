import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/live',
    title: { zh: '实时监控', en: 'Live' },
    permission: 'reports.read',
    menu: { group: 'watch', order: 1, icon: 'clock' },
    load: () => import('./live.tsx').then((m) => m.Live),
  },
  {
    path: '/overrides',
    title: { zh: '人工推翻', en: 'Overrides' },
    permission: 'reports.read',
    menu: { group: 'watch', order: 2, icon: 'warning' },
    load: () => import('./overrides.tsx').then((m) => m.Overrides),
  },
]
