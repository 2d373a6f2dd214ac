import type { Policy, PolicyProblem, Stage, StageTrace } from '@puhui/policy'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { GridSelection } from '../../grid/selection.ts'
import { writeTsv } from '../../grid/tsv.ts'
import { VirtualGrid } from '../../grid/virtual-grid.tsx'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { CapsEditor } from './caps-editor.tsx'
import type { Checked } from './check.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { exportTable } from './exchange.ts'
import { type Sheet, sheetOf } from './sheet.ts'
import { TreeEditor } from './tree-editor.tsx'

interface StageEditorProps {
  readonly stage: Stage
  readonly policy: Policy
  readonly pointer: string
  readonly checked: Checked | undefined
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
}

const START: GridSelection = { at: { row: 0, col: 0 }, to: { row: 0, col: 0 } }
const HEIGHT = 460

/** A stage as a grid, with what the engine says of each row and of the test applicant. */
export function StageEditor({ stage, policy, pointer, checked, isReadOnly, onChange }: StageEditorProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const [selection, setSelection] = useState(START)
  const sheet = useMemo(() => sheetOf(stage, t.sheet), [stage, t])
  const tones = useTones(sheet, stage, pointer, checked)
  if (!sheet) return <TreeEditor stage={stage} isReadOnly={isReadOnly} onChange={onChange} />
  const last = { row: Math.max(0, sheet.rowCount - 1), col: sheet.columns.length - 1 }
  const held = clamped(selection, last)
  const [from, to] = [Math.min(held.at.row, held.to.row), Math.max(held.at.row, held.to.row)]
  const write: Sheet['write'] = (at, block) => {
    const next = sheet.write(at, block)
    onChange(next)
    return next
  }
  return (
    <Block
      title={`${say(stage.title)} · ${t.stageKinds[stage.kind]}`}
      actions={
        <Tools
          stage={stage}
          sheet={sheet}
          isReadOnly={isReadOnly}
          onInsert={() => onChange(sheet.insert(from, 1))}
          onRemove={() => onChange(sheet.remove(from, to))}
        />
      }
    >
      <p className="soft">
        {t.rows(sheet.rowCount, sheet.columns.length)} · {t.gridHelp}
        {stage.kind === 'table' && ` · ${t.hitPolicies[stage.table.hitPolicy]}`}
      </p>
      <VirtualGrid
        label={say(stage.title)}
        columns={sheet.columns}
        rowCount={sheet.rowCount}
        rowData={sheet.rowData}
        rowLabel={sheet.rowLabel}
        cell={sheet.cell}
        rowTone={tones.row}
        cellTone={tones.cell}
        selection={held}
        onSelect={setSelection}
        onWrite={write}
        isReadOnly={isReadOnly}
        height={HEIGHT}
      />
      {stage.kind === 'rules' && stage.rules[held.at.row] && (
        <ConditionEditor
          key={stage.rules[held.at.row]!.id}
          rule={stage.rules[held.at.row]!}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(when) => {
            const row = held.at.row
            onChange({ ...stage, rules: stage.rules.map((rule, i) => (i === row ? { ...rule, when } : rule)) })
          }}
        />
      )}
      {stage.kind === 'offer' && <CapsEditor stage={stage} isReadOnly={isReadOnly} onChange={onChange} />}
    </Block>
  )
}

function clamped({ at, to }: GridSelection, last: { row: number; col: number }): GridSelection {
  const held = (cell: { row: number; col: number }) => {
    return { row: Math.min(cell.row, last.row), col: Math.min(cell.col, last.col) }
  }
  return { at: held(at), to: held(to) }
}

interface ToolsProps {
  readonly stage: Stage
  readonly sheet: Sheet
  readonly isReadOnly: boolean
  readonly onInsert: () => void
  readonly onRemove: () => void
}

function Tools({ stage, sheet, isReadOnly, onInsert, onRemove }: ToolsProps) {
  const t = useText(policiesText)
  const asTsv = () => {
    const rows = Array.from({ length: sheet.rowCount }, (_, row) => sheet.columns.map((_, col) => sheet.cell(row, col)))
    saveFile(`${stage.id}.tsv`, `\ufeff${writeTsv([sheet.columns.map(({ title }) => title), ...rows])}`)
  }
  return (
    <div className="studio-bar">
      <Button size="small" disabled={isReadOnly} onClick={onInsert}>
        {t.insertRow}
      </Button>
      <Button size="small" disabled={isReadOnly} onClick={onRemove}>
        {t.removeRows}
      </Button>
      <Button size="small" onClick={asTsv}>
        {t.exportTsv}
      </Button>
      {stage.kind === 'table' && (
        <Button size="small" onClick={() => saveFile(`${stage.id}.dmn`, exportTable(stage.table))}>
          {t.exportDmn}
        </Button>
      )}
    </div>
  )
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text]))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}

type Tone = 'hit' | 'bad' | 'warn' | undefined

/** Which rows hit for the test applicant, and which rows and cells have problems. */
function useTones(sheet: Sheet | undefined, stage: Stage, pointer: string, checked: Checked | undefined) {
  return useMemo(() => {
    const own = (checked?.problems ?? []).filter((one) => one.pointer.startsWith(`${pointer}/`))
    const rows = rowProblems(own, stage, pointer)
    const cells = new Set(own.map((one) => one.pointer))
    const trace: StageTrace | undefined = checked?.decision?.stages.find(({ stageId }) => stageId === stage.id)
    const hits = new Set(trace?.lines.filter(({ result }) => result === true).map(({ id }) => id))
    const idOf = (row: number) => {
      if (stage.kind === 'rules') return stage.rules[row]?.id
      if (stage.kind === 'lists') return stage.checks[row]?.id
      return stage.kind === 'table' ? stage.table.rows[row]?.id : undefined
    }
    return {
      row: (row: number): Tone => rows.get(row) ?? (hits.has(idOf(row) ?? '') ? 'hit' : undefined),
      cell: (row: number, col: number): Tone =>
        sheet && cells.has(`${pointer}${sheet.pointer(row, col)}`) ? 'bad' : undefined,
    }
  }, [sheet, stage, pointer, checked])
}

function rowProblems(own: readonly PolicyProblem[], stage: Stage, pointer: string): Map<number, 'bad' | 'warn'> {
  const tones = new Map<number, 'bad' | 'warn'>()
  const places =
    stage.kind === 'table' ? new Map(stage.table.rows.map(({ id }, i) => [id, i])) : new Map<string, number>()
  for (const { pointer: at, level, rows = [] } of own) {
    const tone = level === 'error' ? 'bad' : 'warn'
    const row = /^\/(?:table\/rows|rules|checks)\/(\d+)/.exec(at.slice(pointer.length))?.[1]
    for (const place of [...rows.map((id) => places.get(id)), row === undefined ? undefined : Number(row)]) {
      if (place !== undefined && tones.get(place) !== 'bad') tones.set(place, tone)
    }
  }
  return tones
}
