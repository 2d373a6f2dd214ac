import { type OutputOf, policiesApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRead, useWrite } from '../../api/hooks.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, None, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'
import { useWithdrawalAsked } from '../../ui/withdrawal-asked.tsx'
import { BacktestsTab } from './backtests-tab.tsx'
import { ChallengersTab } from './challengers-tab.tsx'
import { CompareTab } from './compare-tab.tsx'
import { DraftsTab, MovesTab, VersionsTab } from './file-tabs.tsx'
import { WatchTab } from './watch-tab.tsx'
import './policies.css'

export type PolicyData = OutputOf<typeof policiesApi.getPolicy>

/** A policy: which version decides, what came before it, what is being written and watched. */
export function PolicyFile() {
  const { code = '' } = useParams({ strict: false })
  const t = useText(policiesText)
  const say = useLocalized()
  const read = useRead(policiesApi.getPolicy, { params: { code } })
  const pending = useWithdrawalAsked({ kind: 'policy', code, withdrawal: read.data?.withdrawal })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const policy = read.data
  const current = policy.versions.find(({ isInForce }) => isInForce)
  return (
    <ObjectPage
      title={say(policy.title)}
      facts={
        <>
          <IdChip id={policy.code} />
          {current && <span>{t.version(current.version)}</span>}
          {current && (
            <span>
              {t.effectiveOn} <DayText day={current.effectiveOn} />
            </span>
          )}
        </>
      }
      actions={<NewDraft policy={policy} />}
      pending={pending}
      figures={
        <>
          <Figure label={t.inForce}>{current ? t.version(current.version) : <None />}</Figure>
          <Figure label={t.decisions}>
            <Count value={current?.decisions ?? 0} />
          </Figure>
          <Figure label={t.approvalRate}>
            <Rate ppm={current?.approvalRatePpm ?? null} />
          </Figure>
          <Figure label={t.alarms}>
            <Count value={policy.alarms.length} />
          </Figure>
        </>
      }
      tabs={[
        {
          key: 'versions',
          label: t.versions,
          count: policy.versions.length,
          children: <VersionsTab policy={policy} />,
        },
        { key: 'drafts', label: t.drafts, count: policy.drafts.length, children: <DraftsTab policy={policy} /> },
        { key: 'compare', label: t.compare, children: <CompareTab policy={policy} /> },
        { key: 'moves', label: t.moves, children: <MovesTab policy={policy} /> },
        { key: 'backtests', label: t.backtests, children: <BacktestsTab code={policy.code} /> },
        {
          key: 'challengers',
          label: t.challengers,
          count: policy.challenges.filter(({ endedAt }) => endedAt === null).length,
          children: <ChallengersTab policy={policy} />,
        },
        { key: 'watch', label: t.watch, count: policy.alarms.length, children: <WatchTab policy={policy} /> },
      ]}
      journal={{ objectKind: 'policy', objectId: policy.code }}
      json={policy}
    />
  )
}

function NewDraft({ policy }: { readonly policy: PolicyData }) {
  const t = useText(policiesText)
  const why = useWhyNot()
  const go = useGo()
  const { code } = policy
  const version = policy.inForce ?? policy.versions[0]!.version
  const base = useRead(policiesApi.getPolicyVersion, { params: { code, version } })
  const save = useWrite(policiesApi.savePolicyDraft)
  const begin = () => {
    if (!base.data) return
    const { definition, scenarios } = base.data
    const body = { baseVersion: version, definition, scenarios }
    save.mutate({ params: { code }, body }, { onSuccess: (draft) => go(`/policyDrafts/${draft.brief.id}`) })
  }
  return (
    <DisabledReason why={why('policies.edit')}>
      <Button type="primary" loading={save.isPending} disabled={!base.data} onClick={begin}>
        {t.newDraft}
      </Button>
    </DisabledReason>
  )
}
