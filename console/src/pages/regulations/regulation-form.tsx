import { type BodyOf, labelOf, type OutputOf, regulationsApi, valuesOf } from '@puhui/api'
import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput } from '../../ui/inputs.tsx'

type Body = BodyOf<typeof regulationsApi.enterRegulation>
export type Regulation = OutputOf<typeof regulationsApi.getRegulation>

interface RegulationFormProps {
  /** Left out: a new entry. */
  readonly of?: Regulation
  readonly onClose: () => void
  readonly onEntered?: (id: string) => void
}

/** Enters a policy, or changes the text of one. */
export function RegulationForm({ of, onClose, onEntered }: RegulationFormProps) {
  const t = useText(regulationsText)
  const { message } = App.useApp()
  return (
    <Modal open title={of ? t.edit : t.enter} onCancel={onClose} footer={null} width={760} destroyOnHidden>
      {of ? (
        <OperationForm
          operation={regulationsApi.changeRegulation}
          input={(body: Body) => ({
            params: { regulationId: of.id },
            body: { ...cleared(body), revision: of.revision },
          })}
          initial={textOf(of)}
          submit={t.save}
          onCancel={onClose}
          onDone={() => {
            message.success(t.changed)
            onClose()
          }}
        >
          <Fields />
        </OperationForm>
      ) : (
        <OperationForm
          operation={regulationsApi.enterRegulation}
          input={(body: Body) => ({ body: cleared(body) })}
          initial={{ oldContracts: 'kept', rules: [] }}
          submit={t.enter}
          onCancel={onClose}
          onDone={({ regulationId }) => {
            message.success(t.entered)
            onClose()
            onEntered?.(regulationId)
          }}
        >
          <Fields />
        </OperationForm>
      )}
    </Modal>
  )
}

function textOf(of: Regulation): Partial<Body> {
  const { title, issuer, reference, address, body, publishedOn, effectiveOn, oldContracts, ownerId } = of
  const rules = of.rules.map(({ id }) => id)
  return { title, issuer, reference, address, body, publishedOn, effectiveOn, oldContracts, ownerId, rules }
}

/** What was left empty is nothing. */
function cleared(body: Body): Body {
  const { address, publishedOn, ownerId, ...rest } = body
  return { ...rest, address: address || null, publishedOn: publishedOn || null, ownerId: ownerId || null }
}

function Fields() {
  const t = useText(regulationsText)
  const say = useLocalized()
  const options = useRead(regulationsApi.getRegulationOptions, {})
  return (
    <>
      <div className="two">
        {pair('title', t.title, t.titleEn)}
        {pair('issuer', t.issuer, t.issuerEn)}
        {pair('reference', t.reference, t.referenceEn)}
        <Form.Item required name="effectiveOn" label={t.effectiveOn}>
          <DayInput />
        </Form.Item>
        <Form.Item name="publishedOn" label={t.publishedOn}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="address" label={t.address}>
        <Input type="url" maxLength={400} />
      </Form.Item>
      <Form.Item required name={['body', 'zh']} label={t.body}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item required name={['body', 'en']} label={t.bodyEn}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item required name="oldContracts" label={t.oldContracts}>
        <Radio.Group
          options={valuesOf('oldContracts').map((value) => ({ value, label: say(labelOf('oldContracts', value)) }))}
        />
      </Form.Item>
      <Form.Item name="rules" label={t.rulesConcerned}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={(options.data?.rules ?? []).map(({ id, title }) => ({ value: id, label: `${id} ${say(title)}` }))}
        />
      </Form.Item>
      <Form.Item name="ownerId" label={t.owner}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          options={(options.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </>
  )
}

function pair(name: 'title' | 'issuer' | 'reference', zh: string, en: string) {
  return (
    <>
      <Form.Item required name={[name, 'zh']} label={zh}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item required name={[name, 'en']} label={en}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}
