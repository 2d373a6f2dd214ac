import { Link, Navigate } from '@tanstack/react-router'
import { useJourney, useSession } from '../api/journey.ts'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'
import { Money, Status } from '../ui/figures.tsx'
import { Screen } from '../ui/screen.tsx'
import { Loaded } from '../ui/states.tsx'

export function LoansPage() {
  const text = useText(loanText)
  const session = useSession()
  const journey = useJourney()
  if (session.data && session.data.subject !== 'customer') return <Navigate to="/in" search={{ to: '/loans' }} />
  return (
    <Screen title={text.title}>
      <Loaded query={journey}>
        {({ loans }) => (
          <>
            {loans.length === 0 && <p className="notice">{text.none}</p>}
            {loans.map((loan) => (
              <Link key={loan.id} className="card" to="/loans/$loanId" params={{ loanId: loan.id }}>
                <div className="row">
                  <span className="small soft">{loan.number}</span>
                  <Status set="loanStatus" value={loan.status} />
                </div>
                <p className="soft small">{text.outstanding}</p>
                <p className="figure">
                  <Money fen={loan.outstandingFen} />
                </p>
                {loan.dpd > 0 && (
                  <p className="problem">
                    {text.dpd(loan.dpd)} · <Money fen={loan.overdueFen} />
                  </p>
                )}
                {loan.nextDueOn && (
                  <p>
                    {text.next} {loan.nextDueOn} · <Money fen={loan.nextDueFen} />
                  </p>
                )}
              </Link>
            ))}
          </>
        )}
      </Loaded>
    </Screen>
  )
}
