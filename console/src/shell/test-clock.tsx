import { systemApi } from '@puhui/api'
import { addMonths, type Day } from '@puhui/calendar'
import { App, Button, Popover, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { refresh, useRead, useWrite } from '../api/hooks.ts'
import { useCan, useStatus } from '../api/session.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { DisabledReason } from '../ui/disabled-reason.tsx'
import { Icon } from '../ui/icon.tsx'
import { Problems } from '../ui/problems.tsx'
import { To } from '../ui/to.tsx'

const KEPT = 'puhui.clock-job'

/** The lender's business day and, where there is a test clock, the buttons that move it and run day-end. */
export function TestClock() {
  const t = useText(shellText).clock
  const mark = useText(shellText).demo.mark
  const status = useStatus()
  const [jobId, setJobId] = useState(() => sessionStorage.getItem(KEPT))
  const run = useDayEndRun(jobId, () => keep(null))
  function keep(id: string | null) {
    if (id) sessionStorage.setItem(KEPT, id)
    else sessionStorage.removeItem(KEPT)
    setJobId(id)
  }
  if (!status?.businessOn) return null
  const day = status.businessOn as Day
  const face = (
    <button type="button" className="clock" data-part="clock">
      <Icon name="clock" />
      <span className="clock-label">{t.label}</span>
      <time dateTime={day}>{day}</time>
      {status.hasTestClock && <span className="demo-mark">{mark}</span>}
      {run && <span className="clock-run" style={{ inlineSize: `${run.percent}%` }} aria-hidden="true" />}
    </button>
  )
  const body = status.hasTestClock ? (
    <Advance day={day} run={run} onStart={keep} />
  ) : (
    <p className="clock-about">{t.production}</p>
  )
  return (
    <Popover content={body} trigger="click" placement="bottom" title={status.hasTestClock ? t.demo : t.label}>
      {face}
    </Popover>
  )
}

interface Run {
  readonly done: number
  readonly total: number
  readonly percent: number
  readonly note: string | undefined
}

function Advance(props: {
  readonly day: Day
  readonly run: Run | undefined
  readonly onStart: (jobId: string) => void
}) {
  const t = useText(shellText).clock
  const isAllowed = useCan()('clock.advance')
  const advance = useWrite(systemApi.advanceClock, { refreshes: [] })
  const why = isAllowed ? undefined : t.forbidden
  const isBusy = advance.isPending || props.run !== undefined
  const start = (body: { days: number } | { until: string }) =>
    advance.mutate({ body }, { onSuccess: ({ jobId }) => props.onStart(jobId) })
  return (
    <div className="clock-body">
      <p className="clock-about">{t.about}</p>
      <Problems error={advance.error} />
      <div className="clock-buttons">
        <DisabledReason why={why}>
          <Button type="primary" loading={isBusy} onClick={() => start({ days: 1 })}>
            {t.day}
          </Button>
        </DisabledReason>
        <DisabledReason why={why}>
          <Button disabled={isBusy} onClick={() => start({ until: addMonths(props.day, 1) })}>
            {t.month}
          </Button>
        </DisabledReason>
      </div>
      {props.run && (
        <div role="status">
          <Progress
            percent={props.run.percent}
            showInfo={false}
            aria-label={t.running(props.run.done, props.run.total)}
          />
          <span className="soft">{props.run.note ?? t.running(props.run.done, props.run.total)}</span>
        </div>
      )}
    </div>
  )
}

function useDayEndRun(jobId: string | null, onEnd: () => void): Run | undefined {
  const t = useText(shellText).clock
  const say = useLocalized()
  const { message } = App.useApp()
  const job = useRead(
    systemApi.getJob,
    { params: { jobId: jobId ?? 'none' } },
    { isEnabled: jobId !== null, everyMs: jobId ? 700 : false },
  )
  const state = jobId ? (job.isError ? 'failed' : job.data?.status) : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: acts once per change of the job's state.
  useEffect(() => {
    if (state !== 'completed' && state !== 'failed' && state !== 'cancelled') return
    onEnd()
    void refresh()
    if (state === 'completed') message.success(t.arrived(String(job.data?.result?.businessOn ?? '')).trim())
    else message.error(<To href={`/day-end`}>{t.failed}</To>)
  }, [state, jobId])
  if (!jobId) return undefined
  const done = job.data?.done ?? 0
  const total = job.data?.total ?? 1
  const percent = Math.round((done / Math.max(total, 1)) * 100)
  return { done, total, percent, note: job.data?.note ? say(job.data.note) : undefined }
}
