import { useNavigate } from '@tanstack/react-router'
import type { Journey } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { NextButton } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'
import { StepScreen } from './step-screen.tsx'

export function DoneStep({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const navigate = useNavigate()
  const loanId = journey.contract?.loanId ?? journey.loans[0]?.id
  const loan = journey.loans.find(({ id }) => id === loanId)
  return (
    <StepScreen
      step="done"
      title={text.done}
      dock={
        <NextButton
          label={text.viewLoan}
          busyLabel=""
          onClick={() => navigate(loanId ? { to: '/loans/$loanId', params: { loanId } } : { to: '/loans' })}
        />
      }
    >
      <section className="card">
        <div className="row">
          <h2>{text.done}</h2>
          <span className="tag attention">{shared.simulated}</span>
        </div>
        {loan && (
          <p className="figure">
            <Money fen={loan.principalFen} />
          </p>
        )}
        <p>{text.doneHelp}</p>
      </section>
    </StepScreen>
  )
}
