import type { RoleId } from '@puhui/api'
import type { MenuGroup } from '../app/page-spec.ts'

/** The daily work of each role. Its groups stand open in the menu; what else the role may see is one click away. */
const OWN_WORK: Readonly<Record<RoleId, readonly MenuGroup[]>> = {
  marketing: ['customers', 'marketing', 'market'],
  product: ['products', 'market'],
  underwriter: ['customers', 'applications'],
  servicing: ['customers', 'loans', 'collections', 'ledger'],
  collector: ['customers', 'loans', 'collections'],
  risk: ['applications', 'products', 'collections', 'watch'],
  compliance: ['customers', 'collections', 'compliance'],
  auditor: ['ledger', 'watch', 'compliance'],
  administrator: ['applications', 'operations'],
}

/** Whether a group opens by itself: it is the reader's own work, or holds the page that is shown. */
export function opensByItself(
  group: MenuGroup,
  { roles, here }: { readonly roles: readonly RoleId[]; readonly here: MenuGroup | undefined },
): boolean {
  return (
    group === 'home' || group === here || roles.length === 0 || roles.some((role) => OWN_WORK[role].includes(group))
  )
}
