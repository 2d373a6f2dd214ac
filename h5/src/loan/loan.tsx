import { borrowerApi, labelOf, type OutputOf } from '@puhui/api'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { call } from '../api/call.ts'
import { useAppearance } from '../app/appearance.ts'
import { helpText } from '../i18n/help.ts'
import { loanText } from '../i18n/loan.ts'
import { useText } from '../i18n/text.ts'
import { shortCard } from '../ui/card-number.ts'
import { NextButton } from '../ui/field.tsx'
import { Money, Rate, Status } from '../ui/figures.tsx'
import { PaperLink } from '../ui/paper-link.tsx'
import { Screen } from '../ui/screen.tsx'
import { Loaded } from '../ui/states.tsx'
import { AgreementNotice } from './agreement.tsx'
import { DrawCard } from './draw.tsx'
import { DueCallCard } from './due-call.tsx'
import { LoanHistory } from './history.tsx'
import { MandateCard } from './mandate.tsx'
import { MoneyHeldCard } from './money-held.tsx'
import { PendingPayout } from './pending-payout.tsx'
import { RateChanges } from './rate-changes.tsx'
import { RepaymentDayCard } from './repayment-day.tsx'
import { LoanSchedule } from './schedule.tsx'

export type BorrowerLoan = OutputOf<typeof borrowerApi.borrowerLoan>

export function useLoan(loanId: string) {
  return useQuery({
    queryKey: ['loan', loanId],
    queryFn: () => call(borrowerApi.borrowerLoan, { params: { loanId } }),
    // The answer to a payment that waits is seen without loading the page again.
    refetchInterval: ({ state }) => (state.data?.pendingPayout ? 10_000 : false),
  })
}

export function LoanPage() {
  const text = useText(loanText)
  const help = useText(helpText)
  const { loanId } = useParams({ from: '/loans/$loanId' })
  const navigate = useNavigate()
  const loan = useLoan(loanId)
  const canRepay = loan.data?.figures.status === 'active' || loan.data?.figures.status === 'overdue'
  const repay = canRepay ? (
    <NextButton
      label={text.repay}
      busyLabel=""
      onClick={() => navigate({ to: '/loans/$loanId/repay', params: { loanId } })}
    />
  ) : undefined
  return (
    <Screen title={text.title} back="/loans" dock={repay}>
      <Loaded query={loan}>
        {(known) => (
          <>
            <Standing loan={known} />
            <DueCallCard dueCall={known.dueCall} />
            <PendingPayout loan={known} />
            <MoneyHeldCard loan={known} />
            <AgreementNotice loanId={loanId} />
            <RateChanges changes={known.rateChanges} />
            {known.draws && canRepay && <DrawCard loan={known} draws={known.draws} />}
            <Papers loan={known} />
            <LoanSchedule schedule={known.schedule} />
            {canRepay && (
              <Link className="button plain wide" to="/loans/$loanId/help" params={{ loanId }}>
                {help.ask}
              </Link>
            )}
            {canRepay && <RepaymentDayCard loan={known} />}
            {canRepay && <MandateCard loanId={loanId} nextDueFen={known.figures.nextDueFen} />}
            <LoanHistory events={known.events} />
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Standing({ loan }: { readonly loan: BorrowerLoan }) {
  const text = useText(loanText)
  const { locale } = useAppearance()
  const { figures } = loan
  return (
    <section className="card">
      <div className="row">
        <span className="small soft">
          {loan.number} · {loan.productName[locale]}
        </span>
        <Status set="loanStatus" value={figures.status} />
      </div>
      <p className="soft small">
        {text.outstanding} · {text.asOf(loan.businessOn)}
      </p>
      <p className="figure">
        <Money fen={figures.outstandingFen} />
      </p>
      {figures.dpd > 0 && (
        <p className="notice bad">
          {text.late(figures.dpd)} <Money fen={figures.overdueFen} />
        </p>
      )}
      <dl className="facts">
        {figures.nextDueOn && (
          <>
            <dt>{text.next}</dt>
            <dd className="strong">
              {figures.nextDueOn} <Money fen={figures.nextDueFen} />
            </dd>
          </>
        )}
        <dt>{text.rate}</dt>
        <dd>
          <Rate ppm={loan.annualRatePpm} />
        </dd>
        <dt>{text.cost}</dt>
        <dd>
          <Rate ppm={loan.annualCostSimplePpm} />
        </dd>
        <dt>{text.method}</dt>
        <dd>{labelOf('method', loan.method)[locale]}</dd>
        <dt>{text.disbursed}</dt>
        <dd>{loan.disbursedOn}</dd>
        <dt>{text.matures}</dt>
        <dd>{loan.maturesOn}</dd>
        <dt>{text.card}</dt>
        <dd className="whole">{shortCard(loan.bankCard)}</dd>
      </dl>
    </section>
  )
}

function Papers({ loan }: { readonly loan: BorrowerLoan }) {
  const text = useText(loanText)
  const { contractId, id: loanId } = loan
  const of = { params: { loanId } }
  return (
    <>
      <div className="paper-links">
        <PaperLink
          label={text.contract}
          operation={borrowerApi.borrowerContractPdf}
          input={{ params: { contractId } }}
        />
        <PaperLink label={text.schedulePdf} operation={borrowerApi.borrowerSchedulePdf} input={of} />
        <PaperLink
          label={text.statementPdf}
          operation={borrowerApi.borrowerStatementPdf}
          input={{ ...of, query: {} }}
        />
        {loan.figures.status === 'settled' && (
          <PaperLink label={text.certificate} operation={borrowerApi.borrowerCertificate} input={of} />
        )}
      </div>
      <p className="soft">{text.contractNote}</p>
    </>
  )
}
