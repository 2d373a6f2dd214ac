import { describe, expect, test } from 'vitest'
import {
  CAREFUL_RULES,
  CONTACT_CHECKS,
  type ContactRefusal,
  type ContactRequest,
  type ContactSituation,
  mayContact,
} from './index.ts'

const request: ContactRequest = {
  kind: 'credit-offer',
  channel: 'sms',
  offeredFen: 2_000_000n,
  isPersonalised: true,
  arm: 'treated',
  localMinutes: 10 * 60,
}
const situation: ContactSituation = {
  isSuppressed: false,
  ageYears: 30,
  isStudent: false,
  daysPastDue: 0,
  isInHardship: false,
  daysSinceDecline: 'none',
  debtSharePpm: 300_000n,
  creditInquiries: 1,
  monthlyIncomeFen: 600_000n,
  isHighRisk: false,
  hasMarketingConsent: true,
  allowsPersonalisation: true,
  isChannelOpen: true,
  contactDaysAgo: [],
}
const ask = (asked: Partial<ContactRequest>, known: Partial<ContactSituation>, checks = CONTACT_CHECKS) =>
  mayContact({ ...request, ...asked }, { ...situation, ...known }, CAREFUL_RULES, checks)

/** One person for each check whom it alone keeps from being contacted. */
const ALONE: readonly (readonly [ContactRefusal, Partial<ContactRequest>, Partial<ContactSituation>])[] = [
  ['contact.suppressed', {}, { isSuppressed: true }],
  ['contact.minor', {}, { ageYears: 17 }],
  ['contact.student', {}, { isStudent: true }],
  ['contact.in_arrears', {}, { daysPastDue: 1 }],
  ['contact.in_arrears', {}, { isInHardship: true }],
  ['contact.declined_lately', {}, { daysSinceDecline: 89 }],
  ['contact.over_borrowing', {}, { debtSharePpm: 500_001n }],
  ['contact.over_borrowing', {}, { creditInquiries: 7 }],
  ['contact.high_risk', {}, { isHighRisk: true }],
  ['contact.amount_unsuitable', { offeredFen: 7_200_001n }, {}],
  ['contact.held_out', { arm: 'holdout' }, {}],
  ['contact.no_consent', {}, { hasMarketingConsent: false }],
  ['contact.not_personal', {}, { allowsPersonalisation: false }],
  ['contact.channel_closed', {}, { isChannelOpen: false }],
  ['contact.too_often', {}, { contactDaysAgo: [1, 6] }],
  ['contact.too_often', {}, { contactDaysAgo: [8, 12, 20, 29] }],
  ['contact.quiet_hours', { localMinutes: 21 * 60 }, {}],
  ['contact.quiet_hours', { localMinutes: 8 * 60 - 1 }, {}],
]

test('[G1] a person with nothing against it may be contacted', () => {
  expect(ask({}, {})).toEqual({ isAllowed: true, refusal: null, stage: null, all: [] })
})

test('[G1] the first check in order is the reason, all are told', () => {
  const verdict = ask({ localMinutes: 0, arm: 'holdout' }, { isSuppressed: true })
  expect(verdict.refusal).toBe('contact.suppressed')
  expect(verdict.all).toEqual(['contact.suppressed', 'contact.held_out', 'contact.quiet_hours'])
})

describe('[G3] each check alone refuses, and without it the message would go', () => {
  test('every check has its person', () => {
    expect(new Set(ALONE.map(([refusal]) => refusal))).toEqual(new Set(CONTACT_CHECKS.map(({ refusal }) => refusal)))
  })
  test.each(ALONE)('%s', (refusal, asked, known) => {
    expect(ask(asked, known).all).toEqual([refusal])
    const others = CONTACT_CHECKS.filter((check) => check.refusal !== refusal)
    expect(ask(asked, known, others).isAllowed).toBe(true)
  })
})

test('[G2] whatever could not be found out refuses', () => {
  for (const fact of Object.keys(situation) as (keyof ContactSituation)[])
    expect(ask({}, { [fact]: null }).isAllowed, fact).toBe(false)
})

test('[G2] nothing told is not the same as unknown: no decline and no inquiry pass, no income does not', () => {
  expect(ask({}, { daysSinceDecline: 'none', creditInquiries: 'none' }).isAllowed).toBe(true)
  expect(ask({}, { debtSharePpm: 'none', monthlyIncomeFen: 'none' }).all).toEqual([
    'contact.over_borrowing',
    'contact.amount_unsuitable',
  ])
})

test('[G4] information passes by the checks on borrowing, not by the others', () => {
  const owing = { daysPastDue: 40, isStudent: true, debtSharePpm: 'none', isHighRisk: true } as const
  expect(ask({ kind: 'information', offeredFen: null }, owing).isAllowed).toBe(true)
  const others = { isSuppressed: true, ageYears: 12, hasMarketingConsent: false, contactDaysAgo: [0, 0] } as const
  expect(ask({ kind: 'information', localMinutes: 0 }, others).all).toHaveLength(5)
})

test('[G5] the edges of windows and hours', () => {
  expect(ask({}, { contactDaysAgo: [7, 6] }).isAllowed).toBe(true)
  expect(ask({}, { contactDaysAgo: [30, 31, 8, 9, 10] }).isAllowed).toBe(true)
  expect([ask({ localMinutes: 8 * 60 }, {}), ask({ localMinutes: 21 * 60 - 1 }, {})].map((v) => v.isAllowed)).toEqual([
    true,
    true,
  ])
  const daytime = { ...CAREFUL_RULES, quiet: { from: 12 * 60, to: 14 * 60 } }
  expect(mayContact({ ...request, localMinutes: 13 * 60 }, situation, daytime).refusal).toBe('contact.quiet_hours')
})

test('[G6] no channel opens what the purpose closes', () => {
  for (const channel of ['sms', 'email', 'branch'] as const)
    expect(ask({ channel }, { daysPastDue: 5 }).refusal).toBe('contact.in_arrears')
})
