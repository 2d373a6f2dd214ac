import { labelOf, loansApi } from '@puhui/api'
import { useState } from 'react'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { PaperButton } from '../../ui/paper-button.tsx'
import { To } from '../../ui/to.tsx'
import { Agreements } from '../hardship/agreements.tsx'
import type { Loan } from './loan.ts'

/** What was agreed, and the papers of it. */
export function Papers({ loan }: { readonly loan: Loan }) {
  return (
    <div className="stack">
      <Documents loan={loan} />
      <Agreements loanId={loan.id} />
      <Terms loan={loan} />
    </div>
  )
}

function Documents({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).papers
  const whyNot = useWhyNot()('contracts.read')
  const params = { contractId: loan.contractId }
  const of = { params: { loanId: loan.id } }
  return (
    <div className="two">
      <Block title={t.contract}>
        <div className="paper">
          <To href={`/contracts/${loan.contractId}`}>{t.open}</To>
          <PaperButton label={t.contractPdf} operation={loansApi.contractPdf} input={{ params }} why={whyNot} />
        </div>
      </Block>
      <Block title={t.certificate}>
        <div className="paper">
          <span className="soft">{loan.settledOn ? <DayText day={loan.settledOn} long /> : t.notSettled}</span>
          <PaperButton
            label={t.certificatePdf}
            operation={loansApi.settlementCertificate}
            input={of}
            why={loan.hasSettlementCertificate ? undefined : t.notSettled}
          />
        </div>
      </Block>
      <Block title={t.schedule}>
        <div className="paper">
          <span className="soft">{t.scheduleAbout}</span>
          <PaperButton
            label={t.schedulePdf}
            operation={loansApi.schedulePdf}
            input={{ ...of, query: {} }}
            why={loan.disbursedOn ? undefined : t.notDisbursed}
          />
        </div>
      </Block>
      <Block title={t.statement}>
        <Statement loan={loan} />
      </Block>
    </div>
  )
}

/** A statement is for a period of booking days; at first for the whole life of the loan. */
function Statement({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).papers
  const [from, setFrom] = useState<string | undefined>(loan.disbursedOn ?? undefined)
  const [to, setTo] = useState<string | undefined>(loan.knownOn)
  const query = { ...(from && { from }), ...(to && { to }) }
  return (
    <div className="paper">
      <span className="paper-period">
        <DayInput aria-label={t.statementFrom} value={from} onChange={setFrom} max={loan.knownOn} />
        <span className="soft">{t.statementTo}</span>
        <DayInput aria-label={t.statementTo} value={to} onChange={setTo} max={loan.knownOn} />
      </span>
      <PaperButton
        label={t.statementPdf}
        operation={loansApi.statementPdf}
        input={{ params: { loanId: loan.id }, query }}
        why={loan.disbursedOn ? undefined : t.notDisbursed}
      />
    </div>
  )
}

function Terms({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText)
  const say = useLocalized()
  return (
    <Block title={t.papers.terms}>
      <Facts
        facts={[
          [t.papers.principal, <Money key="principal" fen={loan.principalFen} />],
          [t.papers.method, say(labelOf('method', loan.method))],
          [t.papers.term, <Count key="term" value={loan.termMonths} />],
          [t.papers.rate, <Rate key="rate" ppm={loan.annualRatePpm} />],
          [t.papers.penaltyRate, <Rate key="penalty" ppm={loan.penaltyRatePpm} />],
          [t.papers.cost, <Rate key="cost" ppm={loan.annualCostSimplePpm} />],
          [t.papers.version, t.versionOf(loan.productCode, loan.productVersion)],
          [t.papers.disbursed, <DayText key="disbursed" day={loan.disbursedOn} />],
          [t.papers.matures, <DayText key="matures" day={loan.maturesOn} />],
          [t.papers.settled, <DayText key="settled" day={loan.settledOn} />],
          [
            t.papers.card,
            <span key="card" className="figures">
              {loan.bankCard ?? <None />}
            </span>,
          ],
          [
            t.papers.application,
            <To key="application" href={`/applications/${loan.applicationId}`}>
              {t.papers.open}
            </To>,
          ],
        ]}
      />
    </Block>
  )
}
