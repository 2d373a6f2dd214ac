import type { TableRow } from '@puhui/policy'

/** A graph of one decision table, as the peer reads it. */
export function zenTable(
  hitPolicy: 'first' | 'collect',
  fields: readonly string[],
  rows: readonly { readonly id: string; readonly when: readonly string[]; readonly gives: string }[],
): object {
  return {
    contentType: 'application/vnd.gorules.decision',
    edges: [
      { id: 'e1', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'e2', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
    nodes: [
      { id: 'in', name: 'Request', type: 'inputNode', position: { x: 0, y: 0 } },
      { id: 'out', name: 'Response', type: 'outputNode', position: { x: 400, y: 0 } },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        position: { x: 200, y: 0 },
        content: {
          hitPolicy,
          inputs: fields.map((field, i) => ({
            id: `i${i}`,
            name: field || 'rule',
            type: 'expression',
            ...(field ? { field } : {}),
          })),
          outputs: [{ id: 'o', name: 'gives', type: 'expression', field: 'gives' }],
          rules: rows.map(({ id, when, gives }) => ({
            _id: id,
            ...Object.fromEntries(when.map((cell, i) => [`i${i}`, cell === '-' ? '' : cell])),
            o: gives,
          })),
        },
      },
    ],
  }
}

/** Our rows in the peer's spelling; the cells used here are spelt alike. */
export function zenRows(rows: readonly TableRow[]) {
  return rows.map(({ id, when, gives }) => ({ id, when, gives: String(gives[0]) }))
}
