import { applicationsApi, labelOf } from '@puhui/api'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { useSession } from '../../api/session.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { underwritingText } from '../../i18n/underwriting.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Instant, Money } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Application } from './application-file.tsx'

/** What is missing, and approvals that take two: proposed by one, confirmed by another. */
export function Opinions({ application }: { readonly application: Application }) {
  const t = useText(underwritingText)
  const say = useLocalized()
  const open = application.opinions.find(({ verdict }) => verdict === null)
  return (
    <>
      {application.missing.length > 0 && (
        <Block title={t.missing}>
          <p data-part="missing">{application.missing.map(({ label }) => say(label)).join(' · ')}</p>
        </Block>
      )}
      {application.opinions.length > 0 && (
        <Block title={t.twoPersons}>
          <PlainTable
            caption={t.twoPersons}
            table={{
              head: [t.amount, t.needs, t.proposedBy, t.at, t.reason, t.verdict],
              rows: application.opinions.map((one) => [
                <Money key="amount" fen={one.approvedFen} />,
                one.needs.map((need) => say(labelOf('opinionNeed', need))).join(' · '),
                one.proposedBy,
                <Instant key="at" at={one.proposedAt} />,
                one.reason,
                one.verdict === null ? (
                  <Tag key="verdict" tone="attention">
                    {t.waits}
                  </Tag>
                ) : (
                  `${t[one.verdict]} · ${one.decidedBy} ${one.comment ?? ''}`
                ),
              ]),
            }}
          />
          {open && <Confirm application={application} proposedById={open.proposedById} />}
        </Block>
      )}
    </>
  )
}

function Confirm({ application, proposedById }: { readonly application: Application; readonly proposedById: string }) {
  const t = useText(underwritingText)
  const why = useWhyNot()
  const me = useSession()?.id
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const decide = useWrite(applicationsApi.confirmReview)
  const whyNot = why('applications.confirm') ?? (proposedById === me ? t.own : undefined)
  const send = (verdict: 'confirmed' | 'rejected') =>
    decide.mutate(
      { params: { applicationId: application.id }, body: { verdict, note } },
      { onSuccess: () => void message.success(t[verdict]) },
    )
  return (
    <div className="confirm-review">
      <Input aria-label={t.note} placeholder={t.note} value={note} onChange={(event) => setNote(event.target.value)} />
      <DisabledReason why={whyNot}>
        <Button type="primary" loading={decide.isPending} onClick={() => send('confirmed')}>
          {t.confirm}
        </Button>
      </DisabledReason>
      <DisabledReason why={whyNot}>
        <Button onClick={() => send('rejected')}>{t.reject}</Button>
      </DisabledReason>
      <Problems error={decide.error} />
    </div>
  )
}
