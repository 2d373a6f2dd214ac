import type { Day } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import {
  type ConsentRecord,
  checkRule,
  consentPurposes,
  loanFlowAfterDenial,
  mayAsk,
  mayProcess,
  type PurposeId,
  purposeOf,
  rulePack,
  withdrawal,
} from './index.ts'

const d = (text: string) => text as Day
const handler = { name: { zh: '甲公司', en: 'Company A' }, contact: { zh: '400-000-0000', en: '400-000-0000' } }
const purposes = consentPurposes({
  lender: handler,
  bureau: handler,
  identityProvider: handler,
  bank: handler,
  esignProvider: handler,
  guarantor: handler,
  partner: handler,
})
const purpose = (id: PurposeId) => purposeOf(purposes, id)!
const marketing = purpose('marketing')

function record(
  answeredOn: string,
  answer: ConsentRecord['answer'],
  changes: Partial<ConsentRecord> = {},
): ConsentRecord {
  return { purpose: 'marketing', version: 1, kind: 'separate', answer, answeredOn: d(answeredOn), ...changes }
}

function process(consents: readonly ConsentRecord[], on = '2026-11-22', asked = marketing) {
  const verdict = mayProcess(consents, asked, d(on))
  return verdict.decision === 'allow' ? 'allow' : verdict.code
}

describe('may process', () => {
  test('[P1] a later answer does not reach back', () => {
    const consents = [record('2026-11-01', 'granted'), record('2026-11-10', 'withdrawn')]
    expect(process(consents, '2026-10-31')).toBe('compliance.consent_missing')
    expect(process(consents, '2026-11-09')).toBe('allow')
    expect(process(consents, '2026-11-10')).toBe('compliance.consent_withdrawn')
  })

  test('[P2] each way to say no has its code', () => {
    expect(process([])).toBe('compliance.consent_missing')
    expect(process([record('2026-11-01', 'denied')])).toBe('compliance.consent_denied')
    expect(process([record('2026-11-01', 'granted'), withdrawal(marketing, d('2026-11-02'))])).toBe(
      'compliance.consent_withdrawn',
    )
  })

  test('[P3] a new version asks again', () => {
    const next = { ...marketing, version: 2 }
    expect(process([record('2026-11-01', 'granted')], '2026-11-22', next)).toBe('compliance.consent_version_old')
    expect(process([record('2026-11-01', 'granted', { version: 2 })], '2026-11-22', next)).toBe('allow')
  })

  test('[P4] bundled does not carry what is separate', () => {
    expect(process([record('2026-11-01', 'granted', { kind: 'bundled' })])).toBe('compliance.separate_consent_missing')
  })

  test('[P5] one purpose does not carry another', () => {
    expect(process([record('2026-11-01', 'granted', { purpose: 'loan-application' })])).toBe(
      'compliance.consent_missing',
    )
  })
})

describe('may ask', () => {
  const ask = (consents: readonly ConsentRecord[], on: string, asked = marketing) => {
    const verdict = mayAsk(consents, asked, d(on), 30)
    return verdict.decision === 'allow' ? 'allow' : verdict.code
  }

  test('[P6] thirty days of rest after a no', () => {
    for (const answer of ['denied', 'withdrawn'] as const) {
      expect(ask([record('2026-10-01', answer)], '2026-10-30')).toBe('compliance.consent_asked_too_soon')
      expect(ask([record('2026-10-01', answer)], '2026-10-31')).toBe('allow')
    }
  })

  test('[P6] who agreed is asked for a new version only', () => {
    const consents = [record('2026-11-01', 'granted')]
    expect(ask([], '2026-11-22')).toBe('allow')
    expect(ask(consents, '2026-11-22')).toBe('compliance.consent_already_given')
    expect(ask(consents, '2026-11-22', { ...marketing, version: 2 })).toBe('allow')
  })
})

describe('purposes', () => {
  test('[P7] each is told whole, in both languages', () => {
    for (const each of purposes) {
      const { recipient, contact, purpose: why, method, categories } = each.notice
      for (const text of [each.title, each.text, recipient, contact, why, method, ...categories]) {
        expect(text.zh.length).toBeGreaterThan(1)
        expect(text.en).toMatch(/[a-z0-9]/)
      }
      expect(categories.length).toBeGreaterThan(0)
    }
    expect(new Set(purposes.map(({ id }) => id)).size).toBe(purposes.length)
  })

  test('[P7] what is not necessary costs no loan', () => {
    expect(loanFlowAfterDenial(marketing)).toBe('continue')
    expect(loanFlowAfterDenial(purpose('identity-biometric'))).toBe('continue')
    expect(loanFlowAfterDenial(purpose('bureau-query'))).toBe('stop')
  })

  test('[P8] a notice with a blank is void', () => {
    const pack = rulePack('bank')
    if (!pack.ok) throw new Error(pack.error.code)
    const notice = { ...marketing.notice, contact: { zh: '', en: '' } }
    const verdict = checkRule(pack.value, 'CN-PRIV-002', d('2026-11-22'), {
      act: 'share',
      consentKind: 'separate',
      notice,
    })
    expect(verdict).toEqual({
      decision: 'refuse',
      code: 'compliance.consent_notice_incomplete',
      facts: { act: 'share', missing: ['contact'] },
    })
  })
})
