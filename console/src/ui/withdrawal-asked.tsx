import { type OutputOf, type Permission, policiesApi, productsApi, rolesWith } from '@puhui/api'
import { useLocalized, useText } from '../i18n/text.ts'
import { withdrawalsText } from '../i18n/withdrawals.ts'
import { Decision } from './decision.tsx'
import type { PendingApproval } from './object-page.tsx'

type Asked = NonNullable<OutputOf<typeof policiesApi.getPolicy>['withdrawal']>

type Of =
  | { readonly kind: 'policy'; readonly code: string; readonly withdrawal: Asked | null | undefined }
  | { readonly kind: 'product'; readonly productId: string; readonly withdrawal: Asked | null | undefined }

/** The banner of a withdrawal that awaits a second person, with the two buttons; none when none waits. */
export function useWithdrawalAsked(of: Of): readonly PendingApproval[] {
  const t = useText(withdrawalsText)
  const say = useLocalized()
  if (!of.withdrawal) return []
  const { version, from, reason, makerId, maker } = of.withdrawal
  const about = t.because(t.asked(version, from), reason)
  const permission: Permission = of.kind === 'policy' ? 'policies.approve' : 'products.approve'
  const checkers = rolesWith(permission).map(({ label }) => say(label))
  const shared = { makerId, about }
  return [
    {
      makerId,
      makerName: maker,
      checkers: checkers.join(' / '),
      about,
      action:
        of.kind === 'policy' ? (
          <Decision
            {...shared}
            operation={policiesApi.decideWithdrawal}
            input={(body) => ({ params: { code: of.code }, body })}
          />
        ) : (
          <Decision
            {...shared}
            operation={productsApi.decideWithdrawal}
            input={(body) => ({ params: { productId: of.productId }, body })}
          />
        ),
    },
  ]
}
