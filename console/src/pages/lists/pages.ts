import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/lists',
    title: { zh: '黑灰白名单', en: 'Lists' },
    permission: 'lists.read',
    menu: { group: 'products', order: 6, icon: 'lock' },
    load: () => import('./list-entries.tsx').then((m) => m.ListEntries),
  },
]
