import type { DecisionTree, Policy, PolicyProblem, TreeLeaf, TreeNode, TreeQuestion, TreeStage } from '@puhui/policy'
import { Button, Input, Popconfirm } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useText } from '../../i18n/text.ts'
import { AddButton, ExpressionInput, MoveButtons, OutputInput, useOutputName } from './inputs.tsx'
import { OutputsEditor } from './outputs-editor.tsx'
import { TestEditor } from './test-editor.tsx'
import * as edits from './tree-edits.ts'
import { isQuestion, OTHERWISE, pointerOf, type TreePath } from './tree-edits.ts'
import { UnknownFields } from './unknown-fields.tsx'

interface TreeEditorProps {
  readonly stage: TreeStage
  readonly policy: Policy
  readonly pointer: string
  readonly problems: readonly PolicyProblem[]
  /** Leaves the test applicant comes to. */
  readonly hits: ReadonlySet<string>
  readonly isReadOnly: boolean
  readonly onChange: (stage: TreeStage) => void
}

/** A decision tree as an indented list: each question with its branches, each branch with its test, down to outcomes. */
export function TreeEditor({ stage, policy, pointer, problems, hits, isReadOnly, onChange }: TreeEditorProps) {
  const t = useText(policyEditorText)
  const { tree } = stage
  const set = (next: DecisionTree) => onChange({ ...stage, tree: next })
  const context: TreeContext = {
    tree,
    policy,
    problems: new Set(problems.map((one) => one.pointer.slice(`${pointer}/tree`.length))),
    hits,
    isReadOnly,
    onChange: set,
  }
  return (
    <div className="stack" data-part="tree-editor">
      <p className="soft">{t.treeAbout}</p>
      <div className="tree">
        <Node context={context} node={tree.root} path={[]} />
      </div>
      <details className="stage-head">
        <summary>{t.outputs}</summary>
        <div className="line-fields">
          <UnknownFields value={tree} policy={policy} isReadOnly={isReadOnly} onChange={set} />
        </div>
        <OutputsEditor
          outputs={tree.outputs}
          hasOrder={false}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(outputs, values) => set({ ...tree, outputs, root: edits.withAllGives(tree.root, values) })}
        />
      </details>
    </div>
  )
}

interface TreeContext {
  readonly tree: DecisionTree
  readonly policy: Policy
  /** Pointers below the tree. */
  readonly problems: ReadonlySet<string>
  readonly hits: ReadonlySet<string>
  readonly isReadOnly: boolean
  readonly onChange: (tree: DecisionTree) => void
}

interface NodeProps<N extends TreeNode> {
  readonly context: TreeContext
  readonly node: N
  readonly path: TreePath
}

function Node({ context, node, path }: NodeProps<TreeNode>) {
  return isQuestion(node) ? (
    <Question context={context} node={node} path={path} />
  ) : (
    <Leaf context={context} node={node} path={path} />
  )
}

function Question({ context, node, path }: NodeProps<TreeQuestion>) {
  const t = useText(policyEditorText)
  const { tree, policy, isReadOnly, onChange } = context
  const isBad = context.problems.has(`${pointerOf(path)}/expression`)
  return (
    <section
      className={`tree-question${isBad ? ' is-bad' : ''}`}
      aria-label={`${t.question} ${node.expression}`}
      data-node={node.id}
    >
      <div className="line-fields">
        <ExpressionInput
          label={t.question}
          value={node.expression}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(expression) =>
            onChange(edits.withNode(tree, path, (one) => (isQuestion(one) ? { ...one, expression } : one)))
          }
        />
        <AddButton label={t.addBranch} isReadOnly={isReadOnly} onAdd={() => onChange(edits.addBranch(tree, path))} />
        {!node.otherwise && (
          <AddButton
            label={t.addOtherwise}
            isReadOnly={isReadOnly}
            onAdd={() => onChange(edits.addOtherwise(tree, path))}
          />
        )}
        {!isReadOnly && (
          <Popconfirm title={t.toLeaf} description={t.toLeafAsk} onConfirm={() => onChange(edits.toLeaf(tree, path))}>
            <Button size="small">{t.toLeaf}</Button>
          </Popconfirm>
        )}
      </div>
      <ol className="tree-branches">
        {node.branches.map((branch, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a branch has no name but its place.
          <Branch key={i} context={context} node={node} path={path} at={i} when={branch.when} to={branch.to} />
        ))}
        {node.otherwise ? (
          <li>
            <div className="line-fields">
              <strong>{t.otherwise}</strong>
              {!isReadOnly && (
                <Button
                  size="small"
                  aria-label={t.removeThis(t.otherwise)}
                  onClick={() => onChange(edits.removeBranch(tree, path, OTHERWISE))}
                >
                  ×
                </Button>
              )}
            </div>
            <Node context={context} node={node.otherwise} path={[...path, OTHERWISE]} />
          </li>
        ) : (
          <li className="soft">{t.noOtherwise}</li>
        )}
      </ol>
    </section>
  )
}

interface BranchProps extends NodeProps<TreeQuestion> {
  readonly at: number
  readonly when: string
  readonly to: TreeNode
}

function Branch({ context, node, path, at, when, to }: BranchProps) {
  const t = useText(policyEditorText)
  const [isBuilding, setBuilding] = useState(false)
  const { tree, policy, isReadOnly, onChange } = context
  const set = (text: string) => onChange(edits.setTest(tree, path, at, text))
  const move = (target: number) => onChange(edits.moveBranch(tree, path, at, target))
  const name = `${t.branch} ${at + 1}`
  const onKeyDown = (event: KeyboardEvent) => {
    if (isReadOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    move(at + (event.key === 'ArrowUp' ? -1 : 1))
  }
  const isBad = context.problems.has(`${pointerOf(path)}/branches/${at}/when`)
  return (
    <li onKeyDown={onKeyDown} data-branch={at}>
      <div className="line-fields">
        <span aria-hidden="true">{t.branchWhen}</span>
        <Input
          className="mono tree-test"
          size="small"
          aria-label={`${name} ${t.branchWhen}`}
          value={when}
          readOnly={isReadOnly}
          status={isBad ? 'error' : ''}
          onChange={(event) => set(event.target.value)}
        />
        <Button size="small" aria-expanded={isBuilding} onClick={() => setBuilding(!isBuilding)}>
          {t.editTest}
        </Button>
        <MoveButtons
          what={name}
          at={at}
          count={node.branches.length}
          keepsOne
          isReadOnly={isReadOnly}
          onMove={move}
          onRemove={() => onChange(edits.removeBranch(tree, path, at))}
        />
      </div>
      {isBuilding && (
        <TestEditor
          title={`${name} · ${node.expression}`}
          text={when}
          expression={node.expression}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={set}
        />
      )}
      <Node context={context} node={to} path={[...path, at]} />
    </li>
  )
}

function Leaf({ context, node, path }: NodeProps<TreeLeaf>) {
  const t = useText(policyEditorText)
  const nameOf = useOutputName()
  const { tree, policy, isReadOnly, onChange } = context
  const isBad = [...context.problems].some((one) => one.startsWith(`${pointerOf(path)}/gives`))
  const tone = isBad ? ' is-bad' : context.hits.has(node.id) ? ' is-hit' : ''
  return (
    <div className={`tree-leaf line-fields${tone}`} data-node={node.id} data-hit={context.hits.has(node.id)}>
      <strong>{t.leaf}</strong>
      {tree.outputs.map(({ to }, i) => (
        <OutputInput
          // biome-ignore lint/suspicious/noArrayIndexKey: an output has no name but its place.
          key={i}
          label={nameOf(to)}
          to={to}
          value={node.gives[i] ?? null}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(value) => onChange(edits.setGives(tree, path, i, value))}
        />
      ))}
      <AddButton
        label={t.toQuestion}
        isReadOnly={isReadOnly}
        onAdd={() => onChange(edits.toQuestion(tree, path, 'applicantAge'))}
      />
    </div>
  )
}
