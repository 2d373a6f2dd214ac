import { applicationsApi } from '@puhui/api'
import { showCount } from '@puhui/design'
import { Button } from 'antd'
import { refresh, useWrite } from '../../api/hooks.ts'
import { importsText } from '../../i18n/imports.ts'
import { useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import type { ImportRun } from './import-file.tsx'

/** Imports for good: all, or the good rows while the others are corrected. */
export function Commit({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText)
  const write = useWrite(applicationsApi.commitImport, { refreshes: ['imports.get'] })
  const commit = (take: 'all' | 'goodRows') => write.mutate({ params: { importId: run.id }, body: { take } })
  const jobId = run.status === 'importing' ? (write.data?.jobId ?? run.jobId) : null
  const [good, bad] = [run.good ?? 0, run.bad ?? 0]
  if (jobId) {
    return (
      <Block title={t.importing}>
        <JobProgress key={jobId} jobId={jobId} onEnd={() => void refresh()} />
      </Block>
    )
  }
  return (
    <Block title={t.commit}>
      <Problems error={write.error} />
      <div className="form-buttons">
        {bad > 0 && (
          <DisabledReason why={good === 0 ? t.noGood : undefined}>
            <Button type="primary" loading={write.isPending} onClick={() => commit('goodRows')}>
              {t.commitGood(showCount(good))}
            </Button>
          </DisabledReason>
        )}
        <DisabledReason why={bad > 0 ? t.hasBad : undefined}>
          <Button type={bad > 0 ? 'default' : 'primary'} loading={write.isPending} onClick={() => commit('all')}>
            {t.commitAll}
          </Button>
        </DisabledReason>
      </div>
    </Block>
  )
}
