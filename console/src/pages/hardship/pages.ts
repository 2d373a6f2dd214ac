import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/hardship',
    title: { zh: '困难帮扶', en: 'Hardship requests' },
    permission: 'hardship.read',
    menu: { group: 'collections', order: 1, icon: 'help' },
    load: () => import('./hardship-list.tsx').then((m) => m.HardshipList),
  },
  {
    path: '/hardship/$requestId',
    parent: '/hardship',
    title: { zh: '帮扶申请', en: 'Hardship request' },
    permission: 'hardship.read',
    load: () => import('./hardship-file.tsx').then((m) => m.HardshipFile),
    tour: [
      {
        target: '[data-part=plan-before]',
        title: { zh: '先看数字再定', en: 'Figures first' },
        about: {
          zh: '先看客户能还多少、现行计划是多少；每个方案都由计息引擎算好：每期、总额、差额，以及对征信的影响。',
          en: 'What can be paid, and what stands. Each plan is worked out by the engine that bills: instalments, total, difference, credit record.',
        },
      },
    ],
  },
]
