import { type BodyOf, labels, merchantsApi, type OutputOf } from '@puhui/api'
import { Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { scenesText } from '../../i18n/scenes.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { Empty } from '../../ui/states.tsx'

type Merchant = OutputOf<typeof merchantsApi.listMerchants>['rows'][number]

/** The register of merchants: entered by one person, admitted by another. */
export function MerchantList() {
  const t = useText(scenesText)
  const why = useWhyNot()
  const [isNew, setNew] = useState(false)
  const [merchant, setMerchant] = useState<Merchant>()
  const close = () => setMerchant(undefined)
  return (
    <>
      <ListPage
        operation={merchantsApi.listMerchants}
        rowActions={(row) => <RowAction row={row} onOpen={() => setMerchant(row)} />}
        actions={
          <DisabledReason why={why('products.edit')}>
            <Button type="primary" onClick={() => setNew(true)}>
              {t.add}
            </Button>
          </DisabledReason>
        }
        empty={<Empty title={t.none}>{t.noneHint}</Empty>}
      />
      <Modal open={isNew} title={t.add} footer={null} onCancel={() => setNew(false)} destroyOnHidden>
        <Enter onDone={() => setNew(false)} />
      </Modal>
      <Modal open={merchant !== undefined} title={merchant?.name} footer={null} onCancel={close} destroyOnHidden>
        {merchant?.status === 'submitted' && <Decide merchant={merchant} onDone={close} />}
        {merchant && merchant.status !== 'submitted' && <Suspend merchant={merchant} onDone={close} />}
      </Modal>
    </>
  )
}

function RowAction({ row, onOpen }: { readonly row: Merchant; readonly onOpen: () => void }) {
  const t = useText(scenesText)
  const why = useWhyNot()
  if (row.status === 'rejected') return null
  const isWaiting = row.status === 'submitted'
  const label = isWaiting ? t.decide : row.status === 'active' ? t.suspend : t.resume
  return (
    <DisabledReason why={isWaiting && row.isOwn ? t.own : why('products.approve')}>
      <Button size="small" onClick={onOpen}>
        {label}
      </Button>
    </DisabledReason>
  )
}

function Enter({ onDone }: { readonly onDone: () => void }) {
  const t = useText(scenesText)
  const say = useLocalized()
  const scenes = Object.entries(labels.scene).map(([value, label]) => ({ value, label: say(label) }))
  return (
    <OperationForm
      operation={merchantsApi.proposeMerchant}
      input={(body: BodyOf<typeof merchantsApi.proposeMerchant>) => ({ body })}
      submit={t.send}
      onDone={onDone}
    >
      <Form.Item name="code" label={t.code} extra={t.codeHint}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t.name}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="licenceNo" label={t.licence}>
        <Input autoComplete="off" maxLength={18} />
      </Form.Item>
      <Form.Item name="scenes" label={t.scene}>
        <Select mode="multiple" options={scenes} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="bankName" label={t.bank}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="accountNo" label={t.account}>
        <Input autoComplete="off" inputMode="numeric" />
      </Form.Item>
    </OperationForm>
  )
}

interface Answer {
  readonly merchant: Merchant
  readonly onDone: () => void
}

function Decide({ merchant, onDone }: Answer) {
  const t = useText(scenesText)
  return (
    <OperationForm
      operation={merchantsApi.decideMerchant}
      input={(body: BodyOf<typeof merchantsApi.decideMerchant>) => ({ params: { merchantId: merchant.id }, body })}
      initial={{ verdict: 'approve', note: '' }}
      submit={t.confirm}
      onDone={onDone}
    >
      <p>
        {merchant.bankName} · {merchant.accountMasked} · {merchant.licenceNo}
      </p>
      <Form.Item name="verdict" label={t.verdict}>
        <Radio.Group options={(['approve', 'reject'] as const).map((value) => ({ value, label: t.verdicts[value] }))} />
      </Form.Item>
      <Form.Item name="note" label={t.note}>
        <Input />
      </Form.Item>
    </OperationForm>
  )
}

function Suspend({ merchant, onDone }: Answer) {
  const t = useText(scenesText)
  const isSuspended = merchant.status === 'active'
  return (
    <OperationForm
      operation={merchantsApi.suspendMerchant}
      input={({ reason }: { readonly reason: string }) => ({
        params: { merchantId: merchant.id },
        body: { isSuspended, reason },
      })}
      submit={isSuspended ? t.suspend : t.resume}
      onDone={onDone}
    >
      <Form.Item name="reason" label={t.reason}>
        <Input />
      </Form.Item>
    </OperationForm>
  )
}
