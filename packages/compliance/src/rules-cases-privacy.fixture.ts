import { expect } from 'vitest'
import { afterUse, type DataOrigin } from './index.ts'
import { check, type Given, TODAY } from './rules-cases.fixture.ts'

/** What the file calls the opening of a case is a referral here. */
export function automatedDecision(given: Given) {
  if (given.has('request')) {
    expect(given.need('request')).toBe('human')
    const { decision } = check('CN-PRIV-003', TODAY, { act: 'askReview' })
    return { decision: decision === 'refer' ? 'open-human-review-case' : decision }
  }
  if (given.has('optOut')) {
    return check('CN-PRIV-003', TODAY, { act: 'push', hasOptedOut: given.need('optOut'), hasImpersonalOption: true })
  }
  return check('CN-PRIV-003', TODAY, { act: 'price', features: [given.need('feature')] })
}

const ORIGINS: Readonly<Record<string, DataOrigin>> = {
  application: 'provided',
  contract: 'contract',
  repayments: 'contract',
  internalScore: 'derived',
}

export function dataCopy(given: Given) {
  const isIdentityVerified = given.get<boolean>('verified') ?? true
  const data = given.get<string>('data')
  if (data === undefined) return check('CN-PRIV-004', TODAY, { act: 'copy', isIdentityVerified })
  const origin = ORIGINS[data]
  if (origin === undefined) throw new Error(`unmapped case: data ${data}`)
  const asked = { act: 'transfer', isIdentityVerified, origin, isFeasible: true, harmsOthers: false } as const
  const verdict = check('CN-PRIV-004', TODAY, asked)
  return verdict.decision === 'refuse' && verdict.code === 'compliance.not_portable'
    ? { decision: 'excluded-from-port' }
    : verdict
}

export function dataDeletion(given: Given) {
  const isRestricted = given.get<boolean>('restricted')
  if (isRestricted !== undefined) return check('CN-PRIV-005', TODAY, { act: 'use', isRestricted })
  const hold = given.need<string | false>('hold') || null
  const decision = afterUse('purposeAchieved', hold)
  expect(check('CN-PRIV-005', TODAY, { act: 'erase', hold }).decision).toBe(decision === 'delete' ? 'allow' : 'refuse')
  return { decision }
}
