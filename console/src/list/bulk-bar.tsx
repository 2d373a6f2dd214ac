import type { Permission } from '@puhui/api'
import { showCount } from '@puhui/design'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refresh } from '../api/hooks.ts'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { PlainTable } from '../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../ui/disabled-reason.tsx'
import { JobProgress } from '../ui/job-progress.tsx'
import { Problems } from '../ui/problems.tsx'
import type { SelectionControl } from './selection.ts'

/** What came of a bulk action: row by row, or a job that will tell. */
export type BulkResult =
  | { readonly done: number; readonly failed: readonly { readonly row: ReactNode; readonly reason: string }[] }
  | { readonly jobId: string }

export interface BulkAction {
  readonly key: string
  readonly label: string
  readonly permission?: Permission
  readonly isDanger?: boolean
  readonly run: (ids: readonly string[]) => Promise<BulkResult>
}

interface BulkBarProps {
  readonly actions: readonly BulkAction[]
  readonly selection: SelectionControl
  readonly total: number
  readonly isCapped: boolean
  readonly collect: () => Promise<readonly string[]>
}

/** What can be done with the chosen rows, and what came of it. */
export function BulkBar({ actions, selection, total, isCapped, collect }: BulkBarProps) {
  const t = useText(uiText).list
  const why = useWhyNot()
  const [running, setRunning] = useState<string>()
  const [result, setResult] = useState<BulkResult>()
  const [error, setError] = useState<unknown>()
  const all = showCount(total, { capped: isCapped })
  const chosen = selection.selection
  async function run(action: BulkAction) {
    setRunning(action.key)
    setError(undefined)
    try {
      const ids = chosen.kind === 'all' ? await collect() : [...chosen.ids]
      setResult(await action.run(ids))
      selection.clear()
      await refresh()
    } catch (failure) {
      setError(failure)
    }
    setRunning(undefined)
  }
  return (
    <>
      {selection.isAny && (
        <section className="bulk-bar" aria-label={t.selected('')} data-part="bulk">
          <strong className="figures">
            {chosen.kind === 'all' ? t.allSelected(all) : t.selected(showCount(chosen.ids.size))}
          </strong>
          {chosen.kind === 'some' && (
            <button type="button" className="link-button" onClick={selection.chooseAll}>
              {t.selectAll(all)}
            </button>
          )}
          <button type="button" className="link-button" onClick={selection.clear}>
            {t.clearSelection}
          </button>
          <span className="top-gap" />
          {actions.map((action) => (
            <DisabledReason key={action.key} why={action.permission && why(action.permission)}>
              <Button
                danger={action.isDanger ?? false}
                loading={running === action.key}
                disabled={running !== undefined && running !== action.key}
                onClick={() => void run(action)}
              >
                {action.label}
              </Button>
            </DisabledReason>
          ))}
        </section>
      )}
      <Problems error={error} />
      <Modal open={result !== undefined} onCancel={() => setResult(undefined)} footer={null} width={640}>
        {result && <Outcome result={result} />}
      </Modal>
    </>
  )
}

function Outcome({ result }: { readonly result: BulkResult }) {
  const t = useText(uiText).list
  if ('jobId' in result) return <JobProgress jobId={result.jobId} onEnd={() => void refresh()} />
  return (
    <div data-part="bulk-result">
      <h3>{t.bulkDone(result.done, result.failed.length)}</h3>
      {result.failed.length > 0 && (
        <PlainTable
          table={{ head: [t.bulkFailures, ''], rows: result.failed.map(({ row, reason }) => [row, reason]) }}
        />
      )}
    </div>
  )
}
