import { ok, type Result, refuse } from '@puhui/kernel'
import type { JdmEdge, JdmFlow, JdmGraph, JdmNode, JdmProblem, JdmTable } from './jdm-model.ts'
import { ZEN_FUNCTION_NAMES } from './zen-evaluate.ts'
import { parseZen, parseZenCell } from './zen-parse.ts'
import type { Zen } from './zen-syntax.ts'

export interface JdmRefusal {
  readonly code: 'policy.jdm_not_supported'
  readonly problems: readonly JdmProblem[]
}

type Plain = Readonly<Record<string, unknown>>

const TRUE: Zen = { kind: 'literal', value: true }

/**
 * Reads a GoRules decision graph (JDM): decision tables, expressions and switches. Functions in
 * JavaScript, calls of other graphs and custom nodes are refused, never passed over.
 *
 * @param graph the document, as JSON
 * @refuses policy.jdm_not_supported with every problem and its node
 */
export function readJdm(graph: unknown): Result<JdmGraph, JdmRefusal> {
  const reader = new JdmReader()
  const read = reader.graph(graph)
  return reader.problems.length > 0 ? refuse({ code: 'policy.jdm_not_supported', problems: reader.problems }) : ok(read)
}

class JdmReader {
  readonly problems: JdmProblem[] = []
  #node = ''

  graph(graph: unknown): JdmGraph {
    const { nodes, edges } = plain(graph)
    if (!Array.isArray(nodes) || !Array.isArray(edges)) {
      this.problems.push({ code: 'policy.jdm_not_a_graph' })
      return { nodes: [], edges: [] }
    }
    const read = { nodes: nodes.flatMap((node) => this.#nodeOf(plain(node))), edges: edges.map(edgeOf) }
    if (hasCircle(read)) this.problems.push({ code: 'policy.jdm_circle' })
    return read
  }

  #nodeOf(node: Plain): JdmNode[] {
    const common = { id: text(node.id), name: text(node.name) }
    this.#node = common.name
    const content = plain(node.content)
    switch (node.type) {
      case 'inputNode':
        return [{ ...common, kind: 'input' }]
      case 'outputNode':
        return [{ ...common, kind: 'output' }]
      case 'decisionTableNode':
        return [{ ...common, kind: 'table', ...this.#table(content), ...this.#flow(content) }]
      case 'expressionNode': {
        const expressions = list(content.expressions).flatMap(({ key, value }) =>
          text(key) === '' ? [] : [{ to: text(key), tree: this.#parsed(text(value), parseZen) }],
        )
        return [{ ...common, kind: 'expressions', expressions, ...this.#flow(content) }]
      }
      case 'switchNode': {
        const statements = list(content.statements).map(({ id, condition }) => {
          return { id: text(id), tree: text(condition) === '' ? TRUE : this.#parsed(text(condition), parseZen) }
        })
        return [{ ...common, kind: 'switch', hitPolicy: policyOf(content), statements }]
      }
      default:
        this.problems.push({ code: 'policy.jdm_node_not_supported', node: this.#node, text: text(node.type) })
        return []
    }
  }

  #flow(content: Plain): JdmFlow {
    const field = text(content.inputField).trim()
    return {
      passThrough: content.passThrough === true,
      inputField: field === '' ? undefined : this.#parsed(field, parseZen),
      outputPath: text(content.outputPath).trim() || undefined,
      isLoop: content.executionMode === 'loop',
    }
  }

  #table(content: Plain): JdmTable {
    const columns = list(content.inputs)
    const outputs = list(content.outputs)
    const inputs = columns.map(({ field }) => {
      const written = text(field).trim() || undefined
      return { field: written, of: written === undefined ? undefined : this.#parsed(written, parseZen) }
    })
    const rows = list(content.rules).map((rule, i) => ({
      id: text(rule._id) || `${i + 1}`,
      when: columns.map(({ id }, column) => {
        const cell = text(rule[text(id)]).trim()
        const isWhole = inputs[column]!.of === undefined && cell !== '' && cell !== '-'
        return { text: cell, test: this.#parsed(cell, isWhole ? parseZen : parseZenCell) }
      }),
      gives: outputs.map(({ id }) => {
        const cell = text(rule[text(id)]).trim()
        return { text: cell, tree: cell === '' ? undefined : this.#parsed(cell, parseZen) }
      }),
    }))
    return { hitPolicy: policyOf(content), inputs, outputs: outputs.map(({ field }) => ({ field: text(field) })), rows }
  }

  #parsed(written: string, parse: (written: string) => Zen | undefined): Zen {
    const tree = parse(written)
    if (!tree) this.problems.push({ code: 'policy.jdm_expression_not_read', node: this.#node, text: written })
    for (const name of tree ? callsIn(tree) : []) {
      if (!ZEN_FUNCTION_NAMES.has(name)) {
        this.problems.push({ code: 'policy.jdm_function_not_supported', node: this.#node, text: name })
      }
    }
    return tree ?? TRUE
  }
}

function callsIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(callsIn)
  if (typeof tree !== 'object' || tree === null) return []
  const own = 'kind' in tree && tree.kind === 'call' && 'name' in tree ? [text(tree.name)] : []
  return [...own, ...Object.values(tree).flatMap(callsIn)]
}

function hasCircle({ nodes, edges }: JdmGraph): boolean {
  let left = nodes.map(({ id }) => id)
  for (;;) {
    const free = left.filter((id) => !edges.some(({ from, to }) => to === id && left.includes(from)))
    if (free.length === 0) return left.length > 0
    left = left.filter((id) => !free.includes(id))
  }
}

function edgeOf(edge: unknown): JdmEdge {
  const { sourceId, targetId, sourceHandle } = plain(edge)
  return { from: text(sourceId), to: text(targetId), statement: text(sourceHandle) || undefined }
}

function policyOf({ hitPolicy }: Plain): 'first' | 'collect' {
  return hitPolicy === 'collect' ? 'collect' : 'first'
}

function plain(value: unknown): Plain {
  return typeof value === 'object' && value !== null ? (value as Plain) : {}
}

function list(value: unknown): readonly Plain[] {
  return Array.isArray(value) ? value.map(plain) : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
