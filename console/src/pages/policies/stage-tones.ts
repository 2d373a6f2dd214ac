import type { PolicyProblem, Stage, StageTrace } from '@puhui/policy'
import { useMemo } from 'react'
import type { GridTone } from '../../grid/grid-model.ts'
import type { Checked } from './check.ts'
import type { Sheet } from './sheet-model.ts'

/** Which rows hit for the test applicant, and which rows and cells have problems. */
export function useTones(sheet: Sheet | undefined, stage: Stage, pointer: string, checked: Checked | undefined) {
  return useMemo(() => {
    const own = problemsOf(checked, pointer)
    const rows = rowProblems(own, stage, pointer)
    const bands = bandTones(own)
    const cells = new Set(own.map((one) => one.pointer))
    const hits = hitLines(checked, stage.id)
    const idOf = (row: number) => {
      if (stage.kind === 'rules') return stage.rules[row]?.id
      if (stage.kind === 'lists') return stage.checks[row]?.id
      return stage.kind === 'table' ? stage.table.rows[row]?.id : undefined
    }
    const isCrossed = stage.kind === 'cross' || stage.kind === 'offer'
    return {
      row: (row: number): GridTone | undefined => rows.get(row) ?? (hits.has(idOf(row) ?? '') ? 'hit' : undefined),
      cell: (row: number, col: number): GridTone | undefined => {
        if (sheet && cells.has(`${pointer}${sheet.pointer(row, col)}`)) return 'bad'
        if (!isCrossed) return undefined
        if (col === 0) return bands.get(`rows.${row}`)
        if (row === 0) return bands.get(`columns.${col}`)
        return hits.has(`${row}.${col}`) ? 'hit' : undefined
      },
    }
  }, [sheet, stage, pointer, checked])
}

/** What the engine says of one stage. */
export function problemsOf(checked: Checked | undefined, pointer: string): readonly PolicyProblem[] {
  return (checked?.problems ?? []).filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
}

export function hitLines(checked: Checked | undefined, stageId: string): ReadonlySet<string> {
  const trace: StageTrace | undefined = checked?.decision?.stages.find((one) => one.stageId === stageId)
  return new Set(trace?.lines.filter(({ result }) => result === true).map(({ id }) => id))
}

/** Bands that overlap, and those on both sides of a gap. */
function bandTones(own: readonly PolicyProblem[]): ReadonlyMap<string, GridTone> {
  const tones = new Map<string, GridTone>()
  for (const { rows = [], beside = [] } of own) for (const id of [...rows, ...beside]) tones.set(id, 'warn')
  return tones
}

function rowProblems(own: readonly PolicyProblem[], stage: Stage, pointer: string): Map<number, 'bad' | 'warn'> {
  const tones = new Map<number, 'bad' | 'warn'>()
  const places =
    stage.kind === 'table' ? new Map(stage.table.rows.map(({ id }, i) => [id, i])) : new Map<string, number>()
  for (const { pointer: at, level, rows = [], beside = [] } of own) {
    const tone = level === 'error' ? 'bad' : 'warn'
    const row = /^\/(?:table\/rows|rules|checks)\/(\d+)/.exec(at.slice(pointer.length))?.[1]
    const named = [...rows, ...beside].map((id) => places.get(id))
    for (const place of [...named, row === undefined ? undefined : Number(row)]) {
      if (place !== undefined && tones.get(place) !== 'bad') tones.set(place, tone)
    }
  }
  return tones
}
