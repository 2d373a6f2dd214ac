import { type DecisionTable, exportDmnTable, importDmnTable, readDmn, type Stage } from '@puhui/policy'
import { FACTS } from './check.ts'

/** What was there instead of tables, or which places of a table a policy cannot hold. */
export interface ImportRefusal {
  readonly places: readonly string[]
}

export type Imported =
  | { readonly ok: true; readonly value: readonly Stage[] }
  | { readonly ok: false; readonly error: ImportRefusal }

function imported(value: readonly Stage[]): Imported {
  return { ok: true, value }
}

function notImported(places: readonly string[]): Imported {
  return { ok: false, error: { places } }
}

const DEFAULTS = { onUnknown: 'refer', unknownReasonCode: 'OFFER_UNKNOWN' } as const

/**
 * Takes the decision tables of a DMN model or a GoRules graph over as stages. Names stay as they are written: what is no
 * fact here shows as a problem in the editor, with the nearest name.
 */
export function importTables(text: string): Imported {
  return text.trimStart().startsWith('<') ? fromDmn(text) : fromJdm(text)
}

export function exportTable(table: DecisionTable): string {
  return exportDmnTable(table, FACTS)
}

function fromDmn(text: string): Imported {
  const model = readDmn(text)
  if (!model.ok) return notImported([model.error.code])
  const places: string[] = []
  const stages = model.value.decisions
    .filter(({ logic }) => logic?.kind === 'table')
    .flatMap(({ name }) => {
      const table = importDmnTable(model.value, name, FACTS, DEFAULTS)
      if (table.ok) return [stageOf(name, table.value)]
      places.push(...table.error.problems.map(({ pointer, text: cell }) => `${name}${pointer} ${cell}`))
      return []
    })
  return stages.length === 0 ? notImported(places) : imported(stages)
}

function stageOf(name: string, table: DecisionTable): Stage {
  return { id: table.id, title: { zh: name, en: name }, kind: 'table', sources: [], table }
}

interface JdmField {
  readonly id?: string
  readonly field?: string
  readonly name?: string
}

interface JdmContent {
  readonly hitPolicy?: string
  readonly inputs?: readonly JdmField[]
  readonly outputs?: readonly JdmField[]
  readonly rules?: readonly Readonly<Record<string, string>>[]
}

function fromJdm(text: string): Imported {
  const nodes = parsed(text)
  const tables = nodes.filter(({ type, content }) => type === 'decisionTableNode' && content)
  if (tables.length === 0) return notImported(nodes.map(({ type = '?' }) => type))
  return imported(tables.map(({ name = 'table', id = name, content }) => stageOf(name, tableOfJdm(id, content!))))
}

interface JdmNode {
  readonly id?: string
  readonly name?: string
  readonly type?: string
  readonly content?: JdmContent
}

function parsed(text: string): readonly JdmNode[] {
  try {
    const { nodes } = JSON.parse(text) as { nodes?: readonly JdmNode[] }
    return Array.isArray(nodes) ? nodes : []
  } catch {
    return []
  }
}

function tableOfJdm(id: string, { hitPolicy, inputs = [], outputs = [], rules = [] }: JdmContent): DecisionTable {
  return {
    id,
    hitPolicy: hitPolicy === 'collect' ? 'collect' : 'first',
    inputs: inputs.map(({ field, name = '' }) => ({ expression: field || name })),
    outputs: outputs.map(({ field, name = '' }) => ({ to: field || name })),
    rows: rules.map((rule, i) => ({
      id: rule._id ?? `${i + 1}`,
      when: inputs.map((input) => cellOf(rule[input.id ?? ''])),
      gives: outputs.map((output) => outputOf(rule[output.id ?? ''])),
      ...(rule._description ? { note: { zh: rule._description, en: rule._description } } : {}),
    })),
    ...DEFAULTS,
  }
}

/** Their quotes may be single; an empty cell asks nothing. */
function cellOf(text: string | undefined): string {
  const cell = (text ?? '').trim().replaceAll("'", '"')
  return cell === '' ? '-' : cell
}

function outputOf(text: string | undefined): number | string | boolean | null {
  const cell = (text ?? '').trim()
  if (cell === '' || cell === 'null') return null
  if (cell === 'true' || cell === 'false') return cell === 'true'
  const number = Number(cell)
  return Number.isFinite(number) ? number : cell.replace(/^(["'])(.*)\1$/s, '$2')
}
