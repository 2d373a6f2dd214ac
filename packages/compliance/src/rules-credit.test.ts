import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import { checkRule, type InputOf, type RuleId, rulePack } from './index.ts'

const TODAY = '2026-11-22' as Day

function codeOf<Id extends RuleId>(id: Id, input: InputOf<Id>, lenderKind: 'bank' | 'microloan_company' = 'bank') {
  const pack = rulePack(lenderKind)
  if (!pack.ok) throw new Error(pack.error.code)
  const verdict = checkRule(pack.value, id, TODAY, input)
  return verdict.decision === 'allow' ? 'allow' : verdict.code
}

test('[L7] CN-ORIG-006: a guarantee fee under another name, an outsourced decision and a promised approval rate', () => {
  const fee = { act: 'charge', collector: 'guarantor', payer: 'borrower' } as const
  expect(codeOf('CN-ORIG-006', { ...fee, name: '融资咨询费', isInCostTable: true })).toBe('compliance.fee_disguised')
  expect(codeOf('CN-ORIG-006', { ...fee, isInCostTable: false })).toBe('compliance.fee_disguised')
  expect(codeOf('CN-ORIG-006', { act: 'underwrite', decidedBy: 'platform' })).toBe('compliance.decision_outsourced')
  const floor = { act: 'underwrite', decidedBy: 'lender', approvalRateFloorPpm: 500_000n } as const
  expect(codeOf('CN-ORIG-006', floor)).toBe('compliance.decision_outsourced')
  expect(codeOf('CN-ORIG-006', { act: 'underwrite', decidedBy: 'lender' })).toBe('allow')
})

test('[L7] CN-ORIG-007: a bank lends a student who has a second source and a guardian who agrees', () => {
  const student = { act: 'apply', lenderKind: 'bank', isStudent: true, hasSecondSource: true } as const
  expect(codeOf('CN-ORIG-007', student)).toBe('compliance.student_without_second_source')
  expect(codeOf('CN-ORIG-007', { ...student, hasGuardianConsent: true })).toBe('allow')
  expect(codeOf('CN-ORIG-007', { act: 'target', segments: ['某某大学新生'] })).toBe('compliance.student_targeted')
  expect(codeOf('CN-ORIG-007', { act: 'target', segments: ['老客户'] })).toBe('allow')
})

test('[L7] CN-ORIG-009: at the limit it stands, a fen above it falls; so does a borrower above a tenth of net assets', () => {
  const input = { purpose: 'consumption', outstandingFen: 19_999_900n, newFen: 100n } as const
  expect(codeOf('CN-ORIG-009', input, 'microloan_company')).toBe('allow')
  expect(codeOf('CN-ORIG-009', { ...input, newFen: 101n }, 'microloan_company')).toBe('compliance.microloan_limit')
  const concentration = { netAssetsFen: 100_000_000n, borrowerFen: 10_000_000n, groupFen: 15_000_000n }
  expect(codeOf('CN-ORIG-009', { ...input, concentration }, 'microloan_company')).toBe('allow')
  const above = { ...concentration, groupFen: 15_000_001n }
  expect(codeOf('CN-ORIG-009', { ...input, concentration: above }, 'microloan_company')).toBe(
    'compliance.microloan_concentration',
  )
})

test('[L7] CN-CRED-001: consent to one purpose is none to another, and must be written', () => {
  const consent = { purpose: 'loan approval', isWritten: true, isWithdrawn: false }
  const missing = 'compliance.credit_query_no_consent'
  expect(codeOf('CN-CRED-001', { purpose: 'post-loan management', consent })).toBe(missing)
  expect(codeOf('CN-CRED-001', { purpose: 'loan approval', consent: { ...consent, isWritten: false } })).toBe(missing)
  expect(codeOf('CN-CRED-001', { purpose: 'loan approval', consent: null })).toBe(missing)
})

test('[L7] CN-CRED-006 and 007: other data needs no licence; income needs written consent', () => {
  expect(codeOf('CN-CRED-006', { kind: 'other', isLicensedBureau: false })).toBe('allow')
  expect(codeOf('CN-CRED-007', { field: 'income' })).toBe('compliance.field_without_consent')
  expect(codeOf('CN-CRED-007', { field: 'employer' })).toBe('allow')
})

test('[L7] CN-PRIV-003: a decision needs reasons and a person to turn to; a push needs a way without a profile', () => {
  const decide = { act: 'decide', hasExplanation: true, mayAskReview: true } as const
  expect(codeOf('CN-PRIV-003', decide)).toBe('allow')
  expect(codeOf('CN-PRIV-003', { ...decide, mayAskReview: false })).toBe('compliance.decision_without_rights')
  const push = { act: 'push', hasOptedOut: false, hasImpersonalOption: false } as const
  expect(codeOf('CN-PRIV-003', push)).toBe('compliance.push_refused')
  expect(codeOf('CN-PRIV-003', { act: 'price', features: ['grade', 'termMonths'] })).toBe('allow')
})

test('[L7] CN-ALGO-001 and 002: told and with a switch; admitted, gated, and with a way back', () => {
  const release = { act: 'release', tellsPeople: true, hasOffSwitch: false } as const
  expect(codeOf('CN-ALGO-001', release)).toBe('compliance.recommendation_not_told')
  expect(codeOf('CN-ALGO-001', { act: 'pushed', isSwitchedOff: false })).toBe('allow')
  const model = { tier: 'high', isApproved: true, hasHumanGate: true, canRollBack: true } as const
  expect(codeOf('CN-ALGO-002', model)).toBe('allow')
  expect(codeOf('CN-ALGO-002', { ...model, canRollBack: false })).toBe('compliance.ai_without_way_back')
  expect(codeOf('CN-ALGO-002', { ...model, isApproved: false })).toBe('compliance.ai_not_admitted')
})
