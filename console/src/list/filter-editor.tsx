import { type FilterSpec, labelOf } from '@puhui/api'
import { Button, Checkbox, Input, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { DayInput, FenInput } from '../ui/inputs.tsx'

interface EditorProps<Spec extends FilterSpec = FilterSpec> {
  readonly name: string
  readonly spec: Spec
  readonly filters: Readonly<Record<string, string>>
  readonly onApply: (change: Readonly<Record<string, string | undefined>>, isLast: boolean) => void
}

/** The editor of one filter. Choices take effect at once, typed values when they are applied. */
export function FilterEditor(props: EditorProps) {
  const { spec } = props
  switch (spec.kind) {
    case 'enum':
      return <Choices {...props} spec={spec} />
    case 'flag':
      return <YesNo {...props} />
    case 'text':
      return <Words {...props} />
    default:
      return <Range {...props} />
  }
}

function Choices({ name, spec, filters, onApply }: EditorProps<FilterSpec & { kind: 'enum' }>) {
  const say = useLocalized()
  const chosen = filters[name]?.split(',') ?? []
  return (
    <Checkbox.Group
      className="choices"
      value={chosen}
      options={spec.values.map((value) => ({ value, label: say(labelOf(spec.labels, value)) }))}
      onChange={(values) => onApply({ [name]: values.length === 0 ? undefined : values.join(',') }, false)}
    />
  )
}

function YesNo({ name, filters, onApply }: EditorProps) {
  const t = useText(uiText)
  return (
    <Radio.Group
      value={filters[name] ?? ''}
      options={[
        { value: '', label: t.list.any },
        { value: 'true', label: t.yes },
        { value: 'false', label: t.no },
      ]}
      onChange={(event) => onApply({ [name]: (event.target.value as string) || undefined }, true)}
    />
  )
}

function Words({ name, spec, filters, onApply }: EditorProps) {
  const t = useText(uiText).list
  const say = useLocalized()
  const [text, setText] = useState(filters[name] ?? '')
  return (
    <form
      className="range"
      onSubmit={(event) => {
        event.preventDefault()
        onApply({ [name]: text.trim() || undefined }, true)
      }}
    >
      <Input value={text} onChange={(event) => setText(event.target.value)} aria-label={say(spec.label)} autoFocus />
      <Button type="primary" htmlType="submit">
        {t.apply}
      </Button>
    </form>
  )
}

function Range({ name, spec, filters, onApply }: EditorProps) {
  const t = useText(uiText).list
  const [from, setFrom] = useState<string | undefined>(filters[`${name}From`])
  const [to, setTo] = useState<string | undefined>(filters[`${name}To`])
  const isUsable = [from, to].every((value) => value === undefined || isValue(spec, value))
  const field = (label: string, value: string | undefined, set: (value: string | undefined) => void) => {
    if (spec.kind === 'dayRange')
      return <DayInput aria-label={label} placeholder={label} value={value} onChange={set} />
    if (spec.kind === 'fenRange')
      return <FenInput aria-label={label} placeholder={label} value={value} onChange={set} />
    return (
      <InputNumber<number>
        aria-label={label}
        placeholder={label}
        min={0}
        precision={0}
        value={value === undefined ? null : Number(value)}
        onChange={(count) => set(count === null ? undefined : String(count))}
      />
    )
  }
  return (
    <form
      className="range"
      onSubmit={(event) => {
        event.preventDefault()
        if (isUsable) onApply({ [`${name}From`]: from, [`${name}To`]: to }, true)
      }}
    >
      {field(t.from, from, setFrom)}
      {field(t.to, to, setTo)}
      <Button type="primary" htmlType="submit" disabled={!isUsable}>
        {t.apply}
      </Button>
    </form>
  )
}

function isValue(spec: FilterSpec, value: string): boolean {
  return spec.kind !== 'fenRange' || /^-?\d+$/.test(value)
}
