import { type Permission, policiesApi, systemApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useCan } from '../../api/session.ts'
import { overviewText } from '../../i18n/overview.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { Count } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { To } from '../../ui/to.tsx'
import { HELD_ON_SETTLED } from '../loans/money-held.tsx'
import type { Portfolio } from './overview.tsx'

interface Work {
  readonly label: string
  readonly count: number | undefined
  readonly href: string
  readonly permission: Permission
}

/** What waits for somebody with the reader's permissions, each with its list. */
export function ForYou({ portfolio }: { readonly portfolio: Portfolio }) {
  const t = useText(overviewText)
  const { toReturn } = useText(payoutsText)
  const can = useCan()
  const query = { status: 'pending' as const, page: 1, pageSize: 20, count: 'capped' as const }
  const approvals = useRead(systemApi.listApprovals, { query } as never).data as { total: number } | undefined
  const policies = useRead(policiesApi.listPolicies, { query: { page: 1, pageSize: 100 } } as never, {
    isEnabled: can('policies.read'),
  }).data as { rows: readonly { alarms: number }[] } | undefined
  const alarms = policies?.rows.reduce((sum, one) => sum + one.alarms, 0)
  const applications = (status: string) => portfolio.applications.find((one) => one.status === status)?.count ?? 0
  const overdue = portfolio.loansByStatus.find(({ status }) => status === 'overdue')?.count ?? 0
  const settledHolding = portfolio.moneyHeld.find(({ status }) => status === 'settled')?.count ?? 0
  const work: readonly Work[] = [
    {
      label: t.toReview,
      count: applications('referred'),
      href: '/applications?status=referred',
      permission: 'applications.read',
    },
    {
      label: t.toDecide,
      count: applications('submitted'),
      href: '/applications?status=submitted',
      permission: 'applications.batch',
    },
    {
      label: t.toDisburse,
      count: applications('approved'),
      href: '/applications?status=approved',
      permission: 'applications.batch',
    },
    { label: t.overdueLoans, count: overdue, href: '/loans?status=overdue', permission: 'loans.read' },
    { label: toReturn, count: settledHolding, href: HELD_ON_SETTLED, permission: 'loans.payOut' },
    { label: t.approvals, count: approvals?.total, href: '/approvals?status=pending', permission: 'products.read' },
    { label: t.policyAlarms, count: alarms, href: '/policies', permission: 'policies.read' },
  ]
  return (
    <Block title={t.forYou}>
      <ul className="for-you" data-part="for-you">
        {work
          .filter(({ permission }) => can(permission))
          .map(({ label, count, href }) => (
            <li key={href}>
              <To href={href}>{label}</To>
              <strong>
                <Count value={count} />
              </strong>
            </li>
          ))}
      </ul>
    </Block>
  )
}
