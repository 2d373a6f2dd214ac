import { expect, test } from 'vitest'
import { jobResultLabel, resultLines } from './job-result-labels.ts'

test('the result of a job is read line by line, a refusal in its words and what is empty left out', () => {
  const lines = resultLines({
    total: 3,
    originated: 2,
    refused: { 'customers.identity_missing': 1 },
    sources: { bureau: { calls: 2, costFen: '600' } },
    moreDataForWantOf: {},
  })
  expect(lines.map(({ figure, depth, value }) => [depth, jobResultLabel(figure).en, value])).toEqual([
    [0, 'In all', 3],
    [0, 'Paid out', 2],
    [0, 'Refused', undefined],
    [1, jobResultLabel('customers.identity_missing').en, 1],
    [0, 'Data from outside', undefined],
    [1, 'Credit bureau', undefined],
    [2, 'Calls', 2],
    [2, 'Cost', '600'],
  ])
  expect(jobResultLabel('customers.identity_missing').en).not.toContain('identity_missing')
})
