import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/contracts',
    title: { zh: '合同', en: 'Contracts' },
    permission: 'contracts.read',
    menu: { group: 'loans', order: 1, icon: 'contracts' },
    load: () => import('./contract-list.tsx').then((m) => m.ContractList),
  },
  {
    path: '/contracts/$contractId',
    parent: '/contracts',
    title: { zh: '合同', en: 'Contract' },
    permission: 'contracts.read',
    load: () => import('./contract-file.tsx').then((m) => m.ContractFile),
  },
]
