import type {
  CoreStage,
  CrossStage,
  ListStage,
  OutputValue,
  RuleStage,
  Stage,
  TableRow,
  TableStage,
  TreeNode,
  TreeQuestion,
  TreeStage,
} from './policy.ts'

/**
 * A stage as it runs: list checks are rules; a cross table and a tree are first-hit tables, one row per cell or leaf.
 *
 * @example coreStage({ kind: 'lists', checks: [{ list: 'blacklisted', … }], … }).kind // 'rules'
 */
export function coreStage(stage: Stage): CoreStage {
  switch (stage.kind) {
    case 'lists':
      return ruleStageOf(stage)
    case 'cross':
      return tableStageOf(stage)
    case 'tree':
      return treeTableOf(stage)
    default:
      return stage
  }
}

/** Where a place of the stage as it runs stands in the stage as it was written; both are JSON pointers within it. */
export function writtenPlace(stage: Stage, pointer: string): string {
  const row = /^\/table\/rows\/(\d+)/u.exec(pointer)?.[1]
  switch (stage.kind) {
    case 'lists':
      return pointer.replace(/^\/rules\/(\d+)\/when/u, '/checks/$1/list').replace(/^\/rules/u, '/checks')
    case 'cross':
      return crossPlace(stage, pointer, row === undefined ? undefined : Number(row))
    case 'tree':
      return treePlace(stage, pointer, row === undefined ? undefined : Number(row))
    default:
      return pointer
  }
}

function ruleStageOf({ kind: _kind, checks, ...stage }: ListStage): RuleStage {
  const rules = checks.map(({ list, unless, ...rule }) => {
    return { ...rule, when: unless === undefined ? list : `${list} and not(coalesce(${unless}, false))` }
  })
  return { ...stage, kind: 'rules', rules }
}

function tableStageOf({ kind: _kind, cross, ...stage }: CrossStage): TableStage {
  const { id, rows, columns, to, gives, onUnknown, unknownReasonCode } = cross
  const cells = rows.tests.flatMap((row, r) =>
    columns.tests.map((column, c): TableRow => {
      return { id: `${r + 1}.${c + 1}`, when: [row, column], gives: [gives[r]?.[c] ?? null] }
    }),
  )
  const inputs = [{ expression: rows.expression }, { expression: columns.expression }]
  const table = {
    id,
    hitPolicy: 'first',
    inputs,
    outputs: [{ to }],
    rows: cells,
    onUnknown,
    unknownReasonCode,
  } as const
  return { ...stage, kind: 'table', table }
}

function crossPlace({ cross }: CrossStage, pointer: string, cell: number | undefined): string {
  const axes = ['rows', 'columns'] as const
  const input = /^\/table\/inputs\/(\d)/u.exec(pointer)?.[1]
  if (input !== undefined) return `/cross/${axes[Number(input)]}/expression`
  if (cell === undefined) return pointer.replace('/table/outputs/0/to', '/cross/to').replace(/^\/table/u, '/cross')
  const at = [Math.floor(cell / cross.columns.tests.length), cell % cross.columns.tests.length] as const
  const axis = /\/when\/(\d)$/u.exec(pointer)?.[1]
  return axis === undefined
    ? `/cross/gives/${at[0]}/${at[1]}`
    : `/cross/${axes[Number(axis)]}/tests/${at[Number(axis) as 0 | 1]}`
}

/** One input per question and one row per leaf; a question that ends nowhere ends in a row that gives nothing. */
function treeTableOf({ kind: _kind, tree, ...stage }: TreeStage): TableStage {
  const { root, ...rest } = tree
  const questions = questionsOf(root, '/tree/root')
  const at = new Map(questions.map(({ node }, i) => [node, i]))
  const rows = leavesOf(root, '/tree/root', []).map(({ id, gives, path }): TableRow => {
    const when = questions.map(() => '-')
    for (const { question, test } of path) when[at.get(question)!] = test
    return { id, when, gives: gives ?? tree.outputs.map(() => null) }
  })
  const inputs = questions.map(({ node }) => ({ expression: node.expression }))
  return { ...stage, kind: 'table', table: { ...rest, hitPolicy: 'first', inputs, rows } }
}

interface Leaf {
  readonly id: string
  readonly gives: readonly OutputValue[] | undefined
  readonly pointer: string
  readonly path: readonly { readonly question: TreeQuestion; readonly test: string; readonly pointer: string }[]
}

function isQuestion(node: TreeNode): node is TreeQuestion {
  return 'branches' in node
}

function questionsOf(
  node: TreeNode,
  pointer: string,
): readonly { readonly node: TreeQuestion; readonly pointer: string }[] {
  if (!isQuestion(node)) return []
  const below = node.branches.flatMap(({ to }, i) => questionsOf(to, `${pointer}/branches/${i}/to`))
  return [{ node, pointer }, ...below, ...(node.otherwise ? questionsOf(node.otherwise, `${pointer}/otherwise`) : [])]
}

/** From top to bottom; since every question ends in a leaf, the first row that holds is the leaf the tree comes to. */
function leavesOf(node: TreeNode, pointer: string, path: Leaf['path']): readonly Leaf[] {
  if (!isQuestion(node)) return [{ id: node.id, gives: node.gives, pointer, path }]
  const branches = node.branches.flatMap(({ when, to }, i) => {
    const step = { question: node, test: when, pointer: `${pointer}/branches/${i}/when` }
    return leavesOf(to, `${pointer}/branches/${i}/to`, [...path, step])
  })
  const rest = node.otherwise
    ? leavesOf(node.otherwise, `${pointer}/otherwise`, path)
    : [{ id: `${node.id}.otherwise`, gives: undefined, pointer, path }]
  return [...branches, ...rest]
}

function treePlace({ tree }: TreeStage, pointer: string, row: number | undefined): string {
  const questions = questionsOf(tree.root, '/tree/root')
  const input = /^\/table\/inputs\/(\d+)/u.exec(pointer)?.[1]
  if (input !== undefined) return `${questions[Number(input)]!.pointer}/expression`
  if (row === undefined) return pointer.replace(/^\/table/u, '/tree')
  const leaf = leavesOf(tree.root, '/tree/root', [])[row]!
  const column = /\/when\/(\d+)$/u.exec(pointer)?.[1]
  if (column === undefined) return leaf.pointer + pointer.replace(/^\/table\/rows\/\d+/u, '')
  return leaf.path.find(({ question }) => question === questions[Number(column)]!.node)?.pointer ?? leaf.pointer
}
