import { Button } from 'antd'
import { useState } from 'react'
import { adjustText } from '../../i18n/adjust.ts'
import { drawsText } from '../../i18n/draws.ts'
import { type DueCallText, dueCallText } from '../../i18n/due-call.ts'
import { hardshipText } from '../../i18n/hardship.ts'
import { loanChangesText } from '../../i18n/loan-changes.ts'
import { loansText } from '../../i18n/loans.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useText } from '../../i18n/text.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OpenHardship } from '../hardship/open-hardship.tsx'
import { Adjust } from './adjust.tsx'
import { CallDue } from './call-due.tsx'
import { Change } from './change.tsx'
import { ChargeOff } from './charge-off.tsx'
import { useDueCall } from './due-call.tsx'
import { isRunning, type Loan, waivableOf } from './loan.ts'
import { Draw, ReturnHeld } from './payout-dialog.tsx'
import { useWriteOffAsked } from './pending-risk.tsx'
import { Repay } from './repay.tsx'
import { Waive } from './waive.tsx'

type Action = 'repay' | 'returnHeld' | 'waive' | 'adjust' | 'chargeOff' | 'hardship' | 'draw' | 'change' | 'callDue'

/** From how many days past due the server takes a request for a write-off. */
const WRITE_OFF_DPD_MIN = 180

/** What can be done with the loan next; what cannot says why. */
export function LoanActions({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText)
  const hardship = useText(hardshipText)
  const adjust = useText(adjustText)
  const draws = useText(drawsText)
  const changes = useText(loanChangesText)
  const payouts = useText(payoutsText)
  const dueCalls = useText(dueCallText)
  const clause = useDueCall(loan.id)?.clause
  const why = useReasons(loan)
  const [open, setOpen] = useState<Action>()
  const start = (action: Action) => () => setOpen(action)
  const close = () => setOpen(undefined)
  useShortcuts({ r: () => !why.repay && setOpen('repay') })
  return (
    <>
      <DisabledReason why={why.repay}>
        <Button type="primary" onClick={start('repay')} data-part="repay">
          {t.repay.button}
        </Button>
      </DisabledReason>
      {loan.draws && (
        <DisabledReason why={why.draw}>
          <Button onClick={start('draw')} data-part="draw">
            {draws.button}
          </Button>
        </DisabledReason>
      )}
      {loan.figures.suspenseFen !== '0' && (
        <DisabledReason why={why.returnHeld}>
          <Button onClick={start('returnHeld')} data-part="return-held">
            {payouts.returnButton}
          </Button>
        </DisabledReason>
      )}
      <DisabledReason why={why.waive}>
        <Button onClick={start('waive')} data-part="waive">
          {t.waive.button}
        </Button>
      </DisabledReason>
      <DisabledReason why={why.change}>
        <Button onClick={start('change')} data-part="change">
          {changes.button}
        </Button>
      </DisabledReason>
      <DisabledReason why={why.adjust}>
        <Button onClick={start('adjust')} data-part="adjust">
          {adjust.button}
        </Button>
      </DisabledReason>
      <DisabledReason why={why.hardship}>
        <Button onClick={start('hardship')} data-part="hardship">
          {hardship.open}
        </Button>
      </DisabledReason>
      {clause && (
        <DisabledReason why={why.callDue}>
          <Button onClick={start('callDue')} data-part="call-due">
            {dueCalls.button}
          </Button>
        </DisabledReason>
      )}
      <DisabledReason why={why.chargeOff}>
        <Button onClick={start('chargeOff')} data-part="charge-off">
          {t.chargeOff.button}
        </Button>
      </DisabledReason>
      <Repay loan={loan} isOpen={open === 'repay'} onClose={close} />
      {open === 'draw' && loan.draws && <Draw loan={loan} draws={loan.draws} onClose={close} />}
      {open === 'returnHeld' && <ReturnHeld loan={loan} onClose={close} />}
      {open === 'waive' && <Waive loan={loan} onClose={close} />}
      {open === 'change' && <Change loan={loan} onClose={close} />}
      {open === 'adjust' && <Adjust loan={loan} onClose={close} />}
      {open === 'hardship' && <OpenHardship loanId={loan.id} onClose={close} />}
      {open === 'callDue' && <CallDue loan={loan} onClose={close} />}
      {open === 'chargeOff' && <ChargeOff loan={loan} onClose={close} />}
    </>
  )
}

function useReasons(loan: Loan): Readonly<Record<Action, string | undefined>> {
  const t = useText(loansText)
  const hardship = useText(hardshipText)
  const adjust = useText(adjustText)
  const draws = useText(drawsText)
  const changes = useText(loanChangesText)
  const { writeOff } = useText(provisionsText)
  const dueCalls = useText(dueCallText)
  const dueCall = useDueCall(loan.id)
  const isWriteOffAsked = useWriteOffAsked(loan.id)
  const whyNot = useWhyNot()
  const { status, dpd } = loan.figures
  const hasCharges = Object.values(waivableOf(loan)).some((fen) => fen !== '0')
  return {
    repay:
      status === 'settled'
        ? t.repay.settled(loan.settledOn ?? '')
        : status === 'pending'
          ? t.repay.notPaidOut
          : whyNot('loans.repay'),
    draw: !loan.draws
      ? draws.whole
      : dpd > 0
        ? draws.pastDue
        : loan.draws.restFen === '0'
          ? draws.lapsed(loan.draws.lastOn)
          : whyNot('loans.payOut'),
    returnHeld: whyNot('loans.payOut'),
    waive: !isRunning(loan) ? t.waive.notOpen : hasCharges ? whyNot('loans.waive') : t.waive.nothing,
    change: isRunning(loan) ? whyNot('loans.change') : changes.notOpen,
    adjust: status === 'pending' || status === 'chargedOff' ? adjust.notOpen : whyNot('loans.adjust'),
    hardship: isRunning(loan) ? whyNot('hardship.propose') : hardship.notOpen,
    callDue: whyNotCalled(loan, dueCall, dueCalls) ?? whyNot('loans.askDueCall'),
    chargeOff: !isRunning(loan)
      ? t.chargeOff.notOpen
      : dpd <= WRITE_OFF_DPD_MIN
        ? t.chargeOff.notOverdue
        : isWriteOffAsked
          ? writeOff.pending
          : whyNot('loans.askWriteOff'),
  }
}

/** In the order in which the server checks. */
function whyNotCalled(loan: Loan, dueCall: ReturnType<typeof useDueCall>, t: DueCallText): string | undefined {
  const afterDays = dueCall?.clause?.afterDays ?? 0
  if (!isRunning(loan)) return t.notOpen
  if (loan.figures.dpd <= afterDays) return t.notLate(afterDays)
  if (!loan.schedule.some(({ status }) => status === 'upcoming')) return t.nothing
  if (dueCall?.notice) return t.running
  return dueCall?.pending ? t.pending : undefined
}
