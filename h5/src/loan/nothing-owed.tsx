import { Link } from '@tanstack/react-router'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'
import { Screen } from '../ui/screen.tsx'

/** Where an old link leads that asks something of a loan that has been paid off. */
export function NothingOwed({ loanId, title }: { readonly loanId: string; readonly title: string }) {
  const text = useText(loanText)
  return (
    <Screen title={title} back={`/loans/${loanId}`}>
      <p className="notice good">{text.nothingOwed}</p>
      <Link className="button" to="/loans/$loanId" params={{ loanId }}>
        {text.backToLoan}
      </Link>
    </Screen>
  )
}
