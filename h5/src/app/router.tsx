import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { QuotePage } from '../steps/quote.tsx'

const root = createRootRoute({ component: Outlet })

const quote = createRoute({ getParentRoute: () => root, path: '/', component: QuotePage })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/in',
  validateSearch: (search: Record<string, unknown>) => ({ to: typeof search.to === 'string' ? search.to : '/apply' }),
  component: lazyRouteComponent(() => import('../steps/sign-in.tsx'), 'SignInPage'),
})
const apply = createRoute({
  getParentRoute: () => root,
  path: '/apply',
  component: lazyRouteComponent(() => import('../steps/apply.tsx'), 'ApplyPage'),
})
const loans = createRoute({
  getParentRoute: () => root,
  path: '/loans',
  component: lazyRouteComponent(() => import('../loan/loans.tsx'), 'LoansPage'),
})
const loan = createRoute({
  getParentRoute: () => root,
  path: '/loans/$loanId',
  component: lazyRouteComponent(() => import('../loan/loan.tsx'), 'LoanPage'),
})
const repay = createRoute({
  getParentRoute: () => root,
  path: '/loans/$loanId/repay',
  component: lazyRouteComponent(() => import('../loan/repay.tsx'), 'RepayPage'),
})
const help = createRoute({
  getParentRoute: () => root,
  path: '/loans/$loanId/help',
  component: lazyRouteComponent(() => import('../loan/help.tsx'), 'HelpPage'),
})
const agreement = createRoute({
  getParentRoute: () => root,
  path: '/loans/$loanId/agreement',
  component: lazyRouteComponent(() => import('../loan/agreement.tsx'), 'AgreementPage'),
})
const papers = createRoute({
  getParentRoute: () => root,
  path: '/papers',
  component: lazyRouteComponent(() => import('../papers/papers.tsx'), 'PapersPage'),
})
const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('../me/me.tsx'), 'MePage'),
})

const myData = createRoute({
  getParentRoute: () => root,
  path: '/me/data',
  component: lazyRouteComponent(() => import('../me/my-data.tsx'), 'MyDataPage'),
})
const survey = createRoute({
  getParentRoute: () => root,
  path: '/s/$token',
  component: lazyRouteComponent(() => import('../survey/survey.tsx'), 'SurveyPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([quote, survey, signIn, apply, papers, loans, loan, repay, help, agreement, me, myData]),
  basepath: '/m',
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
