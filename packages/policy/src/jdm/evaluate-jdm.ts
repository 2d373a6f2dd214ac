import type { JdmFlow, JdmGraph, JdmNode, JdmTable } from './jdm-model.ts'
import { evaluateZen, type ZenScope } from './zen-evaluate.ts'
import { isJsonList, isJsonObject } from './zen-functions.ts'
import type { Json, Zen } from './zen-syntax.ts'

type JsonObject = { readonly [name: string]: Json }

/**
 * Evaluates a decision graph that was read by `readJdm`. Pure and total.
 *
 * @param input the request
 * @param nowSeconds what `date('now')` gives, seconds since 1970; null when the graph may not know it
 * @returns what reaches the output node, or what the last nodes give when there is none
 */
export function evaluateJdm(graph: JdmGraph, input: Json, nowSeconds: number | null = null): Json {
  return new JdmRun(graph, input, nowSeconds).result()
}

class JdmRun {
  readonly #graph: JdmGraph
  readonly #input: Json
  readonly #nowSeconds: number | null
  readonly #results = new Map<string, Json>()
  readonly #taken = new Set<string>()
  readonly #spent = { steps: 0 }

  constructor(graph: JdmGraph, input: Json, nowSeconds: number | null) {
    this.#graph = graph
    this.#input = input
    this.#nowSeconds = nowSeconds
  }

  result(): Json {
    let left = this.#graph.nodes
    while (left.length > 0) {
      const ready = left.filter(
        ({ id }) => !this.#graph.edges.some(({ from, to }) => to === id && left.some((each) => each.id === from)),
      )
      for (const node of ready) this.#run(node)
      left = left.filter((node) => !ready.includes(node))
    }
    const ran = this.#graph.nodes.filter(({ id }) => this.#results.has(id))
    const outputs = ran.filter(({ kind }) => kind === 'output')
    const last = ran.filter(({ id }) => !this.#graph.edges.some(({ from, to }) => from === id && this.#results.has(to)))
    return joined((outputs.length > 0 ? outputs : last).map(({ id }) => this.#results.get(id)!))
  }

  #run(node: JdmNode): void {
    const arriving = this.#graph.edges.filter(({ to }) => to === node.id)
    const reached = arriving.filter(({ from, statement }) => this.#results.has(from) && this.#isTaken(from, statement))
    if (node.kind !== 'input' && reached.length === 0) return
    const data = joined(reached.map(({ from }) => this.#results.get(from)!))
    this.#results.set(node.id, this.#valueOf(node, data))
  }

  #isTaken(from: string, statement: string | undefined): boolean {
    const isSwitch = this.#graph.nodes.some(({ id, kind }) => id === from && kind === 'switch')
    return !isSwitch || this.#taken.has(`${from} ${statement ?? ''}`)
  }

  #valueOf(node: JdmNode, data: Json): Json {
    switch (node.kind) {
      case 'input':
        return this.#input
      case 'output':
        return data
      case 'switch':
        for (const { id, tree } of node.statements) {
          if (evaluateZen(tree, this.#scope(data, null)) !== true) continue
          this.#taken.add(`${node.id} ${id}`)
          if (node.hitPolicy === 'first') break
        }
        return data
      case 'table':
        return this.#flowed(node, data, (own) => this.#table(node, own))
      case 'expressions':
        return this.#flowed(node, data, (own) => this.#expressions(node.expressions, own))
    }
  }

  #flowed(flow: JdmFlow, data: Json, compute: (own: Json) => Json): Json {
    const own = flow.inputField ? evaluateZen(flow.inputField, this.#scope(data, data)) : data
    const each = (item: Json) => (flow.passThrough ? merged(item, compute(item)) : compute(item))
    const answer = flow.isLoop ? (isJsonList(own) ? own : []).map(each) : flow.inputField ? each(own) : compute(own)
    const placed = flow.outputPath ? withPath({}, flow.outputPath, answer) : answer
    return flow.passThrough ? merged(data, placed) : placed
  }

  #table(table: JdmTable, data: Json): Json {
    const rows = table.rows.filter(({ when }) =>
      when.every(({ test }, i) => {
        const of = table.inputs[i]!.of
        return evaluateZen(test, this.#scope(data, of ? evaluateZen(of, this.#scope(data, data)) : data)) === true
      }),
    )
    const answers = (table.hitPolicy === 'first' ? rows.slice(0, 1) : rows).map(({ gives }) =>
      gives.reduce<JsonObject>((answer, { tree }, i) => {
        if (!tree) return answer
        return withPath(answer, table.outputs[i]!.field, evaluateZen(tree, this.#scope(data, answer)))
      }, {}),
    )
    return table.hitPolicy === 'first' ? (answers[0] ?? null) : answers
  }

  #expressions(expressions: readonly { readonly to: string; readonly tree: Zen }[], data: Json): Json {
    return expressions.reduce<JsonObject>(
      (answer, { to, tree }) => withPath(answer, to, evaluateZen(tree, this.#scope(data, answer))),
      {},
    )
  }

  #scope(data: Json, value: Json): ZenScope {
    const named = this.#graph.nodes.filter(({ id }) => this.#results.has(id))
    const nodes = Object.fromEntries(named.map(({ id, name }) => [name, this.#results.get(id)!]))
    return { data, value, nodes, nowSeconds: this.#nowSeconds, spent: this.#spent }
  }
}

function joined([first = {}, ...others]: readonly Json[]): Json {
  return others.reduce(merged, first)
}

/** Two results as one: objects key by key; a null takes the key away, of anything else the later one stays. */
function merged(a: Json, b: Json): Json {
  if (!isJsonObject(a) || !isJsonObject(b)) return b ?? a
  const all: Record<string, Json> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const before = Object.hasOwn(all, key) ? all[key] : undefined
    if (value === null) delete all[key]
    else all[key] = isJsonObject(before) && isJsonObject(value) ? merged(before, value) : value
  }
  return all
}

function withPath(of: JsonObject, path: string, value: Json): JsonObject {
  const [first = '', ...rest] = path.split('.')
  const before = Object.hasOwn(of, first) ? of[first] : undefined
  const inner = rest.length === 0 ? value : withPath(isJsonObject(before) ? before : {}, rest.join('.'), value)
  return { ...of, [first]: inner }
}
