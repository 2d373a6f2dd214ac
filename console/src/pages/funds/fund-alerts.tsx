import { type BodyOf, fundsApi, labels, type OutputOf } from '@puhui/api'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { fundsText } from '../../i18n/funds.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { ImportFunds } from './import-funds.tsx'

type Alert = OutputOf<typeof fundsApi.listFundAlerts>['rows'][number]

/** Money that went where it may not: each waits here until a person has dealt with it. */
export function FundAlerts() {
  const t = useText(fundsText)
  const why = useWhyNot()
  const [alert, setAlert] = useState<Alert>()
  const [isImporting, setImporting] = useState(false)
  const fetch = useWrite(fundsApi.fetchFunds, {})
  return (
    <>
      <ListPage
        operation={fundsApi.listFundAlerts}
        hrefOf={(row) => `/loans/${row.loanId}?tab=funds`}
        cells={{
          customerName: (row) => (
            <To href={`/customers/${row.customerId}`}>
              <Masked value={row.customerName} />
            </To>
          ),
        }}
        rowActions={(row) => <RowAction row={row} onOpen={() => setAlert(row)} />}
        above={
          <>
            <Problems error={fetch.error} />
            {fetch.data && <output className="soft">{t.fetched(fetch.data.recorded, fetch.data.alerts)}</output>}
          </>
        }
        actions={
          <>
            <DisabledReason why={why('loans.fundUse')}>
              <Button loading={fetch.isPending} onClick={() => fetch.mutate({})}>
                {t.fetch}
              </Button>
            </DisabledReason>
            <DisabledReason why={why('loans.fundUse')}>
              <Button onClick={() => setImporting(true)}>{t.importFile}</Button>
            </DisabledReason>
          </>
        }
        empty={<Empty title={t.none}>{t.noneHint}</Empty>}
      />
      <Modal open={isImporting} title={t.importFile} footer={null} onCancel={() => setImporting(false)} destroyOnHidden>
        <ImportFunds />
      </Modal>
      <Modal
        open={alert !== undefined}
        title={t.handle}
        footer={null}
        onCancel={() => setAlert(undefined)}
        destroyOnHidden
      >
        {alert && <Handle alert={alert} onDone={() => setAlert(undefined)} />}
      </Modal>
    </>
  )
}

function RowAction({ row, onOpen }: { readonly row: Alert; readonly onOpen: () => void }) {
  const t = useText(fundsText)
  const why = useWhyNot()
  if (row.status !== 'open' && row.status !== 'proofAsked') return null
  return (
    <DisabledReason why={why('loans.fundUse')}>
      <Button size="small" onClick={onOpen}>
        {t.handle}
      </Button>
    </DisabledReason>
  )
}

function Handle({ alert, onDone }: { readonly alert: Alert; readonly onDone: () => void }) {
  const t = useText(fundsText)
  const say = useLocalized()
  const answers = (alert.status === 'open' ? ['proofAsked', 'explained', 'calledIn'] : ['explained', 'calledIn']) as (
    | 'proofAsked'
    | 'explained'
    | 'calledIn'
  )[]
  return (
    <OperationForm
      operation={fundsApi.handleFundAlert}
      input={(body: BodyOf<typeof fundsApi.handleFundAlert>) => ({ params: { alertId: alert.id }, body })}
      initial={{ status: answers[0]! }}
      submit={t.confirm}
      onDone={onDone}
    >
      <p>
        {alert.loanNumber} · {alert.counterparty} · {say(labels.fundUse[alert.use])}
      </p>
      <Form.Item name="status" label={t.status}>
        <Radio.Group options={answers.map((value) => ({ value, label: say(labels.fundAlertStatus[value]) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} extra={t.reasonHint}>
        <Input.TextArea rows={3} />
      </Form.Item>
    </OperationForm>
  )
}
