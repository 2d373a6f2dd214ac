import { applicationsApi, type BodyOf } from '@puhui/api'
import { Button, Checkbox, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { refresh, useWrite } from '../../api/hooks.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { batchText } from '../../i18n/batch.ts'
import { useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Problems } from '../../ui/problems.tsx'
import { BatchReport } from './batch-report.tsx'
import './applications.css'

export type BatchKind = 'decide' | 'originate'

type Sources = NonNullable<BodyOf<typeof applicationsApi.decideBatch>['sources']>

/** Decides or originates all that wait, with its progress; closing it stops nothing. */
export function BatchDialog({ kind, onClose }: { readonly kind: BatchKind; readonly onClose: () => void }) {
  const t = useText(applicationsText)
  return (
    <Modal
      open
      title={kind === 'decide' ? t.decideAll : t.originateAll}
      onCancel={onClose}
      footer={null}
      width={640}
      destroyOnHidden
    >
      <Batch kind={kind} about={kind === 'decide' ? t.decideAbout : t.originateAbout} />
    </Modal>
  )
}

interface BatchProps {
  readonly kind: BatchKind
  readonly importId?: string
  readonly about?: string
}

/** The buttons, the progress and the report of one batch; of one import when `importId` is given. */
export function Batch({ kind, importId, about }: BatchProps) {
  return (
    <div className="batch">
      {about && <p className="soft">{about}</p>}
      {kind === 'decide' ? <Decide importId={importId} /> : <Originate importId={importId} />}
    </div>
  )
}

interface OfImport {
  readonly importId: string | undefined
}

function Originate({ importId }: OfImport) {
  const t = useText(applicationsText)
  const write = useWrite(applicationsApi.originateBatch, { refreshes: ['jobs.list'] })
  if (write.data) return <Run jobId={write.data.jobId} />
  return (
    <>
      <Problems error={write.error} />
      <div className="form-buttons">
        <Button
          type="primary"
          loading={write.isPending}
          onClick={() => write.mutate({ body: importId ? { importId } : {} })}
        >
          {t.begin}
        </Button>
      </div>
    </>
  )
}

/** Decides for good, or says first what it would; after a dry run the buttons are there again. */
function Decide({ importId }: OfImport) {
  const t = useText(applicationsText)
  const b = useText(batchText)
  const [sources, setSources] = useState<Partial<Sources>>()
  const [isOver, setOver] = useState(false)
  const write = useWrite(applicationsApi.decideBatch, { refreshes: ['jobs.list'] })
  const isDryRun = write.variables?.body?.isDryRun === true
  const why = sources && !(sources.callsMax && sources.costFenMax) ? b.incomplete : undefined
  const begin = (isDry: boolean) => {
    setOver(false)
    write.mutate({
      body: {
        ...(importId ? { importId } : {}),
        ...(sources ? { sources: sources as Sources } : {}),
        ...(isDry ? { isDryRun: true } : {}),
      },
    })
  }
  return (
    <>
      {(!write.data || isDryRun) && (
        <>
          <AskOutside sources={sources} onChange={setSources} />
          <p className="soft">{b.dryRunAbout}</p>
          <Problems error={write.error} />
          <div className="form-buttons">
            <DisabledReason why={why}>
              <Button loading={write.isPending || (isDryRun && write.isSuccess && !isOver)} onClick={() => begin(true)}>
                {b.dryRun}
              </Button>
            </DisabledReason>
            <DisabledReason why={why}>
              <Button type="primary" loading={write.isPending} onClick={() => begin(false)}>
                {t.begin}
              </Button>
            </DisabledReason>
          </div>
        </>
      )}
      {write.data && <Run key={write.data.jobId} jobId={write.data.jobId} onEnd={() => setOver(true)} />}
    </>
  )
}

function AskOutside(props: {
  readonly sources: Partial<Sources> | undefined
  readonly onChange: (sources: Partial<Sources> | undefined) => void
}) {
  const { sources, onChange } = props
  const b = useText(batchText)
  return (
    <>
      <Checkbox checked={sources !== undefined} onChange={(event) => onChange(event.target.checked ? {} : undefined)}>
        {b.ask}
      </Checkbox>
      {sources && (
        <>
          <p className="soft">{b.askAbout}</p>
          <div className="batch-limits">
            <span>
              <label htmlFor="batch-calls-max">{b.callsMax}</label>
              <InputNumber<number>
                id="batch-calls-max"
                min={1}
                max={1_000_000}
                precision={0}
                value={sources.callsMax ?? null}
                onChange={(callsMax) => onChange({ ...sources, callsMax: callsMax ?? undefined } as Partial<Sources>)}
              />
            </span>
            <span>
              <label htmlFor="batch-cost-max">{b.costMax}</label>
              <FenInput
                id="batch-cost-max"
                value={sources.costFenMax}
                onChange={(costFenMax) => onChange({ ...sources, costFenMax } as Partial<Sources>)}
              />
            </span>
          </div>
        </>
      )}
    </>
  )
}

/** How far it is, and when it has ended what came of it. */
function Run({ jobId, onEnd }: { readonly jobId: string; readonly onEnd?: () => void }) {
  const [isDone, setDone] = useState(false)
  const end = (status: string) => {
    setDone(status === 'completed')
    onEnd?.()
    void refresh()
  }
  return (
    <>
      <JobProgress jobId={jobId} onEnd={end} />
      {isDone && <BatchReport jobId={jobId} />}
    </>
  )
}
