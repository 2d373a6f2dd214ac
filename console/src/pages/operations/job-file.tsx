import { systemApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRead, useWrite } from '../../api/hooks.ts'
import { operationsText } from '../../i18n/operations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Instant } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { JobResult } from './job-result.tsx'

export function JobFile() {
  const { jobId = '' } = useParams({ strict: false })
  const t = useText(operationsText)
  const say = useLocalized()
  const why = useWhyNot()
  const job = useRead(systemApi.getJob, { params: { jobId } }, { everyMs: 1_000 })
  const cancel = useWrite(systemApi.cancelJob)
  const retry = useWrite(systemApi.retryJob)
  if (job.isError) return <Failed error={job.error} onRetry={() => void job.refetch()} />
  if (!job.data) return <PageSkeleton />
  const { status, title, done, total, error, result } = job.data
  const isOpen = status === 'queued' || status === 'running'
  return (
    <ObjectPage
      title={say(title)}
      status={<StatusTag set="jobStatus" value={status} />}
      facts={
        <>
          <IdChip id={jobId} />
          <Instant at={job.data.createdAt} seconds />
        </>
      }
      actions={
        <>
          {isOpen && (
            <DisabledReason why={why('jobs.manage')}>
              <Button onClick={() => cancel.mutate({ params: { jobId } })}>{t.cancel}</Button>
            </DisabledReason>
          )}
          {status === 'failed' && (
            <DisabledReason why={why('jobs.manage')}>
              <Button onClick={() => retry.mutate({ params: { jobId } })}>{t.retry}</Button>
            </DisabledReason>
          )}
        </>
      }
      figures={
        <Figure label={t.progress}>
          <Count value={done} /> / <Count value={total} />
        </Figure>
      }
      tabs={[
        {
          key: 'progress',
          label: t.progress,
          children: (
            <Block>
              <Problems error={cancel.error ?? retry.error} />
              <JobProgress jobId={jobId} />
              {error && <p className="soft">{`${t.error}: ${error}`}</p>}
              {result && <JobResult result={result as Record<string, unknown>} />}
            </Block>
          ),
        },
      ]}
      json={job.data}
    />
  )
}
