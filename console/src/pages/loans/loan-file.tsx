import { loansApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/hooks.ts'
import { drawsText } from '../../i18n/draws.ts'
import { fundsText } from '../../i18n/funds.ts'
import { loansText } from '../../i18n/loans.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Dpd, Money, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Masked } from '../../ui/masked.tsx'
import { ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { FundUseTab } from '../funds/fund-use-tab.tsx'
import { MandateTab } from '../funds/mandate-tab.tsx'
import { AsOf } from './as-of.tsx'
import { DueNotice, usePendingDueCall } from './due-call.tsx'
import { Events } from './events.tsx'
import type { Loan } from './loan.ts'
import { LoanActions } from './loan-actions.tsx'
import { Figures } from './loan-figures.tsx'
import { LoanRisk } from './loan-risk.tsx'
import { Papers } from './papers.tsx'
import { usePendingRisk } from './pending-risk.tsx'
import { Postings } from './postings.tsx'
import { Schedule } from './schedule.tsx'
import { usePendingPayout } from './two-persons.tsx'
import './loans.css'

export function LoanFile() {
  const { loanId = '' } = useParams({ strict: false })
  const t = useText(loansText).tabs
  const provisions = useText(provisionsText)
  const funds = useText(fundsText)
  const read = useRead(loansApi.getLoan, { params: { loanId }, query: {} })
  const pending = [...usePendingPayout(loanId), ...usePendingRisk(loanId), ...usePendingDueCall(loanId)]
  if (read.isError && !read.data) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const loan = read.data
  return (
    <ObjectPage
      title={loan.number}
      status={
        <>
          <StatusTag set="loanStatus" value={loan.figures.status} />
          {loan.figures.dpd > 0 && <Dpd days={loan.figures.dpd} />}
        </>
      }
      facts={<LoanFacts loan={loan} />}
      pending={pending}
      notice={<DueNotice loanId={loanId} />}
      actions={<LoanActions loan={loan} />}
      figures={<Figures loan={loan} />}
      tabs={[
        { key: 'schedule', label: t.schedule, children: <Schedule loan={loan} /> },
        { key: 'events', label: t.events, count: loan.events.length, children: <Events loan={loan} /> },
        { key: 'postings', label: t.postings, children: <Postings loan={loan} /> },
        { key: 'as-of', label: t.asOf, children: <AsOf loan={loan} /> },
        { key: 'risk', label: provisions.risk.tab, children: <LoanRisk loan={loan} /> },
        { key: 'funds', label: funds.tab, children: <FundUseTab loanId={loanId} /> },
        { key: 'mandate', label: funds.mandate, children: <MandateTab loanId={loanId} /> },
        { key: 'papers', label: t.papers, children: <Papers loan={loan} /> },
      ]}
      journal={{ objectKind: 'loan', objectId: loanId }}
      json={loan}
    />
  )
}

function LoanFacts({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText)
  const draws = useText(drawsText)
  const say = useLocalized()
  return (
    <>
      <span>
        {t.customer}{' '}
        <To href={`/customers/${loan.customerId}`}>
          <Masked value={loan.customerName} />
        </To>
      </span>
      <span>{t.versionOf(say(loan.productName), loan.productVersion)}</span>
      <span>
        {t.terms(loan.termMonths)} · <Rate ppm={loan.annualRatePpm} yearly />
      </span>
      {loan.grade && <span>{t.grade(loan.grade)}</span>}
      {loan.draws && (
        <span data-part="drawn">
          {draws.drawn} <Money fen={loan.draws.drawnFen} />{' '}
          {draws.drawnOf(showMoney(BigInt(loan.draws.agreedFen)), loan.draws.lastOn)}
        </span>
      )}
      <IdChip id={loan.id} />
    </>
  )
}
