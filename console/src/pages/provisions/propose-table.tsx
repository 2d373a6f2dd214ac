import { type BodyOf, labelOf, provisionsApi, valuesOf } from '@puhui/api'
import { App, Button, Form, Input, InputNumber, Modal, Radio } from 'antd'
import { useStatus } from '../../api/session.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, RateInput } from '../../ui/inputs.tsx'
import type { EclTableShown } from './table-list.tsx'

type Body = BodyOf<typeof provisionsApi.proposeTable>

interface ProposeTableProps {
  /** The version in force: the new one begins as its copy. */
  readonly start: EclTableShown | undefined
  readonly onClose: () => void
}

/** A new version, to be released by somebody else. */
export function ProposeTable({ start, onClose }: ProposeTableProps) {
  const all = useText(provisionsText)
  const t = all.tables
  const say = useLocalized()
  const { message } = App.useApp()
  const today = useStatus()?.businessOn
  return (
    <Modal open title={t.proposeTitle} onCancel={onClose} footer={null} width={760} destroyOnHidden>
      <OperationForm
        operation={provisionsApi.proposeTable}
        input={(body: Body) => ({ body })}
        initial={{ ...(start && { terms: start.terms }), ...(today && { effectiveOn: today }), note: '' }}
        submit={t.propose}
        onCancel={onClose}
        onDone={() => {
          message.success(all.asked)
          onClose()
        }}
      >
        <Bands />
        <Scenarios />
        <div className="two">
          <Form.Item required name={['terms', 'lossGivenDefaultPpm']} label={t.lgd}>
            <RateInput />
          </Form.Item>
          <Form.Item
            required
            name={['terms', 'lossGivenDefaultImpairedPpm']}
            label={t.lgdImpaired}
            extra={t.lgdImpairedHelp}
          >
            <RateInput />
          </Form.Item>
          <Form.Item required name={['terms', 'stage2OverDays']} label={t.stage2}>
            <InputNumber min={0} max={90} />
          </Form.Item>
          <Form.Item required name={['terms', 'stage3OverDays']} label={t.stage3}>
            <InputNumber min={1} max={90} />
          </Form.Item>
        </div>
        <Form.Item required name={['terms', 'policy']} label={t.policy}>
          <Radio.Group
            options={valuesOf('provisionPolicy').map((value) => ({
              value,
              label: say(labelOf('provisionPolicy', value)),
            }))}
          />
        </Form.Item>
        <Form.Item required name="effectiveOn" label={t.effectiveOn}>
          <DayInput />
        </Form.Item>
        <Form.Item required name="note" label={t.note} extra={all.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

function Bands() {
  const t = useText(provisionsText).tables
  return (
    <Form.List name={['terms', 'bands']}>
      {(fields, { add, remove }) => (
        <Form.Item label={`${t.overDays} · ${t.twelveMonths} · ${t.lifetime}`}>
          {fields.map(({ key, name }) => (
            <div className="band-row" key={key}>
              <Form.Item name={[name, 'overDays']} noStyle>
                <InputNumber aria-label={t.overDays} min={-1} max={400} disabled={name === 0} />
              </Form.Item>
              <Form.Item name={[name, 'twelveMonthsPpm']} noStyle>
                <RateInput aria-label={t.twelveMonths} />
              </Form.Item>
              <Form.Item name={[name, 'lifetimePpm']} noStyle>
                <RateInput aria-label={t.lifetime} />
              </Form.Item>
              <Button type="text" aria-label="−" disabled={name === 0} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ overDays: 90, twelveMonthsPpm: 800_000, lifetimePpm: 850_000 })}>+</Button>
        </Form.Item>
      )}
    </Form.List>
  )
}

function Scenarios() {
  const t = useText(provisionsText).tables
  return (
    <Form.List name={['terms', 'scenarios']}>
      {(fields, { add, remove }) => (
        <Form.Item label={`${t.scenario} · ${t.weight} · ${t.factor}`}>
          {fields.map(({ key, name }) => (
            <div className="band-row" key={key}>
              <Form.Item name={[name, 'code']} noStyle>
                <Input aria-label={t.scenario} maxLength={20} />
              </Form.Item>
              <Form.Item name={[name, 'weightPpm']} noStyle>
                <RateInput aria-label={t.weight} />
              </Form.Item>
              <Form.Item name={[name, 'defaultFactorPpm']} noStyle>
                <RateInput aria-label={t.factor} />
              </Form.Item>
              <Button type="text" aria-label="−" disabled={fields.length === 1} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ code: '', weightPpm: 0, defaultFactorPpm: 1_000_000 })}>+</Button>
        </Form.Item>
      )}
    </Form.List>
  )
}
