import { ok, type Result, refuse } from '@puhui/kernel'
import { type DecisionTable, exportDmnTable, importDmnTable, readDmn, type Stage } from '@puhui/policy'
import { FACTS } from './check.ts'

export type ImportRefusal = { readonly code: 'policies.not_imported'; readonly places: readonly string[] }

const DEFAULTS = { onUnknown: 'refer', unknownReasonCode: 'OFFER_UNKNOWN' } as const

/**
 * Takes the decision tables of a DMN model or a GoRules graph over as stages. Names stay as they are written: what is no
 * fact here shows as a problem in the editor, with the nearest name.
 */
export function importTables(text: string): Result<readonly Stage[], ImportRefusal> {
  return text.trimStart().startsWith('<') ? fromDmn(text) : fromJdm(text)
}

export function exportTable(table: DecisionTable): string {
  return exportDmnTable(table, FACTS)
}

function fromDmn(text: string): Result<readonly Stage[], ImportRefusal> {
  const model = readDmn(text)
  if (!model.ok) return refuse({ code: 'policies.not_imported', places: [model.error.code] })
  const places: string[] = []
  const stages = model.value.decisions
    .filter(({ logic }) => logic?.kind === 'table')
    .flatMap(({ name }) => {
      const table = importDmnTable(model.value, name, FACTS, DEFAULTS)
      if (table.ok) return [stageOf(name, table.value)]
      places.push(...table.error.problems.map(({ pointer, text: cell }) => `${name}${pointer} ${cell}`))
      return []
    })
  return stages.length === 0 ? refuse({ code: 'policies.not_imported', places }) : ok(stages)
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

function fromJdm(text: string): Result<readonly Stage[], ImportRefusal> {
  const nodes = parsed(text)
  const tables = nodes.filter(({ type, content }) => type === 'decisionTableNode' && content)
  if (tables.length === 0) return refuse({ code: 'policies.not_imported', places: nodes.map(({ type = '?' }) => type) })
  return ok(tables.map(({ name = 'table', id = name, content }) => stageOf(name, tableOfJdm(id, content!))))
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
