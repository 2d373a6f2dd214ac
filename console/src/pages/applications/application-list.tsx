import { type AnyOperation, applicationsApi } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useCan } from '../../api/session.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { useText } from '../../i18n/text.ts'
import type { BulkResult } from '../../list/bulk-bar.tsx'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { BatchDialog, type BatchKind } from './batch-dialog.tsx'

async function batch(operation: AnyOperation, applicationIds: readonly string[]): Promise<BulkResult> {
  return (await call(operation, { body: { applicationIds } } as never, {
    idempotencyKey: crypto.randomUUID(),
  })) as { jobId: string }
}

export function ApplicationList() {
  const t = useText(applicationsText)
  const can = useCan()
  const why = useWhyNot()
  const [open, setOpen] = useState<BatchKind>()
  return (
    <>
      <ListPage
        operation={applicationsApi.listApplications}
        hrefOf={(row) => `/applications/${row.id}`}
        cells={{
          customerName: (row) => (
            <To href={`/customers/${row.customerId}`}>
              <Masked value={row.customerName} />
            </To>
          ),
        }}
        actions={
          <>
            <DisabledReason why={why('applications.batch')}>
              <Button onClick={() => setOpen('decide')}>{t.decideAll}</Button>
            </DisabledReason>
            <DisabledReason why={why('applications.batch')}>
              <Button onClick={() => setOpen('originate')}>{t.originateAll}</Button>
            </DisabledReason>
          </>
        }
        bulk={[
          {
            key: 'decide',
            label: t.decide,
            permission: 'applications.batch',
            run: (ids) => batch(applicationsApi.decideBatch, ids),
          },
          {
            key: 'originate',
            label: t.originate,
            permission: 'applications.batch',
            run: (ids) => batch(applicationsApi.originateBatch, ids),
          },
        ]}
        empty={
          <Empty title={t.none} about={t.noneAbout}>
            {can('applications.import') && <To href="/imports">{t.import}</To>}
          </Empty>
        }
      />
      {open && <BatchDialog kind={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
