import { labelOf, provisionsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useCan } from '../../api/session.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { simulatedText } from '../../i18n/simulated.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import type { PendingApproval } from '../../ui/object-page.tsx'
import { WriteOffPreview } from './charge-off.tsx'
import { REFRESHED } from './refreshed.ts'

/** A write-off or another category of the loan that waits for a second person, with the two buttons. */
export function usePendingRisk(loanId: string): readonly PendingApproval[] {
  const t = useText(provisionsText)
  const words = useText(simulatedText)
  const say = useLocalized()
  const can = useCan()
  const params = { loanId }
  const risk = useRead(provisionsApi.getLoanRisk, { params }).data
  const pending: PendingApproval[] = []
  if (risk?.writeOffPending) {
    const { makerId, makerName, reason } = risk.writeOffPending
    const about = t.writeOff.waits(reason)
    pending.push({
      makerId,
      makerName,
      checkers: words.checkers,
      about,
      action: (
        <Decision
          operation={provisionsApi.decideWriteOff}
          input={(body) => ({ params, body })}
          makerId={makerId}
          about={about}
          refreshes={REFRESHED}
          details={can('provisions.read') && <WriteOffPreview loanId={loanId} />}
        />
      ),
    })
  }
  if (risk?.pending) {
    const { makerId, makerName, reason, category } = risk.pending
    const about = t.risk.waits(category ? say(labelOf('riskCategory', category)) : t.risk.takeAway, reason)
    pending.push({
      makerId,
      makerName,
      checkers: words.overrideCheckers,
      about,
      action: (
        <Decision
          operation={provisionsApi.decideOverride}
          input={(body) => ({ params, body })}
          makerId={makerId}
          about={about}
        />
      ),
    })
  }
  return pending
}

/** Whether a write-off has been asked for already. */
export function useWriteOffAsked(loanId: string): boolean {
  return !!useRead(provisionsApi.getLoanRisk, { params: { loanId } }).data?.writeOffPending
}
