import type { Parameter, Policy } from '@puhui/policy'
import { Input } from 'antd'
import { useState } from 'react'
import type { GridSelection } from '../../grid/selection.ts'
import { VirtualGrid } from '../../grid/virtual-grid.tsx'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Block } from '../../ui/page.tsx'

interface PanelProps {
  readonly policy: Policy
  readonly onChange: (policy: Policy) => void
}

/** The values an analyst may turn without touching a rule, each with its source. */
export function ParametersPanel({ policy, onChange }: PanelProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const set = (id: string, text: string) => {
    const parameters = policy.parameters.map((one) => (one.id === id ? { ...one, value: valueOfText(one, text) } : one))
    onChange({ ...policy, parameters })
  }
  return (
    <Block title={t.parameters}>
      <PlainTable
        caption={t.parameters}
        table={{
          head: [t.parameter, t.value, t.source],
          rows: policy.parameters.map((one) => [
            say(one.label),
            <Input
              key="value"
              size="small"
              aria-label={say(one.label)}
              defaultValue={shown(one)}
              suffix={one.type === 'rate' ? '%' : one.unit ? say(one.unit) : undefined}
              onBlur={({ target }) => target.value !== shown(one) && set(one.id, target.value)}
            />,
            say(one.source),
          ]),
        }}
      />
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

/** Reason codes with what staff and borrower read, in both languages. */
export function ReasonsPanel({ policy, onChange }: PanelProps) {
  const t = useText(policiesText)
  const [selection, setSelection] = useState<GridSelection>({ at: { row: 0, col: 0 }, to: { row: 0, col: 0 } })
  const { reasons } = policy
  const names = { staff: t.forStaff, borrower: t.forBorrower, help: t.whatHelps }
  const columns = [
    { id: 'code', title: t.sheet.reason, width: 180 },
    ...(['staff', 'borrower', 'help'] as const).flatMap((name) => [
      { id: `${name}.zh`, title: `${names[name]} · zh`, width: 240 },
      { id: `${name}.en`, title: `${names[name]} · en`, width: 260 },
    ]),
  ]
  const cell = (row: number, col: number) => {
    const reason = reasons[row]!
    const [name, locale] = columns[col]!.id.split('.') as ['staff', 'zh']
    return col === 0 ? reason.code : reason[name][locale]
  }
  return (
    <Block title={t.reasons}>
      <VirtualGrid
        label={t.reasons}
        columns={columns}
        rowCount={reasons.length}
        rowData={(row) => reasons[row]}
        rowLabel={(row) => String(row + 1)}
        cell={cell}
        selection={selection}
        onSelect={setSelection}
        height={460}
        onWrite={(at, block) => {
          const next = [...reasons]
          const blank = { zh: '', en: '' }
          while (next.length < at.row + block.length)
            next.push({ code: '', staff: blank, borrower: blank, help: blank })
          block.forEach((line, i) => {
            line.forEach((text, j) => {
              const [name, locale] = (columns[at.col + j]?.id ?? '').split('.') as ['staff', 'zh']
              const one = next[at.row + i]!
              if (at.col + j === 0) next[at.row + i] = { ...one, code: text }
              else if (locale) next[at.row + i] = { ...one, [name]: { ...one[name], [locale]: text } }
            })
          })
          onChange({ ...policy, reasons: next })
        }}
      />
    </Block>
  )
}
