import type { Parameter, Policy } from '@puhui/policy'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Block } from '../../ui/page.tsx'
import { AddButton } from './inputs.tsx'
import { freshName, withMoved, without, withReplaced } from './order.ts'
import { ParameterForm } from './parameter-form.tsx'

export interface PanelProps {
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (policy: Policy) => void
}

/** The values an analyst may turn without touching a rule, each with its source. */
export function ParametersPanel({ policy, isReadOnly, onChange }: PanelProps) {
  const t = useText(policiesText)
  const editor = useText(policyEditorText)
  const say = useLocalized()
  const [open, setOpen] = useState<number>()
  const { parameters } = policy
  const set = (next: readonly Parameter[]) => onChange({ ...policy, parameters: next })
  const add = () => {
    const id = freshName(
      'parameter',
      parameters.map((one) => one.id),
    ).replace('-', '')
    const label = { zh: policyEditorText.zh.parameterNew, en: policyEditorText.en.parameterNew }
    set([...parameters, { id, label, type: 'number', value: 0, source: { zh: '', en: '' } }])
    setOpen(parameters.length)
  }
  return (
    <Block title={t.parameters} actions={<AddButton label={editor.addParameter} isReadOnly={isReadOnly} onAdd={add} />}>
      <PlainTable
        caption={t.parameters}
        table={{
          head: [t.parameter, t.value, t.source, ''],
          rows: parameters.map((one, i) => [
            say(one.label),
            <Input
              key={`value ${shown(one)}`}
              size="small"
              readOnly={isReadOnly}
              aria-label={say(one.label)}
              defaultValue={shown(one)}
              suffix={one.type === 'rate' ? '%' : one.unit ? say(one.unit) : undefined}
              onBlur={({ target }) =>
                target.value !== shown(one) &&
                set(withReplaced(parameters, i, { ...one, value: valueOfText(one, target.value) }))
              }
            />,
            say(one.source),
            <Button
              key="edit"
              size="small"
              aria-expanded={open === i}
              aria-label={`${editor.edit} ${say(one.label)}`}
              onClick={() => setOpen(open === i ? undefined : i)}
            >
              {editor.edit}
            </Button>,
          ]),
        }}
      />
      {open !== undefined && parameters[open] && (
        <ParameterForm
          parameter={parameters[open]}
          at={open}
          count={parameters.length}
          isReadOnly={isReadOnly}
          onChange={(next) => set(withReplaced(parameters, open, next))}
          onMove={(to) => {
            set(withMoved(parameters, open, to))
            setOpen(to)
          }}
          onRemove={() => {
            set(without(parameters, open))
            setOpen(undefined)
          }}
        />
      )}
    </Block>
  )
}

function scaleOf({ type }: Parameter): number {
  return type === 'money' ? 100 : type === 'rate' ? 10_000 : 1
}

function shown(one: Parameter): string {
  return typeof one.value === 'number' ? String(one.value / scaleOf(one)) : String(one.value)
}

function valueOfText(one: Parameter, text: string): Parameter['value'] {
  if (one.type === 'boolean') return text.trim() === 'true'
  const number = Number(text.replace('%', '').trim())
  if (['text', 'enum', 'day'].includes(one.type) || !Number.isFinite(number)) return text
  return scaleOf(one) === 1 ? number : Math.round(number * scaleOf(one))
}
