import { loansApi } from '@puhui/api'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { ConfirmMoney } from '../../ui/confirm-money.tsx'
import type { Loan, RepayValues } from './loan.ts'
import { RepayFields } from './repay-fields.tsx'
import { RepayPreview } from './repay-preview.tsx'

/** Records money that came in: see the waterfall and the loan afterwards first, then book exactly that. */
export function Repay(props: { readonly loan: Loan; readonly isOpen: boolean; readonly onClose: () => void }) {
  const { loan } = props
  const t = useText(loansText).repay
  const params = { loanId: loan.id }
  const isDue = loan.figures.dueFen !== '0'
  return (
    <ConfirmMoney
      title={t.title(loan.number)}
      isOpen={props.isOpen}
      onClose={props.onClose}
      initial={
        {
          purpose: 'due',
          amountFen: isDue ? loan.figures.dueFen : loan.figures.nextDueFen,
          channel: 'transfer',
          effect: 'lower-instalment',
          valueOn: loan.asOf,
          note: '',
        } satisfies RepayValues
      }
      preview={loansApi.previewRepayment}
      previewInput={(body: RepayValues) => ({ params, body })}
      show={(preview, { valueOn }) => <RepayPreview preview={preview} times={{ valueOn, today: loan.asOf }} />}
      commit={loansApi.repay}
      commitInput={(body, { stateHash }) => ({ params, body: { ...body, stateHash } })}
      done={t.done}
    >
      <RepayFields loan={loan} />
    </ConfirmMoney>
  )
}
