import { campaignsApi, type OutputOf } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { App, Button, Progress } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DataTable } from '../../list/data-table.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage, type ObjectTab } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { usePlaceQuery } from '../../ui/place-filter.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { CampaignAudience } from './campaign-audience.tsx'
import { EditCampaign } from './campaign-editor.tsx'
import { CampaignResult } from './campaign-result.tsx'
import '../segments/segments.css'
import './campaigns.css'

type Campaign = OutputOf<typeof campaignsApi.getCampaign>

/** How often a campaign is read again while it goes out. */
const SENDING_MS = 2_000

/** One campaign: what is planned, whom it reaches, what it did. */
export function CampaignFile() {
  const { campaignId = '' } = useParams({ strict: false })
  const t = useText(campaignsText)
  const say = useLocalized()
  const place = usePlaceQuery()
  const input = { params: { campaignId }, query: place }
  const read = useRead(campaignsApi.getCampaign, input, {
    keepsPrevious: true,
    everyMs: (shown) => shown?.status === 'sending' && SENDING_MS,
  })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const campaign = read.data
  const isRunning = campaign.report !== null
  const awaits = campaign.status === 'submitted' && campaign.makerId
  return (
    <ObjectPage
      title={say(campaign.name)}
      status={<StatusTag set="campaignStatus" value={campaign.status} />}
      facts={
        <>
          <IdChip id={campaign.code} />
          {campaign.segmentId && campaign.segmentName && (
            <To href={`/segments/${campaign.segmentId}`}>{say(campaign.segmentName)}</To>
          )}
          {campaign.origin === 'imported' && <span>{t.imported}</span>}
          {campaign.progress && <Sending progress={campaign.progress} />}
        </>
      }
      actions={<Actions campaign={campaign} />}
      {...(awaits
        ? {
            pending: {
              makerId: awaits,
              makerName: campaign.submittedBy ?? '',
              checkers: t.checkers,
            },
          }
        : {})}
      {...(isRunning && campaign.origin === 'own' ? { figures: <Figures campaign={campaign} /> } : {})}
      tabs={tabsOf(campaign, t.tabs)}
      journal={{ objectKind: 'campaign', objectId: campaignId }}
      json={campaign}
    />
  )
}

/** How far it is; whoever opens the page later sees it as well. */
function Sending({ progress: { done, total, isPaused } }: { readonly progress: NonNullable<Campaign['progress']> }) {
  const t = useText(campaignsText)
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
  return (
    <span role="status" className="campaign-sending">
      <Progress percent={percent} size="small" status={isPaused ? 'normal' : 'active'} aria-label={t.sending} />
      <span className="soft">
        {t.sent(done.toLocaleString('en'), total.toLocaleString('en'))}
        {isPaused && ` · ${t.paused}`}
      </span>
    </span>
  )
}

function tabsOf(
  campaign: Campaign,
  names: Record<'plan' | 'audience' | 'result' | 'applications' | 'tasks' | 'sheet', string>,
) {
  const params = { campaignId: campaign.id }
  const { report } = campaign
  const plan: ObjectTab = { key: 'plan', label: names.plan, children: <Plan campaign={campaign} /> }
  const result: ObjectTab[] = report
    ? [{ key: 'result', label: names.result, children: <CampaignResult campaign={campaign} report={report} /> }]
    : []
  if (campaign.origin === 'imported') return result
  const audience = { key: 'audience', label: names.audience, children: <CampaignAudience campaign={campaign} /> }
  const after: ObjectTab[] = report
    ? [
        {
          key: 'applications',
          label: names.applications,
          children: (
            <DataTable
              operation={campaignsApi.campaignApplications}
              params={params}
              hrefOf={(row) => `/applications/${row.applicationId}`}
            />
          ),
        },
      ]
    : []
  const tasks: ObjectTab[] =
    report && campaign.channel === 'branch'
      ? [
          {
            key: 'tasks',
            label: names.tasks,
            children: (
              <>
                <p className="no-print">
                  <To href={`/campaigns/${campaign.id}/tasks`}>{names.sheet}</To>
                </p>
                <DataTable
                  operation={campaignsApi.campaignTasks}
                  params={params}
                  hrefOf={(row) => `/customers/${row.customerId}`}
                />
              </>
            ),
          },
        ]
      : []
  return [...result, plan, audience, ...after, ...tasks]
}

function Figures({ campaign }: { readonly campaign: Campaign }) {
  const t = useText(campaignsText)
  const report = campaign.report!
  const count = (id: string) => report.funnel.find((step) => step.id === id)?.count ?? 0
  return (
    <>
      <Figure label={t.reached}>
        <Count value={count('reached')} />
      </Figure>
      <Figure label={t.applied}>
        <Count value={count('applied')} />
      </Figure>
      <Figure label={t.approved}>
        <Count value={count('approved')} />
      </Figure>
      <Figure label={t.spent}>
        <Money fen={report.spentFen} />
      </Figure>
      <Figure label={t.perApproved}>
        <Money fen={report.costPerApprovedFen} />
      </Figure>
    </>
  )
}

function Plan({ campaign }: { readonly campaign: Campaign }) {
  const t = useText(campaignsText)
  const say = useLocalized()
  const [isEditing, setEditing] = useState(false)
  const why = useWhyNot()
  const isDraft = campaign.status === 'draft' || campaign.status === 'rejected'
  if (isEditing)
    return (
      <Block>
        <EditCampaign campaign={campaign} onDone={() => setEditing(false)} />
      </Block>
    )
  return (
    <Block
      actions={
        isDraft && (
          <DisabledReason why={why('campaigns.edit')}>
            <Button onClick={() => setEditing(true)}>{t.edit}</Button>
          </DisabledReason>
        )
      }
    >
      <Facts
        facts={[
          [t.kind, <StatusTag key="kind" set="contactKind" value={campaign.kind} />],
          [t.channel, <StatusTag key="channel" set="contactChannel" value={campaign.channel} />],
          [t.product, campaign.productName ? say(campaign.productName) : (campaign.productCode ?? t.noProduct)],
          [t.offered, <Money key="offered" fen={campaign.offeredFen} />],
          [t.budget, <Money key="budget" fen={campaign.budgetFen} />],
          [t.unitCost, <Money key="unit" fen={campaign.unitCostFen} />],
          [t.holdout, <Rate key="holdout" ppm={campaign.holdoutPpm} decimals={1} />],
          [t.goal, <Goal key="goal" campaign={campaign} />],
          [t.window, campaign.windowDays],
        ]}
      />
      {campaign.subject && (
        <p>
          <strong>{campaign.subject.zh}</strong> · <span lang="en">{campaign.subject.en}</span>
        </p>
      )}
      <blockquote className="campaign-words" lang="zh-CN">
        {campaign.body.zh}
      </blockquote>
      <blockquote className="campaign-words" lang="en">
        {campaign.body.en}
      </blockquote>
      {campaign.note && <p className="soft">{campaign.note}</p>}
    </Block>
  )
}

function Goal({ campaign: { goal } }: { readonly campaign: Campaign }) {
  if (!goal) return '—'
  return (
    <>
      <StatusTag set="campaignMeasure" value={goal.measure} /> <Count value={goal.count} />
    </>
  )
}

function Actions({ campaign }: { readonly campaign: Campaign }) {
  const t = useText(campaignsText)
  const say = useLocalized()
  const why = useWhyNot()
  const { message, modal } = App.useApp()
  const submit = useWrite(campaignsApi.submitCampaign)
  const start = useWrite(campaignsApi.startCampaign)
  const params = { campaignId: campaign.id }
  if (campaign.status === 'submitted' && campaign.makerId)
    return (
      <Decision
        operation={campaignsApi.decideCampaign}
        input={(body) => ({ params, body })}
        makerId={campaign.makerId}
        about={t.decide(say(campaign.name))}
      />
    )
  const ask = () =>
    modal.confirm({
      title: t.start,
      content: t.startAsk,
      okText: t.confirm,
      cancelText: t.cancel,
      onOk: () => start.mutateAsync({ params }),
    })
  return (
    <>
      <Problems error={submit.error ?? start.error} />
      {(campaign.status === 'draft' || campaign.status === 'rejected') && (
        <DisabledReason why={why('campaigns.edit')}>
          <Button
            type="primary"
            loading={submit.isPending}
            onClick={() =>
              submit.mutate(
                { params, body: { version: campaign.version } },
                { onSuccess: () => message.success(t.submitted) },
              )
            }
          >
            {t.submit}
          </Button>
        </DisabledReason>
      )}
      {campaign.status === 'approved' && (
        <DisabledReason why={why('campaigns.edit')}>
          <Button type="primary" loading={start.isPending} onClick={ask}>
            {t.start}
          </Button>
        </DisabledReason>
      )}
    </>
  )
}
