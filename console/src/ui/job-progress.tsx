import { systemApi } from '@puhui/api'
import { Progress } from 'antd'
import { useEffect } from 'react'
import { useRead } from '../api/hooks.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'

interface JobProgressProps {
  readonly jobId: string
  /** Told once, when the job has ended. */
  readonly onEnd?: (status: 'completed' | 'failed' | 'cancelled') => void
}

const EVERY_MS = 800
const ENDED = ['completed', 'failed', 'cancelled'] as const

/** How far a job is; asks the server until it has ended. The bar never goes backwards. */
export function JobProgress({ jobId, onEnd }: JobProgressProps) {
  const t = useText(uiText).job
  const say = useLocalized()
  const job = useRead(systemApi.getJob, { params: { jobId } }, { everyMs: EVERY_MS })
  const status = job.data?.status
  const ended = ENDED.find((end) => end === status)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once per job.
  useEffect(() => {
    if (ended) onEnd?.(ended)
  }, [ended, jobId])
  const { done = 0, total = null, note = null, error = null } = job.data ?? {}
  const percent = ended === 'completed' ? 100 : total ? Math.floor((done / total) * 100) : 0
  return (
    <div className="job" role="status" data-part="job">
      <Progress
        percent={percent}
        status={ended === 'failed' ? 'exception' : ended === 'completed' ? 'success' : 'active'}
        aria-label={t.label}
        size="small"
      />
      <span className="soft">
        {ended ? t[ended] : note ? say(note) : total ? t.running(done, total) : ''}
        {error ? ` ${error}` : ''}
      </span>
    </div>
  )
}
