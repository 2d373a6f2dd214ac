import { agreementsApi, type OutputOf } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { agreementText } from '../../i18n/agreement.ts'
import { useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { DayText, Instant } from '../../ui/figures.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { PaperButton } from '../../ui/paper-button.tsx'
import { Failed } from '../../ui/states.tsx'
import { Simulated, StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { AttachCopy, Copies, TakeBack } from './agreement-copies.tsx'
import { Changes, PlansSideBySide } from './agreement-plans.tsx'
import './hardship.css'

export type Agreement = OutputOf<typeof agreementsApi.loanAgreements>['agreements'][number]

/** The supplementary agreements of a loan, or of one request: how far each is, and what can be done with it. */
export function Agreements({ loanId, requestId }: { readonly loanId: string; readonly requestId?: string }) {
  const t = useText(agreementText)
  const read = useRead(agreementsApi.loanAgreements, { params: { loanId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const shown = read.data.agreements.filter((one) => requestId === undefined || one.requestId === requestId)
  if (shown.length === 0 && requestId !== undefined) return null
  return (
    <>
      {shown.length === 0 && (
        <Block title={t.title}>
          <p className="soft">{t.none}</p>
        </Block>
      )}
      {shown.map((agreement) => (
        <AgreementBlock key={agreement.id} agreement={agreement} isOnRequest={requestId !== undefined} />
      ))}
    </>
  )
}

function AgreementBlock({ agreement, isOnRequest }: { readonly agreement: Agreement; readonly isOnRequest: boolean }) {
  const t = useText(agreementText)
  const { status, isOutdated, copies } = agreement
  const pending = copies.find(({ isPending }) => isPending)
  return (
    <Block
      title={
        <>
          {t.title} {agreement.number} <StatusTag set="agreementStatus" value={status} />
        </>
      }
      actions={<Actions agreement={agreement} />}
    >
      <div className="stack" data-part="agreement">
        {status === 'waiting' && <p className="soft">{isOutdated ? t.outdated : t.waits}</p>}
        <AgreementFacts agreement={agreement} isOnRequest={isOnRequest} />
        <Changes agreement={agreement} />
        <PlansSideBySide agreement={agreement} />
        <Copies agreement={agreement} />
        {pending && status === 'waiting' && (
          <div className="decision-actions">
            <Decision
              operation={agreementsApi.decideCopy}
              input={(body) => ({ params: { agreementId: agreement.id }, body })}
              makerId={pending.uploaderId}
              about={t.decideAbout}
            />
          </div>
        )}
      </div>
    </Block>
  )
}

function Actions({ agreement }: { readonly agreement: Agreement }) {
  const t = useText(agreementText)
  const whyNot = useWhyNot()
  const [open, setOpen] = useState<'attach' | 'back'>()
  const { status, isOutdated, copies } = agreement
  const over = status === 'waiting' ? undefined : t.over
  const copyWaits = copies.some(({ isPending }) => isPending) ? t.copyWaits : undefined
  return (
    <span className="decision-actions">
      <PaperButton
        label={t.pdf}
        operation={agreementsApi.agreementPdf}
        input={{ params: { agreementId: agreement.id } }}
        why={whyNot('contracts.read')}
      />
      {!over && (
        <>
          <DisabledReason why={whyNot('hardship.propose') ?? (isOutdated ? t.outdated : copyWaits)}>
            <Button onClick={() => setOpen('attach')}>{t.attach}</Button>
          </DisabledReason>
          <DisabledReason why={whyNot('hardship.propose')}>
            <Button onClick={() => setOpen('back')}>{t.takeBack}</Button>
          </DisabledReason>
        </>
      )}
      {open === 'attach' && <AttachCopy agreement={agreement} onClose={() => setOpen(undefined)} />}
      {open === 'back' && <TakeBack agreementId={agreement.id} onClose={() => setOpen(undefined)} />}
    </span>
  )
}

function AgreementFacts({ agreement, isOnRequest }: { readonly agreement: Agreement; readonly isOnRequest: boolean }) {
  const t = useText(agreementText)
  const { signedHow, signedAt, isSimulated, endedAt, endReason } = agreement
  return (
    <Facts
      facts={[
        [t.preparedOn, <DayText key="prepared" day={agreement.preparedOn} />],
        [t.signBy, <DayText key="by" day={agreement.signBy} />],
        [t.valueOn, <DayText key="value" day={agreement.valueOn} />],
        ...(signedHow
          ? [
              [t.signedAt, <Instant key="signed" at={signedAt ?? ''} />] as const,
              [
                t.signedHow,
                <span key="how">
                  {t.hows[signedHow]} {isSimulated && <Simulated label={t.simulated} />}
                </span>,
              ] as const,
            ]
          : endedAt
            ? [[t.endedAt, <Instant key="ended" at={endedAt} />] as const]
            : []),
        ...(endReason ? [[t.endReason, endReason] as const] : []),
        ...(isOnRequest
          ? []
          : [
              [
                t.request,
                <To key="request" href={`/hardship/${agreement.requestId}`}>
                  {t.open}
                </To>,
              ] as const,
            ]),
      ]}
    />
  )
}
