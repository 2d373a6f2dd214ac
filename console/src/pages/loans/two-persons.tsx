import { payoutsApi } from '@puhui/api'
import { showInstant, showMoney } from '@puhui/design'
import { useRead } from '../../api/hooks.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import type { PendingApproval } from '../../ui/object-page.tsx'

/** Says that an amount takes another person, before it is handed in. */
export function TwoPersons(props: { readonly amountFen: string; readonly aloneFenMax: string | undefined }) {
  const { amountFen, aloneFenMax } = props
  const t = useText(payoutsText)
  if (!aloneFenMax || !/^\d+$/.test(amountFen) || BigInt(amountFen) <= BigInt(aloneFenMax)) return null
  return (
    <p className="dialog-about" role="status" data-part="two-persons">
      {t.twoPersons(showMoney(BigInt(aloneFenMax)))}
    </p>
  )
}

/** The payment of a loan that waits for a second person, with the two buttons. */
export function usePendingPayout(loanId: string): readonly PendingApproval[] {
  const t = useText(payoutsText)
  const read = useRead(payoutsApi.getPendingPayout, { params: { loanId } })
  const pending = read.data?.pending
  if (!pending) return []
  const amount = showMoney(BigInt(pending.amountFen))
  const about = t.waits(t.kinds[pending.kind], amount, showInstant(pending.askedAt), pending.reason)
  const params = { loanId }
  return [
    {
      makerId: pending.makerId,
      makerName: pending.makerName ?? t.borrower,
      checkers: t.checkers,
      about,
      action: (
        <Decision
          operation={payoutsApi.decidePayout}
          input={(body) => ({ params, body })}
          makerId={pending.makerId}
          about={about}
        />
      ),
    },
  ]
}
