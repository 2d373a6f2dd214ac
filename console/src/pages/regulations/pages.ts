import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/regulations',
    title: { zh: '政策台账', en: 'Regulations' },
    permission: 'regulations.read',
    menu: { group: 'compliance', order: 1, icon: 'rules' },
    load: () => import('./regulation-list.tsx').then((m) => m.RegulationList),
  },
  {
    path: '/regulations/$regulationId',
    parent: '/regulations',
    title: { zh: '政策详情', en: 'Regulation or rule' },
    permission: 'regulations.read',
    load: () => import('./regulation-file.tsx').then((m) => m.RegulationFile),
  },
  {
    path: '/what-ifs',
    title: { zh: '政策变动测算', en: 'What-ifs of rule changes' },
    permission: 'regulations.read',
    menu: { group: 'compliance', order: 2, icon: 'chart' },
    load: () => import('./what-if-list.tsx').then((m) => m.WhatIfList),
  },
  {
    path: '/what-ifs/$whatIfId',
    parent: '/what-ifs',
    title: { zh: '政策变动测算', en: 'What-if of a rule change' },
    permission: 'regulations.read',
    load: () => import('./what-if-file.tsx').then((m) => m.WhatIfFile),
  },
]
