import { catalogueOf } from '@puhui/condition'
import { compilePolicy, consumerLoanFacts, consumerLoanPolicy } from '@puhui/policy'
import { expect, test } from 'vitest'
import { newStage, STAGE_KINDS } from './new-stage.ts'

test.each(STAGE_KINDS)('a new stage of kind %s compiles where it is added, twice under names of its own', (kind) => {
  const first = newStage(kind, consumerLoanPolicy)
  const one = { ...consumerLoanPolicy, stages: [...consumerLoanPolicy.stages, first] }
  const two = { ...one, stages: [...one.stages, newStage(kind, one)] }
  expect(compilePolicy(two, catalogueOf(consumerLoanFacts))).toMatchObject({ ok: true })
  expect(two.stages.at(-1)!.id).not.toBe(first.id)
})
