import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/users',
    title: { zh: '用户', en: 'Users' },
    permission: 'users.read',
    menu: { group: 'operations', order: 6, icon: 'users' },
    load: () => import('./user-list.tsx').then((m) => m.UserList),
  },
  {
    path: '/roles',
    title: { zh: '角色与权限', en: 'Roles and permissions' },
    permission: 'users.read',
    menu: { group: 'operations', order: 7, icon: 'rules' },
    load: () => import('./role-matrix.tsx').then((m) => m.RoleMatrix),
  },
  {
    path: '/api-docs',
    title: { zh: '接口文档', en: 'API' },
    menu: { group: 'operations', order: 8, icon: 'json' },
    load: () => import('./api-docs.tsx').then((m) => m.ApiDocs),
  },
]
