import { labelOf, loansApi, urlOf } from '@puhui/api'
import { Button } from 'antd'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { To } from '../../ui/to.tsx'
import type { Loan } from './loan.ts'

/** What was agreed, and the papers of it. */
export function Papers({ loan }: { readonly loan: Loan }) {
  return (
    <div className="stack">
      <Documents loan={loan} />
      <Terms loan={loan} />
    </div>
  )
}

function Documents({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).papers
  const whyNot = useWhyNot()('contracts.read')
  const params = { contractId: loan.contractId }
  return (
    <div className="two">
      <Block title={t.contract}>
        <div className="paper">
          <To href={`/contracts/${loan.contractId}`}>{t.open}</To>
          <DisabledReason why={whyNot}>
            <Button href={urlOf(loansApi.contractPdf, { params })} target="_blank">
              {t.contractPdf}
            </Button>
          </DisabledReason>
        </div>
      </Block>
      <Block title={t.certificate}>
        <div className="paper">
          <span className="soft">{loan.settledOn ? <DayText day={loan.settledOn} long /> : t.notSettled}</span>
          <DisabledReason why={loan.hasSettlementCertificate ? undefined : t.notSettled}>
            <Button href={urlOf(loansApi.settlementCertificate, { params: { loanId: loan.id } })} target="_blank">
              {t.certificatePdf}
            </Button>
          </DisabledReason>
        </div>
      </Block>
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
