import { useState } from 'react'
import type { GridSelection } from '../../grid/selection.ts'
import { VirtualGrid } from '../../grid/virtual-grid.tsx'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { AddButton } from './inputs.tsx'
import type { PanelProps } from './parameters-panel.tsx'

const EMPTY = { zh: '', en: '' }
const BLANK = { code: '', staff: EMPTY, borrower: EMPTY, help: EMPTY }

/** Reason codes with what staff and borrower read, in both languages. */
export function ReasonsPanel({ policy, isReadOnly, onChange }: PanelProps) {
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
  const [top, bottom] = [Math.min(selection.at.row, selection.to.row), Math.max(selection.at.row, selection.to.row)]
  const insert = () => onChange({ ...policy, reasons: [...reasons.slice(0, top), BLANK, ...reasons.slice(top)] })
  const remove = () => onChange({ ...policy, reasons: [...reasons.slice(0, top), ...reasons.slice(bottom + 1)] })
  const cell = (row: number, col: number) => {
    const reason = reasons[row]!
    const [name, locale] = columns[col]!.id.split('.') as ['staff', 'zh']
    return col === 0 ? reason.code : reason[name][locale]
  }
  return (
    <Block
      title={t.reasons}
      actions={
        <div className="studio-bar">
          <AddButton label={t.insertRow} isReadOnly={isReadOnly} onAdd={insert} />
          <AddButton label={t.removeRows} isReadOnly={isReadOnly} onAdd={remove} />
        </div>
      }
    >
      <p className="soft">{t.gridHelp}</p>
      <VirtualGrid
        label={t.reasons}
        isReadOnly={isReadOnly}
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
          while (next.length < at.row + block.length) next.push(BLANK)
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
