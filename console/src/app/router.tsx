import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { NotFound } from '../shell/not-found.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { Root } from '../shell/root.tsx'
import { Shell } from '../shell/shell.tsx'
import { pages } from './page-spec.ts'
import { parseSearch, stringifySearch } from './url-state.ts'

const root = createRootRoute({ component: Root })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: lazyRouteComponent(() => import('../pages/login/login.tsx'), 'Login'),
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const pageRoutes = pages.map((page) =>
  createRoute({ getParentRoute: () => shell, path: page.path, component: () => <PageFrame page={page} /> }),
)

const anyOther = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound })

export const router = createRouter({
  routeTree: root.addChildren([login, shell.addChildren([...pageRoutes, anyOther])]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: false,
  notFoundMode: 'root',
})
