import { catalogueOf } from '@puhui/condition'
import {
  compilePolicy,
  consumerLoanFacts,
  consumerLoanPolicy,
  type DecisionTree,
  decide,
  type Policy,
} from '@puhui/policy'
import { expect, test } from 'vitest'
import * as edits from './tree-edits.ts'

const start: DecisionTree = {
  id: 'tree',
  outputs: [{ to: 'grade' }, { to: 'outcome' }, { to: 'reason' }],
  onUnknown: 'refer',
  unknownReasonCode: 'OFFER_UNKNOWN',
  root: { id: 'leaf', gives: ['A', 'pass', null] },
}

/** A policy of this tree alone. */
function policyOf(tree: DecisionTree): Policy {
  const title = { zh: 't', en: 't' }
  return { ...consumerLoanPolicy, stages: [{ id: 's', title, kind: 'tree', sources: ['identity'], tree }] }
}

function gradeOf(tree: DecisionTree, facts: Readonly<Record<string, number>>): string | undefined {
  const compiled = compilePolicy(policyOf(tree), catalogueOf(consumerLoanFacts))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.problems))
  return decide(compiled.value, facts).grade
}

test('a tree grown by edits decides as it was drawn', () => {
  let tree = edits.toQuestion(start, [], 'termMonths')
  tree = edits.setTest(tree, [], 0, '<= 12')
  tree = edits.setGives(tree, [0], 0, 'B')
  tree = edits.addBranch(tree, [])
  tree = edits.setTest(tree, [], 1, '(12..36]')
  tree = edits.toQuestion(tree, [1], 'applicantAge')
  tree = edits.setTest(tree, [1], 0, '< 30')
  tree = edits.setGives(tree, [1, 0], 0, 'C')
  tree = edits.setGives(tree, [1, edits.OTHERWISE], 0, 'D')
  expect(gradeOf(tree, { termMonths: 12, applicantAge: 20 })).toBe('B')
  expect(gradeOf(tree, { termMonths: 24, applicantAge: 29 })).toBe('C')
  expect(gradeOf(tree, { termMonths: 24, applicantAge: 30 })).toBe('D')
  expect(gradeOf(tree, { termMonths: 48, applicantAge: 30 })).toBe('A')
  expect(new Set(edits.idsOf(tree.root)).size).toBe(edits.idsOf(tree.root).length)
})

test('branches move and go; an otherwise comes and goes', () => {
  let tree = edits.setTest(edits.toQuestion(start, [], 'termMonths'), [], 0, '<= 12')
  tree = edits.setTest(edits.addBranch(tree, []), [], 1, '<= 24')
  tree = edits.setGives(edits.setGives(tree, [0], 0, 'B'), [1], 0, 'C')
  expect(gradeOf(tree, { termMonths: 6 })).toBe('B')
  expect(gradeOf(edits.moveBranch(tree, [], 1, 0), { termMonths: 6 })).toBe('C')
  expect(gradeOf(edits.removeBranch(tree, [], 0), { termMonths: 6 })).toBe('C')
  const open = edits.removeBranch(tree, [], edits.OTHERWISE)
  expect(gradeOf(open, { termMonths: 60 })).toBeUndefined()
  expect(gradeOf(edits.setGives(edits.addOtherwise(open, []), [edits.OTHERWISE], 0, 'E'), { termMonths: 60 })).toBe('E')
  expect(edits.toLeaf(tree, []).root).toEqual({ id: expect.any(String), gives: [null, null, null] })
})

test('problems are found by the pointers of the engine', () => {
  expect(edits.pointerOf([1, edits.OTHERWISE, 0])).toBe(
    ['', 'root', 'branches', 1, 'to', 'otherwise', 'branches', 0, 'to'].join('/'),
  )
})
