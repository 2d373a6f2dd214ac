import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/scenes',
    title: { zh: '场景', en: 'Scenes' },
    permission: 'products.read',
    menu: { group: 'products', order: 3, icon: 'reports' },
    load: () => import('./scene-report.tsx').then((m) => m.SceneReport),
  },
  {
    path: '/merchants',
    title: { zh: '商户', en: 'Merchants' },
    permission: 'products.read',
    menu: { group: 'products', order: 4, icon: 'products' },
    load: () => import('./merchant-list.tsx').then((m) => m.MerchantList),
  },
]
