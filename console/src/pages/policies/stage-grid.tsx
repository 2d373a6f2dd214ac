import type { Policy, Stage } from '@puhui/policy'
import { Button } from 'antd'
import { type KeyboardEvent, useMemo, useState } from 'react'
import type { GridSelection } from '../../grid/selection.ts'
import { writeTsv } from '../../grid/tsv.ts'
import { VirtualGrid } from '../../grid/virtual-grid.tsx'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import type { Checked } from './check.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { exportTable } from './exchange.ts'
import { saveFile } from './save-file.ts'
import { sheetOf } from './sheet.ts'
import type { Sheet } from './sheet-model.ts'
import { useTones } from './stage-tones.ts'
import { TestEditor } from './test-editor.tsx'

interface StageGridProps {
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
export function StageGrid({ stage, policy, pointer, checked, isReadOnly, onChange }: StageGridProps) {
  const t = useText(policiesText)
  const editor = useText(policyEditorText)
  const say = useLocalized()
  const [selection, setSelection] = useState(START)
  const sheet = useMemo(() => sheetOf(stage, t.sheet), [stage, t])
  const tones = useTones(sheet, stage, pointer, checked)
  if (!sheet) return null
  const last = { row: Math.max(0, sheet.rowCount - 1), col: sheet.columns.length - 1 }
  const held = clamped(selection, last)
  const steps = stepsOf(sheet, held)
  const move = (step: Step | undefined) => {
    const next = step?.run()
    if (!step || !next || next === stage || isReadOnly) return
    onChange(next)
    setSelection(shifted(held, step))
  }
  /** Alt with an arrow moves what is marked, before the grid takes the arrow for its own. */
  const onKey = (event: KeyboardEvent) => {
    if (!event.altKey || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    event.stopPropagation()
    move(steps[event.key as keyof typeof steps])
  }
  const expression = sheet.tested?.(held.at.row, held.at.col)
  return (
    <>
      <p className="soft">
        {t.rows(sheet.rowCount, sheet.columns.length)} · {sheet.bands ? editor.crossHelp : t.gridHelp}
        {stage.kind === 'table' && ` · ${t.hitPolicies[stage.table.hitPolicy]}`}
      </p>
      <Tools stage={stage} sheet={sheet} held={held} isReadOnly={isReadOnly} onChange={onChange} onMove={move} />
      <div onKeyDownCapture={onKey}>
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
          onWrite={(at, block) => onChange(sheet.write(at, block))}
          isReadOnly={isReadOnly}
          height={HEIGHT}
        />
      </div>
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
      {expression !== undefined && sheet.rowCount > 0 && (
        <TestEditor
          key={`${held.at.row}.${held.at.col}`}
          title={titleOf(sheet, held, editor)}
          text={sheet.cell(held.at.row, held.at.col)}
          expression={expression}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(text) => onChange(sheet.write(held.at, [[text]]))}
        />
      )}
    </>
  )
}

function titleOf(
  { bands, columns, rowLabel }: Sheet,
  { at }: GridSelection,
  t: (typeof policyEditorText)['zh'],
): string {
  if (!bands) return t.cellOf(rowLabel(at.row) || String(at.row + 1), columns[at.col]?.title ?? '')
  return at.row === 0 ? t.bandOf(t.columnAxis, at.col) : t.bandOf(t.rowAxis, at.row)
}

interface Step {
  readonly run: () => Stage | undefined
  readonly rows: number
  readonly cols: number
}

function stepsOf(sheet: Sheet, { at, to }: GridSelection) {
  const [top, bottom] = [Math.min(at.row, to.row), Math.max(at.row, to.row)]
  const [left, right] = [Math.min(at.col, to.col), Math.max(at.col, to.col)]
  const rows = (by: -1 | 1): Step => ({ run: () => sheet.move(top, bottom, by), rows: by, cols: 0 })
  const cols = (by: -1 | 1): Step => ({ run: () => sheet.bands?.move(left, right, by), rows: 0, cols: by })
  return { ArrowUp: rows(-1), ArrowDown: rows(1), ArrowLeft: cols(-1), ArrowRight: cols(1) }
}

function shifted({ at, to }: GridSelection, { rows, cols }: Step): GridSelection {
  const by = (cell: { row: number; col: number }) => ({
    row: Math.max(0, cell.row + rows),
    col: Math.max(0, cell.col + cols),
  })
  return { at: by(at), to: by(to) }
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
  readonly held: GridSelection
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
  readonly onMove: (step: Step) => void
}

function Tools({ stage, sheet, held, isReadOnly, onChange, onMove }: ToolsProps) {
  const t = useText(policiesText)
  const editor = useText(policyEditorText)
  const steps = stepsOf(sheet, held)
  const [top, bottom] = [Math.min(held.at.row, held.to.row), Math.max(held.at.row, held.to.row)]
  const [left, right] = [Math.min(held.at.col, held.to.col), Math.max(held.at.col, held.to.col)]
  const { bands } = sheet
  const asTsv = () => {
    const rows = Array.from({ length: sheet.rowCount }, (_, row) => sheet.columns.map((_, col) => sheet.cell(row, col)))
    saveFile(`${stage.id}.tsv`, `\ufeff${writeTsv([sheet.columns.map(({ title }) => title), ...rows])}`)
  }
  const edit = (label: string, run: () => void, why?: string) => (
    <DisabledReason key={label} why={isReadOnly ? t.readOnly : why}>
      <Button size="small" onClick={run}>
        {label}
      </Button>
    </DisabledReason>
  )
  const only = (isLast: boolean) => (isLast ? editor.lastStays : undefined)
  const allRows = bands !== undefined && top <= 1 && bottom >= sheet.rowCount - 1
  const allColumns = left <= 1 && right >= sheet.columns.length - 1
  return (
    <div className="studio-bar" data-part="grid-tools">
      {edit(bands ? editor.addBandRow : t.insertRow, () => onChange(sheet.insert(bands ? bottom + 1 : top, 1)))}
      {edit(bands ? editor.removeRowBands : t.removeRows, () => onChange(sheet.remove(top, bottom)), only(allRows))}
      {edit(editor.moveUp, () => onMove(steps.ArrowUp))}
      {edit(editor.moveDown, () => onMove(steps.ArrowDown))}
      {bands && [
        edit(editor.addBandColumn, () => onChange(bands.insert(right + 1, 1))),
        edit(editor.removeColumnBands, () => onChange(bands.remove(left, right)), only(allColumns)),
        edit(editor.moveLeft, () => onMove(steps.ArrowLeft)),
        edit(editor.moveRight, () => onMove(steps.ArrowRight)),
      ]}
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
