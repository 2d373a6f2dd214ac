import type { DecisionTree, OutputValue, TreeLeaf, TreeNode, TreeQuestion } from '@puhui/policy'
import { freshName, withMoved, without, withReplaced } from './order.ts'

/** A place in a tree: the branches taken from the root; −1 is the otherwise. */
export type TreePath = readonly number[]
export const OTHERWISE = -1

export function isQuestion(node: TreeNode): node is TreeQuestion {
  return 'branches' in node
}

/** The JSON pointer of a node, as problems name it. */
export function pointerOf(path: TreePath): string {
  return path.reduce<string>(
    (at, step) => `${at}${step === OTHERWISE ? '/otherwise' : `/branches/${step}/to`}`,
    '/root',
  )
}

export function idsOf(node: TreeNode): string[] {
  if (!isQuestion(node)) return [node.id]
  const below = [...node.branches.map(({ to }) => to), ...(node.otherwise ? [node.otherwise] : [])]
  return [node.id, ...below.flatMap(idsOf)]
}

/** The tree with another node at a place. */
export function withNode(tree: DecisionTree, path: TreePath, change: (node: TreeNode) => TreeNode): DecisionTree {
  return { ...tree, root: changed(tree.root, path, change) }
}

function changed(node: TreeNode, path: TreePath, change: (node: TreeNode) => TreeNode): TreeNode {
  const [step, ...rest] = path
  if (step === undefined) return change(node)
  if (!isQuestion(node)) return node
  if (step === OTHERWISE) {
    return node.otherwise ? { ...node, otherwise: changed(node.otherwise, rest, change) } : node
  }
  const branches = node.branches.map((branch, i) =>
    i === step ? { ...branch, to: changed(branch.to, rest, change) } : branch,
  )
  return { ...node, branches }
}

function onQuestion(tree: DecisionTree, path: TreePath, change: (node: TreeQuestion) => TreeNode): DecisionTree {
  return withNode(tree, path, (node) => (isQuestion(node) ? change(node) : node))
}

function newLeaf({ root, outputs }: DecisionTree): TreeLeaf {
  return { id: freshName('leaf', idsOf(root)), gives: outputs.map(() => null) }
}

/** One more branch, whose test never holds until it is written, ending in an empty outcome. */
export function addBranch(tree: DecisionTree, path: TreePath): DecisionTree {
  return onQuestion(tree, path, (node) => {
    return { ...node, branches: [...node.branches, { when: '-', to: newLeaf(tree) }] }
  })
}

export function addOtherwise(tree: DecisionTree, path: TreePath): DecisionTree {
  return onQuestion(tree, path, (node) => ({ ...node, otherwise: newLeaf(tree) }))
}

/** Without one branch and all below it; a question that keeps none becomes an outcome. */
export function removeBranch(tree: DecisionTree, path: TreePath, at: number): DecisionTree {
  return onQuestion(tree, path, (node) => {
    if (at === OTHERWISE) {
      const { otherwise: _gone, ...rest } = node
      return rest
    }
    return { ...node, branches: without(node.branches, at) }
  })
}

export function moveBranch(tree: DecisionTree, path: TreePath, from: number, to: number): DecisionTree {
  return onQuestion(tree, path, (node) => ({ ...node, branches: withMoved(node.branches, from, to) }))
}

export function setTest(tree: DecisionTree, path: TreePath, at: number, when: string): DecisionTree {
  return onQuestion(tree, path, (node) => {
    return { ...node, branches: withReplaced(node.branches, at, { ...node.branches[at]!, when }) }
  })
}

/** An outcome becomes a question on a fact, with itself as what is given otherwise. */
export function toQuestion(tree: DecisionTree, path: TreePath, expression: string): DecisionTree {
  const id = freshName('question', idsOf(tree.root))
  return withNode(tree, path, (node) => {
    if (isQuestion(node)) return node
    return { id, expression, branches: [{ when: '-', to: newLeaf(tree) }], otherwise: node }
  })
}

/** A question becomes an outcome; what was below it is gone. */
export function toLeaf(tree: DecisionTree, path: TreePath): DecisionTree {
  return withNode(tree, path, () => newLeaf(tree))
}

export function setGives(tree: DecisionTree, path: TreePath, at: number, value: OutputValue): DecisionTree {
  return withNode(tree, path, (node) => {
    if (isQuestion(node)) return node
    const gives = tree.outputs.map((_, i) => (i === at ? value : (node.gives[i] ?? null)))
    return { ...node, gives }
  })
}

/** Every outcome's values changed alike, as when an output is added or moved. */
export function withAllGives(
  node: TreeNode,
  values: (gives: readonly OutputValue[]) => readonly OutputValue[],
): TreeNode {
  if (!isQuestion(node)) return { ...node, gives: values(node.gives) }
  const branches = node.branches.map(({ when, to }) => ({ when, to: withAllGives(to, values) }))
  return { ...node, branches, ...(node.otherwise ? { otherwise: withAllGives(node.otherwise, values) } : {}) }
}
