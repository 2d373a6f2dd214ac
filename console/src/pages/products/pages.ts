import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/products',
    title: { zh: '产品', en: 'Products' },
    permission: 'products.read',
    menu: { group: 'products', order: 1, icon: 'products' },
    load: () => import('./product-list.tsx').then((m) => m.ProductList),
  },
  {
    path: '/products/new',
    parent: '/products',
    title: { zh: '新建产品', en: 'New product' },
    permission: 'products.edit',
    load: () => import('./new-product.tsx').then((m) => m.NewProduct),
  },
  {
    path: '/market-rates',
    title: { zh: '市场利率', en: 'Market rates' },
    permission: 'products.read',
    menu: { group: 'products', order: 2, icon: 'reports' },
    load: () => import('./market-rates.tsx').then((m) => m.MarketRates),
  },
  {
    path: '/products/$productId',
    parent: '/products',
    title: { zh: '产品档案', en: 'Product file' },
    permission: 'products.read',
    load: () => import('./product-file.tsx').then((m) => m.ProductFile),
  },
  {
    path: '/products/$productId/draft',
    parent: '/products',
    title: { zh: '产品草稿', en: 'Product draft' },
    permission: 'products.edit',
    load: () => import('./edit-draft.tsx').then((m) => m.EditDraft),
  },
]
