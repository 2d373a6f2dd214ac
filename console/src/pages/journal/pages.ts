import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/journal',
    title: { zh: '日志', en: 'Journal' },
    permission: 'journal.read',
    menu: { group: 'compliance', order: 3, icon: 'journal' },
    load: () => import('./journal-list.tsx').then((m) => m.JournalList),
  },
]
