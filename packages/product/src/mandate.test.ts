import { expect, test } from 'vitest'
import { type MandateInputs, type MandateRule, mandateOutcome } from './mandate.ts'
import { d } from './product.fixture.ts'

const RULE: MandateRule = {
  loanId: 'loa_1',
  accountTail: '0128',
  days: [0, 3],
  amount: 'all-due',
  maxFen: 100_000n,
  until: d('2027-12-31'),
}
const INPUTS: MandateInputs = {
  on: d('2026-09-10'),
  dueOn: d('2026-09-10'),
  allDueFen: 80_000n,
  oldestFen: 50_000n,
  accountTail: '0128',
}

test.each([
  ['on the due day all that is due', {}, {}, { kind: 'execute', amountFen: 80_000n }],
  ['at most the limit of a day', { maxFen: 60_000n }, {}, { kind: 'execute', amountFen: 60_000n }],
  ['the oldest instalment alone', { amount: 'oldest-instalment' }, {}, { kind: 'execute', amountFen: 50_000n }],
  ['again three days later', {}, { on: d('2026-09-13') }, { kind: 'execute', amountFen: 80_000n }],
] as const)('[E1] TEC-06 a mandate takes %s', (_title, rule, inputs, outcome) => {
  expect(mandateOutcome({ ...RULE, ...rule }, { ...INPUTS, ...inputs })).toEqual(outcome)
})

test.each([
  ['on another day', {}, { on: d('2026-09-12') }, 'not-a-day'],
  ['after its end', { until: d('2026-09-09') }, {}, 'expired'],
  ['from another account', {}, { accountTail: '9999' }, 'account-changed'],
  ['where nothing is due', {}, { dueOn: null, allDueFen: 0n }, 'nothing-due'],
] as const)('[E2] TEC-06 a mandate takes nothing %s', (_title, rule, inputs, reason) => {
  expect(mandateOutcome({ ...RULE, ...rule }, { ...INPUTS, ...inputs })).toEqual({ kind: 'skip', reason })
})
