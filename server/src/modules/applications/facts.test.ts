import { expect, test } from 'vitest'
import { bureauFacts } from './facts.ts'

const nobody = { profile: {} }
const stub = { reference: 'sim_1', priceFen: 0n, latencyMs: 1 }

test('the source of a fact has a name in each language', () => {
  const answer = {
    status: 'answered',
    facts: {},
    provider: '征信机构（模拟） / Credit bureau (simulated)',
    isSimulated: true,
  } as const
  const at = '2026-11-22T00:00:00Z'
  const named = (provider: string) => bureauFacts({ ...stub, ...answer, provider }, nobody, at).source
  expect(named(answer.provider)).toEqual({ zh: '征信机构（模拟）', en: 'Credit bureau (simulated)' })
  expect(named('Experian')).toEqual({ zh: 'Experian', en: 'Experian' })
  expect(bureauFacts(null, nobody, at).source).toEqual({ zh: '未查询', en: 'Not asked' })
})
