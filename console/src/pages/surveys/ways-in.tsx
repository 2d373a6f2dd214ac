import { surveysApi } from '@puhui/api'
import { qrOf, qrPath } from '@puhui/design'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count } from '../../ui/figures.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import type { Survey } from './survey-file.tsx'

/** How people come to a survey: the link, its code, invitations; and what they are told. */
export function WaysIn({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const say = useLocalized()
  return (
    <div className="survey-stack">
      <div className="two">
        <Block title={t.link}>
          {survey.link ? <OpenLink path={survey.link} /> : <p className="soft">{t.linkNone}</p>}
        </Block>
        <Invitations survey={survey} />
      </div>
      <Block title={t.notice}>
        <p>{say(survey.notice)}</p>
      </Block>
    </div>
  )
}

function OpenLink({ path }: { readonly path: string }) {
  const t = useText(surveysText)
  const { message } = App.useApp()
  const address = `${window.location.origin}${path}`
  const made = qrOf(address)
  const code = made.ok ? qrPath(made.value) : undefined
  return (
    <>
      <p className="survey-link">
        <a href={path} target="_blank" rel="noreferrer">
          {address}
        </a>{' '}
        <Button
          size="small"
          onClick={() => void navigator.clipboard.writeText(address).then(() => message.success(t.copied))}
        >
          {t.copy}
        </Button>
      </p>
      {code && (
        <svg className="survey-qr" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={t.qr}>
          <path className="survey-qr-light" d={`M0 0h${code.size}v${code.size}h-${code.size}z`} />
          <path d={code.path} />
        </svg>
      )}
      <p className="soft">{t.qr}</p>
    </>
  )
}

function Invitations({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const why = useWhyNot()
  const [channel, setChannel] = useState<'sms' | 'email'>('sms')
  const invite = useWrite(surveysApi.inviteSegment)
  const { invitations } = survey
  const whyNot =
    why('surveys.edit') ??
    (survey.segmentId === null
      ? t.whyNoSegment
      : invitations.people > 0
        ? t.whyInvited
        : survey.isOpenNow
          ? undefined
          : t.whyNotOpen)
  return (
    <Block title={t.invite}>
      <p className="soft">{t.inviteAsk}</p>
      <Problems error={invite.error} />
      <div className="survey-row">
        <Select
          aria-label={t.channel}
          value={channel}
          onChange={setChannel}
          options={[
            { value: 'sms', label: t.sms },
            { value: 'email', label: t.email },
          ]}
        />
        <DisabledReason why={whyNot}>
          <Button
            type="primary"
            loading={invite.isPending}
            onClick={() => invite.mutate({ params: { surveyId: survey.id }, body: { channel } })}
          >
            {t.invite}
          </Button>
        </DisabledReason>
      </div>
      {invite.data && <JobProgress jobId={invite.data.jobId} />}
      {invitations.people > 0 && (
        <Facts
          facts={[
            [t.invited, <Count key="people" value={invitations.people} />],
            [t.sent, <Count key="sent" value={invitations.sent} />],
            [t.waiting, <Count key="waiting" value={invitations.waiting} />],
            [t.answered, <Count key="answered" value={invitations.answered} />],
          ]}
        />
      )}
      {invitations.refused.length > 0 && (
        <PlainTable
          caption={t.refused}
          table={{
            head: [t.refused, t.people],
            rows: invitations.refused.map(({ refusal, count }) => [
              <StatusTag key="why" set="contactRefusal" value={refusal} />,
              <Count key="count" value={count} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}
