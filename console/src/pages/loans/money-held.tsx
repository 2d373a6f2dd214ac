import type { applicationsApi, OutputOf } from '@puhui/api'
import { showCount, showMoney } from '@puhui/design'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { To } from '../../ui/to.tsx'
import { totalOf } from './loan.ts'

type MoneyHeld = OutputOf<typeof applicationsApi.portfolioReport>['moneyHeld']

const COLUMNS = 'number,customerName,productName,status,settledOn,heldFen,heldSince,nextDueOn'

/** The loan list of those that hold money, longest first. */
export const HELD_LOANS = `/loans?holdsMoney=true&sort=heldSince%3Aasc&cols=${encodeURIComponent(COLUMNS)}`
/** Of them those that are settled: nothing will ever use the money, somebody has to pay it back. */
export const HELD_ON_SETTLED = `${HELD_LOANS}&status=settled`

/** How many loans hold how much of their borrowers' money, each figure leading to its list. */
export function MoneyHeldLine({ held }: { readonly held: MoneyHeld }) {
  const t = useText(payoutsText)
  if (held.length === 0) return null
  const all = { count: held.reduce((sum, { count }) => sum + count, 0), fen: totalOf(held, 'heldFen') }
  const settled = held.find(({ status }) => status === 'settled')
  return (
    <p className="held-line" data-part="money-held">
      <To href={HELD_LOANS}>{t.heldLoans(showCount(all.count), showMoney(BigInt(all.fen)))}</To>
      {settled && (
        <To href={HELD_ON_SETTLED}>{t.heldSettled(showCount(settled.count), showMoney(BigInt(settled.heldFen)))}</To>
      )}
    </p>
  )
}
