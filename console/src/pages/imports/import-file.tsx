import { applicationsApi, type OutputOf } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Steps } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { importsText } from '../../i18n/imports.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Instant } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { CheckResult } from './check-result.tsx'
import { Commit } from './commit.tsx'
import { Mapping } from './mapping.tsx'
import { Next } from './next.tsx'
import './imports.css'

export type ImportRun = OutputOf<typeof applicationsApi.getImport>

const PLACES = { uploaded: 0, failed: 0, checking: 1, checked: 1, importing: 2, imported: 3 } as const

/** One file on its way in: what it holds, how it is mapped, what is wrong with it, and its import. */
export function ImportFile() {
  const { importId = '' } = useParams({ strict: false })
  const t = useText(importsText)
  const read = useRead(applicationsApi.getImport, { params: { importId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const run = read.data
  const isChecked = run.status === 'checked' || run.status === 'importing' || run.status === 'imported'
  return (
    <Page
      title={run.fileName}
      aside={<StatusTag set="importStatus" value={run.status} />}
      about={
        <>
          <IdChip id={run.id} />
          <Instant at={run.createdAt} />
        </>
      }
    >
      <Steps
        size="small"
        current={PLACES[run.status] + (run.status === 'checked' ? 1 : 0)}
        items={Object.values(t.steps).map((title) => ({ title }))}
      />
      {run.rows !== null && (
        <div className="figure-row">
          <Figure label={t.rows}>
            <Count value={run.rows} />
          </Figure>
          <Figure label={t.good}>
            <Count value={run.good} />
          </Figure>
          <Figure label={t.bad}>
            <Count value={run.bad} />
          </Figure>
        </div>
      )}
      {run.status === 'imported' && <Next run={run} />}
      {isChecked && run.status !== 'imported' && <Commit run={run} />}
      {isChecked && <CheckResult run={run} />}
      {run.status !== 'imported' && run.status !== 'importing' && <Mapping key={run.id} run={run} />}
      <Preview run={run} />
    </Page>
  )
}

function Preview({ run }: { readonly run: ImportRun }) {
  const t = useText(importsText)
  return (
    <Block title={t.file} isFlush>
      <p className="soft block-note">{t.fileAbout}</p>
      <PlainTable caption={t.file} table={{ head: run.header, rows: run.sample }} />
    </Block>
  )
}
