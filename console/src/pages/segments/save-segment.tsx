import { labels, productsApi, segmentsApi } from '@puhui/api'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Problems } from '../../ui/problems.tsx'
import { useGo } from '../../ui/to.tsx'

interface Draft {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly kind: 'living' | 'static'
  readonly purpose: 'segment' | 'persona'
  readonly productCode?: string
  readonly channel?: keyof typeof labels.strategyChannel
  readonly messageZh?: string
  readonly messageEn?: string
  readonly reason: string
}

/** Keeps a condition as a segment, with what to do for it; a code that exists gets a new version. */
export function SaveSegment({ text, isEmpty }: { readonly text: string; readonly isEmpty: boolean }) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const why = useWhyNot()
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<Draft>()
  const save = useWrite(segmentsApi.saveSegment)
  const products = useRead(productsApi.listProducts, { query: { pageSize: 200 } }, { isEnabled: isOpen })
  const submit = async (draft: Draft) => {
    const { code, zh, en, kind, purpose, reason, productCode, channel, messageZh, messageEn } = draft
    const strategy = channel
      ? { productCode: productCode ?? null, channel, message: { zh: messageZh ?? '', en: messageEn ?? '' } }
      : null
    const saved = await save.mutateAsync({ body: { code, name: { zh, en }, kind, purpose, text, strategy, reason } })
    go(`/segments/${saved.id}`)
  }
  return (
    <>
      <DisabledReason why={why('segments.edit') ?? (isEmpty ? t.nothingToSave : undefined)}>
        <Button type="primary" onClick={() => setOpen(true)}>
          {t.save}
        </Button>
      </DisabledReason>
      <Modal
        title={t.save}
        open={isOpen}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        confirmLoading={save.isPending}
      >
        <Form<Draft>
          form={form}
          layout="vertical"
          initialValues={{ kind: 'living', purpose: 'segment', channel: 'sms' }}
          onFinish={(draft) => void submit(draft).catch(() => {})}
        >
          <Form.Item
            name="code"
            label={t.code}
            extra={t.codeHint}
            rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,39}$/ }]}
          >
            <Input placeholder="young-city" />
          </Form.Item>
          <Form.Item name="zh" label={t.name} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="en" label={t.nameEn} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="kind" label={t.kind}>
            <Select
              options={Object.entries(labels.segmentKind).map(([value, label]) => ({ value, label: say(label) }))}
            />
          </Form.Item>
          <Form.Item name="purpose" label={t.purpose}>
            <Select
              options={Object.entries(labels.segmentPurpose).map(([value, label]) => ({ value, label: say(label) }))}
            />
          </Form.Item>
          <Form.Item name="productCode" label={t.product}>
            <Select
              allowClear
              placeholder={t.noProduct}
              options={(products.data?.rows ?? []).map((row) => ({ value: row.code, label: say(row.name) }))}
            />
          </Form.Item>
          <Form.Item name="channel" label={t.channel}>
            <Select
              options={Object.entries(labels.strategyChannel).map(([value, label]) => ({ value, label: say(label) }))}
            />
          </Form.Item>
          <Form.Item name="messageZh" label={t.message}>
            <Input.TextArea rows={2} />
          </Form.Item>
          <Form.Item name="messageEn" label={t.messageEn}>
            <Input.TextArea rows={2} />
          </Form.Item>
          <Form.Item name="reason" label={t.reason} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
        </Form>
        {save.isError && <Problems error={save.error} />}
      </Modal>
    </>
  )
}
