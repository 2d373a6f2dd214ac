import { type BodyOf, loansApi } from '@puhui/api'
import { Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { refresh, useRead } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { operationsText } from '../../i18n/operations.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { useAppearance } from '../../theme/appearance.ts'
import { ChartCard } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Empty } from '../../ui/states.tsx'

export function DayEndList() {
  const t = useText(operationsText)
  const why = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ListPage
        operation={loansApi.listDayEnds}
        hrefOf={(row) => `/day-end/${row.id}`}
        above={<RecentChart />}
        actions={
          <DisabledReason why={why('dayEnd.run')}>
            <Button type="primary" onClick={() => setOpen(true)}>
              {t.runDayEnd}
            </Button>
          </DisabledReason>
        }
        empty={<Empty title={t.noRuns} />}
      />
      <RunDayEnd isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function RunDayEnd({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useText(operationsText)
  const status = useStatus()
  const [jobId, setJobId] = useState<string>()
  const close = () => {
    setJobId(undefined)
    onClose()
  }
  return (
    <Modal open={isOpen} title={t.runDayEnd} onCancel={close} footer={null} destroyOnHidden>
      <p className="soft">{t.runAbout}</p>
      {jobId ? (
        <JobProgress jobId={jobId} onEnd={() => void refresh()} />
      ) : (
        <OperationForm
          operation={loansApi.runDayEnd}
          input={(body: BodyOf<typeof loansApi.runDayEnd>) => ({ body })}
          {...(status?.businessOn ? { initial: { until: status.businessOn } } : {})}
          submit={t.run}
          onDone={(answer) => setJobId(answer.jobId)}
        >
          <Form.Item name="until" label={t.runUntil}>
            <DayInput />
          </Form.Item>
        </OperationForm>
      )}
    </Modal>
  )
}

function RecentChart() {
  const t = useText(operationsText)
  const { locale } = useAppearance()
  const recent = useRead(loansApi.listDayEnds, { query: { pageSize: 60 } }, { keepsPrevious: true })
  const rows = [...(recent.data?.rows ?? [])].reverse()
  if (rows.length < 2) return null
  return (
    <ChartCard
      title={t.history}
      summary={`${rows[0]?.businessOn} – ${rows.at(-1)?.businessOn}`}
      key={locale}
      option={{
        xAxis: { type: 'category', data: rows.map((row) => row.businessOn) },
        yAxis: [{ type: 'value' }, { type: 'value', splitLine: { show: false } }],
        series: [
          { type: 'bar', name: t.collected, data: rows.map((row) => Number(BigInt(row.collectedFen) / 100n)) },
          { type: 'line', name: t.overdueLoans, yAxisIndex: 1, data: rows.map((row) => row.overdueLoans) },
        ],
      }}
      table={{
        head: ['', t.collected, t.overdueLoans],
        rows: rows.map((row) => [row.businessOn, (BigInt(row.collectedFen) / 100n).toString(), row.overdueLoans]),
      }}
    />
  )
}
