import type { Policy, Stage } from '@puhui/policy'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { freshName } from './order.ts'

export type StageKind = Stage['kind']
export const STAGE_KINDS: readonly StageKind[] = ['rules', 'lists', 'table', 'cross', 'tree', 'scorecard', 'offer']

/** An empty stage that compiles: nothing hits until it is written. */
export function newStage(kind: StageKind, { stages, reasons }: Policy): Stage {
  const id = freshName(
    `${kind}-stage`,
    stages.map((one) => one.id),
  )
  const title = { zh: policyEditorText.zh.stageNew, en: policyEditorText.en.stageNew }
  const unknownReasonCode = reasons[0]?.code ?? ''
  const base = { id, title, sources: [] }
  const unknown = { onUnknown: 'refer', unknownReasonCode } as const
  const all = { expression: 'requestedAmount', tests: ['-'] }
  switch (kind) {
    case 'rules':
      return { ...base, kind, rules: [] }
    case 'lists':
      return { ...base, kind, sources: ['list'], checks: [] }
    case 'table': {
      const inputs = [{ expression: 'requestedAmount' }]
      const outputs = [{ to: 'outcome' }, { to: 'reason' }]
      const rows = [{ id: 'r1', when: ['-'], gives: ['pass', null] }]
      return { ...base, kind, table: { id, hitPolicy: 'first', inputs, outputs, rows, ...unknown } }
    }
    case 'cross': {
      const columns = { expression: 'termMonths', tests: ['-'] }
      return { ...base, kind, cross: { id, rows: all, columns, to: 'grade', gives: [[null]], ...unknown } }
    }
    case 'tree': {
      const root = { id: 'leaf', gives: ['pass', null] }
      return { ...base, kind, tree: { id, outputs: [{ to: 'outcome' }, { to: 'reason' }], root, ...unknown } }
    }
    case 'scorecard':
      return { ...base, kind, scorecard: { id, base: 0, attributes: [], to: 'score' } }
    case 'offer': {
      const columns = { expression: 'termMonths', tests: ['-'] }
      const caps = [{ id: 'requested', title: CAP, expression: 'requestedAmount' }]
      const limit = { caps, stepFen: 10_000, minimum: '0', onBelow: 'refer', reasonCode: unknownReasonCode } as const
      return { ...base, kind, price: { rows: all, columns, ratePpm: [[0]] }, limit, ...unknown }
    }
  }
}

const CAP = { zh: policyEditorText.zh.capNew, en: policyEditorText.en.capNew }
