import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/customers',
    title: { zh: '客户', en: 'Customers' },
    permission: 'customers.read',
    menu: { group: 'customers', order: 1, icon: 'customers' },
    load: () => import('./customer-list.tsx').then((m) => m.CustomerList),
  },
  {
    path: '/customer-merges',
    title: { zh: '客户合并', en: 'Merging customers' },
    permission: 'customers.read',
    menu: { group: 'customers', order: 2, icon: 'customers' },
    load: () => import('./merges.tsx').then((m) => m.CustomerMerges),
  },
  {
    path: '/customers/$customerId',
    parent: '/customers',
    title: { zh: '客户档案', en: 'Customer file' },
    permission: 'customers.read',
    load: () => import('./customer-file.tsx').then((m) => m.CustomerFile),
  },
]
