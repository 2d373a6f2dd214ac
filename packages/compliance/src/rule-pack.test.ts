import type { Day } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import {
  type ComplianceCode,
  checkRule,
  type LenderKind,
  type Overrides,
  RULES,
  rulePack,
  rulesInForce,
  SOURCES,
} from './index.ts'

const d = (text: string) => text as Day

function pack(lenderKind: LenderKind = 'consumer_finance_company', overrides: Overrides = {}) {
  const made = rulePack(lenderKind, overrides)
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

describe('rules in force', () => {
  test.each([
    ['2026-07-31', 'bank', 'CN-RATE-003', false],
    ['2026-08-01', 'bank', 'CN-RATE-003', true],
    ['2025-09-30', 'bank', 'CN-RATE-004', false],
    ['2026-11-22', 'consumer_finance_company', 'CN-ORIG-001', false],
    ['2026-11-22', 'bank', 'CN-ORIG-004', false],
    ['2026-11-22', 'microloan_company', 'CN-ORIG-012', false],
  ] as const)('[L1] on %s a %s and %s: %s', (on, lenderKind, id, binds) => {
    expect(rulesInForce(d(on), lenderKind).some((rule) => rule.id === id)).toBe(binds)
  })

  test('[L2] the cap does not bind before its day', () => {
    const cost = { simpleAnnualPpm: 300_000n }
    expect(checkRule(pack(), 'CN-RATE-004', d('2025-09-30'), cost)).toEqual({ decision: 'allow' })
    expect(checkRule(pack(), 'CN-RATE-004', d('2025-10-01'), cost)).toEqual({
      decision: 'refuse',
      code: 'compliance.cost_above_cap',
      facts: { simpleAnnualPpm: 300_000n, capAnnualPpm: 240_000n },
    })
  })

  test('[L3] every rule says what it is and where it was read', () => {
    for (const [id, rule] of Object.entries(RULES)) {
      expect(rule.id).toBe(id)
      for (const text of [rule.title, rule.text, rule.instrument]) {
        expect(text.zh).toMatch(/\p{Script=Han}|GB|JR|ISO/u)
        expect(text.en.length).toBeGreaterThan(5)
      }
      expect(rule.sources.length).toBeGreaterThan(0)
      for (const source of rule.sources) expect(SOURCES[source].address).toMatch(/^https?:/)
      for (const parameter of Object.values(rule.parameters)) {
        expect(['sourced', 'mixed', 'from-knowledge-verify', 'design-default']).toContain(parameter.provenance)
      }
    }
  })
})

describe('the numbers of a lender', () => {
  test.each([
    ['a lower cap', 'CN-RATE-004', 'capAnnualPpm', 180_000n, true],
    ['a higher cap', 'CN-RATE-004', 'capAnnualPpm', 240_001n, false],
    ['a negative cap', 'CN-RATE-004', 'capAnnualPpm', -1n, false],
    ['a longer reading', 'CN-RATE-003', 'minReadSeconds', 20, true],
    ['a shorter reading', 'CN-RATE-003', 'minReadSeconds', 9, false],
    ['a higher age', 'CN-ORIG-008', 'minAge', 20, true],
    ['borrowers of 17', 'CN-ORIG-008', 'minAge', 17, false],
    ['interest withheld', 'CN-RATE-008', 'interestMayBeWithheld', true, false],
    ['a looser own policy', 'CN-ORIG-012', 'maxDtiPpm', 700_000n, true],
    ['no reading time', 'CN-RATE-003', 'minReadSeconds', Number.NaN, false],
  ] as const)('[L4] %s', (_title, id, parameter, value, isTaken) => {
    expect(rulePack('bank', { [id]: { [parameter]: value } }).ok).toBe(isTaken)
  })

  test('[L5] names all problems at once', () => {
    const made = rulePack('bank', {
      'CN-RATE-004': { capAnnualPpm: 360_000n, ceiling: 1n },
      'CN-ORIG-008': { minAge: '18' },
    })
    expect(made).toEqual({
      ok: false,
      error: {
        code: 'compliance.overrides_refused',
        problems: [
          {
            code: 'compliance.parameter_past_the_law',
            rule: 'CN-RATE-004',
            parameter: 'capAnnualPpm',
            wanted: 360_000n,
            law: 240_000n,
          },
          { code: 'compliance.parameter_unknown', rule: 'CN-RATE-004', parameter: 'ceiling' },
          { code: 'compliance.parameter_wrong_type', rule: 'CN-ORIG-008', parameter: 'minAge' },
        ],
      },
    })
  })

  test('[L6] a check reads them', () => {
    const strict = pack('bank', { 'CN-RATE-004': { capAnnualPpm: 180_000n } })
    const cost = { simpleAnnualPpm: 200_000n }
    expect(checkRule(strict, 'CN-RATE-004', d('2026-11-22'), cost).decision).toBe('refuse')
    expect(checkRule(pack('bank'), 'CN-RATE-004', d('2026-11-22'), cost).decision).toBe('allow')
  })

  test('[L8] refusals of validators carry no number', () => {
    const verdicts = [
      checkRule(pack(), 'CN-DATA-001', d('2026-11-22'), { residentId: '110105194912310021' }),
      checkRule(pack(), 'CN-DATA-002', d('2026-11-22'), { mobile: '12812345678' }),
      checkRule(pack(), 'CN-DATA-003', d('2026-11-22'), { act: 'validate', card: '6222021234567890129' }),
    ]
    for (const verdict of verdicts) expect(verdict).toMatchObject({ decision: 'refuse', facts: {} })
    expect(JSON.stringify(verdicts)).not.toMatch(/\d{6}/)
  })
})

test('every code is of this module', () => {
  const codes: readonly ComplianceCode[] = Object.values(RULES).flatMap((rule): readonly ComplianceCode[] => rule.codes)
  for (const code of codes) expect(code).toMatch(/^compliance\.[a-z0-9_]+$/)
})
