import { type Day, shiftToWorkingDay } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import {
  CALENDAR_YEARS,
  checkRule,
  compareCategory,
  holidaysFor,
  type InputOf,
  isChinaWorkingDay,
  lprOn,
  mayUpgrade,
  nextChinaWorkingDay,
  RISK_CATEGORIES,
  type RiskFacts,
  type RuleId,
  riskCategory,
  rulePack,
} from './index.ts'

const TODAY = '2026-11-22' as Day
const d = (text: string) => text as Day

function check<Id extends RuleId>(id: Id, input: InputOf<Id>) {
  const pack = rulePack('bank')
  if (!pack.ok) throw new Error(pack.error.code)
  const verdict = checkRule(pack.value, id, TODAY, input)
  return verdict.decision === 'allow' ? 'allow' : `${verdict.decision} ${verdict.code}`
}

describe('categories', () => {
  test.each<[RiskFacts, string]>([
    [{ dpd: 0 }, 'normal none'],
    [{ dpd: 5, isTechnical: true }, 'normal none'],
    [{ dpd: 8, isTechnical: true }, 'specialMention daysPastDue'],
    [{ dpd: 0, isMisused: true }, 'specialMention misuse'],
    [{ dpd: 0, isRolledOver: true }, 'specialMention rollover'],
    [{ dpd: 95, isRestructured: true }, 'substandard daysPastDue'],
    [{ dpd: 3, isRestructured: true, hasFailedObservation: true }, 'substandard observationFailed'],
    [{ dpd: 0, isImpaired: true, eclSharePpm: 499_999n }, 'substandard impaired'],
    [{ dpd: 0, isImpaired: true, eclSharePpm: 900_000n }, 'loss eclShare'],
    [{ dpd: 0, eclSharePpm: 900_000n }, 'normal none'],
    [{ dpd: 280, manualFloor: 'loss' }, 'loss manual'],
    [{ dpd: 280, manualFloor: 'substandard' }, 'doubtful daysPastDue'],
  ])('[K1] %o is %s', (facts, expected) => {
    const { category, trigger } = riskCategory(facts)
    expect(`${category} ${trigger}`).toBe(expected)
  })

  test('[K1] one more day past due never gives a better category', () => {
    for (let dpd = 0; dpd < 400; dpd++) {
      const [now, then] = [riskCategory({ dpd }), riskCategory({ dpd: dpd + 1 })]
      expect(compareCategory(then.category, now.category)).toBeGreaterThanOrEqual(0)
    }
    expect(RISK_CATEGORIES.map((category) => compareCategory(category, 'substandard'))).toEqual([-2, -1, 0, 1, 2])
  })

  test.each([
    ['substandard', true, 5, 9, false],
    ['substandard', true, 6, 1, false],
    ['substandard', true, 6, 2, true],
    ['loss', false, 12, 12, false],
    ['specialMention', true, 0, 0, true],
  ] as const)(
    '[K2] out of %s, cured %s, %s months, %s periods: %s',
    (from, isCured, monthsCured, periodsCured, may) => {
      expect(mayUpgrade(from, { isCured, monthsCured, periodsCured })).toBe(may)
    },
  )
})

describe('origination', () => {
  test.each<[InputOf<'CN-ORIG-002'>, string]>([
    [{ act: 'apply', purpose: '装修' }, 'allow'],
    [{ act: 'apply', purpose: '归还借款' }, 'allow'],
    [{ act: 'apply', purpose: '归还借款', lenderKind: 'microloan_company' }, 'refuse compliance.purpose_prohibited'],
    [{ act: 'apply', purpose: '股票配资' }, 'refuse compliance.purpose_prohibited'],
    [{ act: 'monitor', counterparty: '某某置业有限公司' }, 'flag compliance.flow_suspicious'],
    [{ act: 'monitor', counterparty: '某某家电商场' }, 'allow'],
  ])('[O2] %o: %s', (input, verdict) => {
    expect(check('CN-ORIG-002', input)).toBe(verdict)
  })

  test.each<[InputOf<'CN-ORIG-003'>, string]>([
    [{ act: 'apply', amountFen: 30_000_000n }, 'allow'],
    [{ act: 'apply', amountFen: 30_000_001n }, 'refuse compliance.entrusted_payment_required'],
    [{ act: 'apply', amountFen: 30_000_001n, payment: 'entrusted' }, 'allow'],
    [{ act: 'apply', amountFen: 50_000_000n, purpose: 'business' }, 'allow'],
    [{ act: 'apply', termMonths: 61 }, 'refuse compliance.term_too_long'],
    [{ act: 'extend', originalMonths: 6, extensionMonths: 6 }, 'allow'],
    [{ act: 'extend', originalMonths: 36, extensionMonths: 24 }, 'allow'],
    [{ act: 'extend', originalMonths: 36, extensionMonths: 25 }, 'refuse compliance.extension_too_long'],
  ])('[O3] %o: %s', (input, verdict) => {
    expect(check('CN-ORIG-003', input)).toBe(verdict)
  })

  test.each<[InputOf<'CN-ORIG-005'>, string]>([
    [{ partnerFen: 25n, tier1Fen: 100n }, 'allow'],
    [{ partnerFen: 25_000_001n, tier1Fen: 100_000_000n }, 'refuse compliance.partner_concentrated'],
    [{ jointFen: 51n, totalLoansFen: 100n }, 'refuse compliance.joint_lending_above_limit'],
    [{ isLocalBank: true, isBorrowerInRegion: false }, 'refuse compliance.borrower_outside_region'],
    [{ isLocalBank: false, isBorrowerInRegion: false }, 'allow'],
  ])('[O5] %o: %s', (input, verdict) => {
    expect(check('CN-ORIG-005', input)).toBe(verdict)
  })
})

describe('reference data', () => {
  test('[W3] due days move by the notices, and a contract that moves none carries no holidays', () => {
    const moved = shiftToWorkingDay('2026-10-01' as Day, 'following', holidaysFor('following'))
    expect(moved).toBe('2026-10-08')
    expect(holidaysFor('none').holidays.size).toBe(0)
  })

  test('[W1] make-up days are worked, holidays are not, and a year without a notice is pointed out', () => {
    expect(isChinaWorkingDay(d('2026-02-14'))).toEqual({ ok: true, value: true })
    expect(isChinaWorkingDay(d('2026-02-16'))).toEqual({ ok: true, value: false })
    expect(nextChinaWorkingDay(d('2025-09-30'))).toEqual({ ok: true, value: '2025-10-09' })
    expect(nextChinaWorkingDay(d('2026-12-31'))).toMatchObject({ ok: false, error: { year: 2027 } })
    expect(CALENDAR_YEARS).toEqual([2025, 2026])
  })

  test('[W2] the rate of a day is the last published; a table too old prices nothing', () => {
    expect(lprOn(d('2024-10-20'))).toMatchObject({ ok: true, value: { since: '2024-07-22', oneYearPpm: 33_500n } })
    expect(lprOn(d('2026-10-04')).ok).toBe(true)
    expect(lprOn(d('2026-10-05'))).toMatchObject({ ok: false, error: { code: 'compliance.lpr_stale' } })
    expect(check('CN-DATA-007', { on: d('2026-10-05') })).toBe('refuse compliance.lpr_stale')
    const table = {
      series: [{ since: d('2026-10-20'), oneYearPpm: 29_000n, fiveYearPpm: 34_000n }],
      publishedThrough: d('2026-11-20'),
    }
    expect(lprOn(TODAY, table)).toMatchObject({ ok: true, value: { oneYearPpm: 29_000n } })
  })
})
