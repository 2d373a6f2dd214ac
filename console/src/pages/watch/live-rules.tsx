import { type BodyOf, labelOf, type OutputOf, watchApi } from '@puhui/api'
import { App, Button, Form, InputNumber, Modal, Switch } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { watchText } from '../../i18n/watch.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { Measured } from './measured.tsx'

type Rule = OutputOf<typeof watchApi.liveRules>['rules'][number]

/** Which reading raises an alert. */
export function LiveRules() {
  const t = useText(watchText)
  const say = useLocalized()
  const why = useWhyNot()
  const [open, setOpen] = useState<Rule>()
  const read = useRead(watchApi.liveRules, {})
  return (
    <Block title={t.rules} isFlush>
      <PlainTable
        caption={t.rules}
        table={{
          head: [t.rule, t.threshold, t.eventsMin, t.state, ''],
          rows: (read.data?.rules ?? []).map((one) => [
            `${say(labelOf('liveMeasure', one.measure))} · ${say(labelOf('liveWindow', one.window))}`,
            <span key="threshold">
              {say(labelOf('liveBeyond', one.beyond))} <Measured measure={one.measure} value={one.threshold} />
            </span>,
            <Count key="min" value={one.eventsMin} />,
            one.isOn ? t.isOn : t.isOff,
            <DisabledReason key="change" why={why('policies.edit')}>
              <Button size="small" onClick={() => setOpen(one)}>
                {t.change}
              </Button>
            </DisabledReason>,
          ]),
        }}
      />
      {open && <Change rule={open} onClose={() => setOpen(undefined)} />}
    </Block>
  )
}

type Body = BodyOf<typeof watchApi.setLiveRule>

/** An amount is typed as one, and so is text until it is sent. */
type Typed = Pick<Body, 'eventsMin' | 'isOn'> & { readonly threshold: number | string }

function Change({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const t = useText(watchText)
  const say = useLocalized()
  const { message } = App.useApp()
  const { id: ruleId, changedBy: _by, changedAt: _at, ...terms } = rule
  return (
    <Modal
      open
      title={`${t.change} · ${say(labelOf('liveMeasure', rule.measure))} · ${say(labelOf('liveWindow', rule.window))}`}
      onCancel={onClose}
      footer={null}
    >
      <OperationForm
        operation={watchApi.setLiveRule}
        input={(typed: Typed) => ({
          params: { ruleId },
          body: { ...terms, ...typed, threshold: Number(typed.threshold) },
        })}
        initial={{
          threshold: rule.measure === 'requestedFen' ? String(rule.threshold) : rule.threshold,
          eventsMin: rule.eventsMin,
          isOn: rule.isOn,
        }}
        submit={t.save}
        onDone={() => {
          message.success(t.saved)
          onClose()
        }}
        onCancel={onClose}
      >
        <Form.Item name="threshold" label={`${say(labelOf('liveBeyond', rule.beyond))}`} required>
          {rule.measure.endsWith('Rate') ? (
            <RateInput />
          ) : rule.measure === 'requestedFen' ? (
            <FenInput />
          ) : (
            <InputNumber min={0} />
          )}
        </Form.Item>
        <Form.Item name="eventsMin" label={t.eventsMin} required>
          <InputNumber min={1} />
        </Form.Item>
        <Form.Item name="isOn" label={t.on} valuePropName="checked">
          <Switch />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}
