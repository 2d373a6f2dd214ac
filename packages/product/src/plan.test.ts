import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { floatingRate, rateChangesOf, repricingDays } from './floating-rate.ts'
import { marginEffect } from './margin-effect.ts'
import { planContract } from './plan.ts'
import { dueDayInWords, planInWords } from './plan-in-words.ts'
import type { FloatingRule, PlanRules } from './plan-rules.ts'
import { d, GUARANTEE_FEE, NO_HOLIDAYS, PRODUCT, scheduleTermsWith, UPFRONT_FEE } from './product.fixture.ts'
import { quote, scheduleTermsOf } from './quote.ts'
import { missingForRelease } from './release.ts'
import { eventFeesOf, schedule } from './schedule.ts'
import type { ScheduleTerms } from './schedule-types.ts'
import type { ProductTerms } from './terms.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

function plan(terms: Partial<ScheduleTerms>, on = '2026-01-15') {
  return schedule({ terms: scheduleTermsWith(terms), disbursedOn: d(on), holidays: NO_HOLIDAYS })
}

/** `due date  principal  interest  balance`, one line an instalment. */
function table(terms: Partial<ScheduleTerms>, on?: string): string[] {
  return plan(terms, on).instalments.map((i) => [i.dueOn, i.principalFen, i.interestFen, i.balanceFen].join(' '))
}

const dueDays = (terms: Partial<ScheduleTerms>, on?: string) => plan(terms, on).instalments.map((i) => i.dueOn)
const HARVEST: PlanRules = {
  season: {
    crop: { zh: '冬小麦和玉米', en: 'winter wheat and maize' },
    harvests: [
      { month: 6, dayOfMonth: 30 },
      { month: 10, dayOfMonth: 31 },
    ],
  },
}
const FLOATING: FloatingRule = {
  benchmark: 'LPR1Y',
  benchmarkPpm: 30_000n,
  benchmarkOn: d('2026-01-20'),
  repricing: { kind: 'january-first' },
  floorPpm: 60_000n,
  ceilingPpm: 240_000n,
}

describe('when instalments fall due', () => {
  test('[P9] every three months, and a shorter last period', () => {
    expect(dueDays({ termMonths: 8, plan: { frequency: { unit: 'month', every: 3 } } })).toEqual([
      '2026-04-15',
      '2026-07-15',
      '2026-09-15',
    ])
  })

  test('[P9] every two weeks: 26 in a year; every ten days: 9 in three months', () => {
    expect(dueDays({ termMonths: 12, plan: { frequency: { unit: 'week', every: 2 } } })).toHaveLength(26)
    expect(dueDays({ termMonths: 3, plan: { frequency: { unit: 'day', every: 10 } } }).at(-1)).toBe('2026-04-15')
  })

  test('[P12] four instalments every two weeks, whatever the term; it is told and held to the term', () => {
    const frequency = { unit: 'week', every: 2, count: 4 } as const
    expect(dueDays({ termMonths: 2, plan: { frequency } })).toEqual([
      '2026-01-29',
      '2026-02-12',
      '2026-02-26',
      '2026-03-12',
    ])
    const said = dueDayInWords({ kind: 'disbursement-day' }, frequency)
    expect(said).toEqual({
      zh: '每 2 周还款一次。共 4 期。',
      en: 'Payments fall due every 2 weeks. There are 4 of them.',
    })
    const product = {
      ...PRODUCT,
      methods: ['equal-instalment', 'bullet'] as const,
      plan: { frequency: { ...frequency, count: 90 } },
    }
    const found = decodeTerms(encodeTerms(product))
    expect(!found.ok && found.error.problems.map(({ path }) => path)).toContain('/plan/frequency/count')
    const fits = decodeTerms(encodeTerms({ ...PRODUCT, methods: ['equal-instalment'], plan: { frequency } }))
    expect(fits.ok).toBe(true)
  })

  test('[P8] a day that a month lacks can be the first of the next', () => {
    const frequency = { unit: 'month', every: 1, missingDay: 'first-of-next' } as const
    expect(dueDays({ termMonths: 3, plan: { frequency } }, '2026-01-31')).toEqual([
      '2026-03-01',
      '2026-03-31',
      '2026-05-01',
    ])
  })

  test('[P5] [P8] up to the first of the next is a month like the others, the first one too', () => {
    const frequency = { unit: 'month', every: 1, missingDay: 'first-of-next' } as const
    const rows = plan({ termMonths: 3, method: 'interest-first', plan: { frequency } }, '2026-01-31').instalments
    expect(rows.map((row) => `${row.periodTo} ${row.interestFen}`)).toEqual([
      '2026-03-01 10000',
      '2026-03-31 10000',
      '2026-05-01 10000',
    ])
  })

  test('[P10] [PRD-08] a farmer pays after each harvest of the term', () => {
    expect(table({ method: 'seasonal', termMonths: 12, plan: HARVEST }, '2026-03-10')).toEqual([
      '2026-06-30 500000 36667 500000',
      '2026-10-31 500000 20000 0',
    ])
  })

  test('[P10] a term without a harvest ends with one instalment', () => {
    expect(dueDays({ method: 'seasonal', termMonths: 2, plan: HARVEST }, '2026-11-10')).toEqual(['2027-01-10'])
  })
})

describe('rates that change', () => {
  test('[S15] a change of rate in the middle of a period leaves what was earned', () => {
    const rates = [{ from: d('2026-02-25'), annualRatePpm: 60_000n }]
    const rows = plan({ termMonths: 3, method: 'interest-first', interestBasis: 'actual/360', plan: { rates } })
    expect(rows.instalments.map((row) => row.interestFen)).toEqual([10_333n, 3_333n + 3_000n, 5_167n])
    expect(rows.instalments[1]!.interestSteps.map((step) => step.annualRatePpm)).toEqual([120_000n, 60_000n])
  })

  test('[S15] the instalments that are left are equal again', () => {
    const rates = [{ from: d('2026-04-15'), annualRatePpm: 60_000n }]
    const due = plan({ termMonths: 6, plan: { rates } }).instalments.map((row) => row.dueFen)
    expect(due).toEqual([172_548n, 172_548n, 172_548n, 170_849n, 170_849n, 170_849n])
  })

  test('[F1] the days on which a rate follows its benchmark', () => {
    const days = (repricing: FloatingRule['repricing']) => repricingDays(repricing, d('2026-03-31'), d('2028-03-31'))
    expect(days({ kind: 'january-first' })).toEqual(['2027-01-01', '2028-01-01'])
    expect(days({ kind: 'anniversary' })).toEqual(['2027-03-31'])
    expect(days({ kind: 'every-months', months: 6 })).toEqual(['2026-09-30', '2027-03-31', '2027-09-30'])
  })

  test('[F2] the margin stays; floor and ceiling hold', () => {
    expect(floatingRate(FLOATING, 84_000n, 28_000n)).toBe(82_000n)
    expect(floatingRate(FLOATING, 84_000n, 1_000n)).toBe(60_000n)
    expect(floatingRate({ ...FLOATING, ceilingPpm: 84_000n }, 84_000n, 90_000n)).toBe(84_000n)
  })

  test('[F5] funding follows at once: all of it fixed, the margin falls by the whole cost', () => {
    const effect = marginEffect([{ outstandingFen: 50_000_000n, annualRatePpm: 84_000n }], {
      on: d('2026-12-02'),
      days: 365,
      shiftPpm: 10_000n,
      fundedPpm: 1_000_000n,
      benchmarkPpm: { LPR1Y: 30_000n, LPR5Y: 35_000n },
    })
    expect([effect.incomeFen, effect.costFen, effect.marginFen]).toEqual([0n, 500_000n, -500_000n])
  })

  test('[F4] half a point more on ¥1,000,000, half of it floating from 1 January, 80 % funded', () => {
    const floating = { rule: FLOATING, disbursedOn: d('2026-03-10') }
    const loan = { outstandingFen: 50_000_000n, annualRatePpm: 84_000n }
    const shift = {
      on: d('2026-12-02'),
      days: 365,
      shiftPpm: 5_000n,
      fundedPpm: 800_000n,
      benchmarkPpm: { LPR1Y: 30_000n, LPR5Y: 35_000n },
    }
    expect(marginEffect([loan, { ...loan, floating }], shift)).toEqual({
      floatingFen: 50_000_000n,
      fixedFen: 50_000_000n,
      incomeFen: 229_452n,
      costFen: 400_000n,
      marginFen: -170_548n,
    })
  })

  test('[F3] only what really changes is a change', () => {
    const contract = { annualRatePpm: 84_000n, disbursedOn: d('2026-03-10'), untilOn: d('2030-03-10') }
    const series = [
      { since: d('2026-01-20'), ratePpm: 30_000n },
      { since: d('2027-11-20'), ratePpm: 28_000n },
    ]
    expect(rateChangesOf(FLOATING, contract, series)).toEqual([{ from: '2028-01-01', annualRatePpm: 82_000n }])
  })
})

describe('fees and what others pay', () => {
  test('[S17] a premium on the balance falls with it and is totalled apart', () => {
    const premium = {
      ...GUARANTEE_FEE,
      code: 'premium',
      kind: 'insurance',
      amount: { kind: 'share-of-balance', ratePpm: 1_000n },
    } as const
    const planned = plan({ termMonths: 2, method: 'equal-principal', fees: [UPFRONT_FEE, premium] })
    expect(planned.instalments.map((row) => row.feeFen)).toEqual([1_000n, 500n])
    expect([planned.totalFeesFen, planned.totalInsuranceFen]).toEqual([11_500n, 1_500n])
  })

  test('[S17] a fee on an event is due when it happens, and not before', () => {
    const late = { ...UPFRONT_FEE, code: 'late', timing: 'on-event', event: 'late-payment' } as const
    const terms = scheduleTermsWith({ fees: [late] })
    expect(plan({ fees: [late] }).totalFeesFen).toBe(0n)
    expect(eventFeesOf(terms, 'late-payment', 500_000n)).toEqual([{ code: 'late', amountFen: 10_000n }])
    expect(eventFeesOf(terms, 'extension', 500_000n)).toEqual([])
  })

  test('[Q10] a contract keeps only the rules that its method needs', () => {
    const asked = { amountFen: 1_200_000n, termMonths: 12, annualRatePpm: 120_000n }
    const plan: PlanRules = { ...HARVEST, balloonPpm: 400_000n, frequency: { unit: 'month', every: 3 } }
    const planOf = (method: 'balloon' | 'seasonal' | 'bullet') =>
      scheduleTermsOf({ ...PRODUCT, plan }, { ...asked, method }).plan
    expect(planOf('balloon')).toEqual({ balloonPpm: 400_000n, frequency: { unit: 'month', every: 3 } })
    expect(planOf('seasonal')).toEqual(HARVEST)
    expect(planOf('bullet')).toEqual({})
  })

  test('[S16] a merchant pays 10 of 12 points: the borrower owes 2, the merchant the rest on the same balances', () => {
    const subsidy = { payer: 'merchant', name: { zh: '商户', en: 'the merchant' }, annualRatePpm: 100_000n } as const
    const asked = quote(
      { ...PRODUCT, plan: { subsidy, balloonPpm: 400_000n } },
      {
        amountFen: 1_200_000n,
        termMonths: 12,
        method: 'equal-principal',
        grade: 'A',
        disbursedOn: d('2026-01-15'),
        holidays: NO_HOLIDAYS,
      },
    )
    if (!asked.ok) throw new Error(asked.error.code)
    expect(asked.value.annualRatePpm).toBe(20_000n)
    expect(asked.value.schedule.instalments[0]).toMatchObject({ interestFen: 2_000n, subsidyFen: 10_000n })
    expect(asked.value.schedule.totalSubsidyFen).toBe(65_000n)
    expect(asked.value.cost.simpleAnnualPpm).toBe(20_000n)
    expect(asked.value.scheduleTerms.plan).toEqual({ subsidy })
  })

  test('[Q11] fees on an event are contingent items', () => {
    const late = { ...UPFRONT_FEE, code: 'late', timing: 'on-event', event: 'failed-debit' } as const
    const asked = quote(
      { ...PRODUCT, fees: [late] },
      {
        amountFen: 1_200_000n,
        termMonths: 12,
        method: 'equal-principal',
        grade: 'A',
        disbursedOn: d('2026-01-15'),
        holidays: NO_HOLIDAYS,
      },
    )
    if (!asked.ok) throw new Error(asked.error.code)
    expect(asked.value.costTable.items.map((item) => item.code)).toEqual(['interest'])
    expect(asked.value.costTable.contingentItems.map((item) => item.code)).toContain('late')
  })
})

describe('terms of plans as JSON', () => {
  const full: ProductTerms = {
    ...PRODUCT,
    methods: ['balloon', 'seasonal', 'custom'],
    termMonths: [12],
    plan: {
      ...HARVEST,
      frequency: { unit: 'month', every: 3 },
      grace: { interestOnlyPeriods: 1, moratoriumPeriods: 1, moratoriumInterest: 'carried' },
      balloonPpm: 300_000n,
      parts: [
        { month: 6, sharePpm: 400_000n },
        { month: 12, sharePpm: 600_000n },
      ],
      downPayment: { sharePpm: 100_000n, multipleFen: 100n },
      floating: FLOATING,
      rates: [{ from: d('2026-06-01'), annualRatePpm: 100_000n }],
      subsidy: { payer: 'merchant', name: { zh: '商户', en: 'the merchant' }, annualRatePpm: 20_000n },
    },
  }
  const problemsOf = (terms: ProductTerms) => {
    const read = decodeTerms(encodeTerms(terms))
    return read.ok ? [] : read.error.problems.map(({ path, code }) => `${path} ${code}`)
  }

  test('[T1] with all rules', () => {
    expect(decodeTerms(encodeTerms(full))).toEqual({ ok: true, value: full })
  })

  test('[T5] terms that were stored before there were rules are read as they were', () => {
    const stored = JSON.parse(JSON.stringify(encodeTerms(PRODUCT))) as Record<string, unknown>
    expect(['plan' in stored, 'rules' in stored]).toEqual([false, false])
    expect(decodeTerms(stored)).toEqual({ ok: true, value: PRODUCT })
  })

  test('[T6] [PRD-17] what a version lacks before it may be released', () => {
    const complete = { limit: { perCustomerFen: 1n }, review: { manualAboveFen: 1n, manualGrades: [] } }
    expect(missingForRelease({ ...PRODUCT, prepayment: { ...PRODUCT.prepayment, modes: [] } })).toEqual([
      '/prepayment/modes',
      '/rules/limit',
      '/rules/review',
    ])
    expect(missingForRelease({ ...PRODUCT, rules: complete })).toEqual([])
    expect(decodeTerms(encodeTerms({ ...PRODUCT, rules: complete })).ok).toBe(true)
  })

  test('[S19] daily rest is told, goes with equal instalments, and its last one differs least', () => {
    const rest = { kind: 'daily', pastDue: 'bears-interest' } as const
    expect(planInWords({ rest }).map(({ en }) => en)).toEqual([
      'Interest runs by the day on what is really owed: money paid early lowers it from its day, and principal that is late goes on bearing interest; instalments stay the same and the last one takes the difference.',
    ])
    const wrong = { ...PRODUCT, methods: ['equal-instalment', 'bullet'], plan: { rest } } as const
    expect(problemsOf(wrong)).toEqual(['/methods/1 not_offered'])
    const instalment = { multipleFen: 1_000n, rounding: 'half-even' } as const
    const terms = { principalFen: 100_000n, annualRatePpm: 70_000n, termMonths: 6, instalment } as const
    const lastOf = (plan?: PlanRules) =>
      schedule({
        terms: scheduleTermsWith({ ...terms, ...(plan ? { plan } : {}) }),
        disbursedOn: d('2026-01-15'),
        holidays: NO_HOLIDAYS,
      }).instalments.map(({ dueFen }) => dueFen)
    expect(lastOf({ rest })).toEqual(lastOf())
  })

  test('[S19] instalments that keep their places, or are paid up to their level, are told', () => {
    const rest = {
      kind: 'daily',
      pastDue: 'bears-none',
      paidAhead: 'keeps-place',
      principalAhead: 'up-to-level',
    } as const
    const told = planInWords({ rest }).map(({ en }) => en)
    expect(told[1]).toContain('those paid ahead keep their places')
    expect(told[2]).toContain('principal paid early takes an instalment up to its whole amount')
    const read = decodeTerms(encodeTerms({ ...PRODUCT, methods: ['equal-instalment'], plan: { rest } }))
    expect(read.ok && read.value.plan?.rest).toEqual(rest)
  })

  test('[S22] the decimals of a rate are told, and are 6 to 30', () => {
    const [said] = planInWords({ rateDecimals: 8 })
    expect(said!.en).toContain('rounded to 8 digits after the point')
    const read = decodeTerms(encodeTerms({ ...PRODUCT, plan: { rateDecimals: 8 } }))
    expect(read.ok && read.value.plan).toEqual({ rateDecimals: 8 })
    expect(decodeTerms(encodeTerms({ ...PRODUCT, plan: { rateDecimals: 5 } })).ok).toBe(false)
  })

  test('[S23] from when instalments are made level is told, and goes with a plan whose last one differs least', () => {
    const rest = { kind: 'as-planned' } as const
    expect(planInWords({ levelFrom: 'period-start' })[0]!.en).toContain('from the first day of the running period')
    const read = decodeTerms(encodeTerms({ ...PRODUCT, plan: { rest, levelFrom: 'period-start' } }))
    expect(read.ok && read.value.plan).toEqual({ rest, levelFrom: 'period-start' })
    expect(decodeTerms(encodeTerms({ ...PRODUCT, plan: { levelFrom: 'period-start' } }))).toMatchObject({
      error: { problems: [{ path: '/plan/levelFrom', code: 'not_offered' }] },
    })
  })

  test('[S20] interest that stays as planned is told, and goes with every method', () => {
    const rest = { kind: 'as-planned' } as const
    expect(planInWords({ rest }).map(({ en }) => en)).toEqual([
      'Interest is that of the plan: paying instalments early or late changes none of it; an early settlement or a partial prepayment bears interest to its day only.',
    ])
    const terms = { ...PRODUCT, methods: ['equal-instalment', 'bullet'], plan: { rest } } as const
    expect(problemsOf(terms)).toEqual([])
    const read = decodeTerms(encodeTerms(terms))
    expect(read.ok && read.value.plan?.rest).toEqual(rest)
  })

  test('[T4] every contradiction is named with its place', () => {
    const { season: _, balloonPpm: __, ...rest } = full.plan!
    const wrong: ProductTerms = {
      ...full,
      fees: [
        { ...UPFRONT_FEE, event: 'extension' },
        { ...GUARANTEE_FEE, timing: 'on-event' },
      ],
      plan: {
        ...rest,
        parts: [{ month: 6, sharePpm: 400_000n }],
        grace: { interestOnlyPeriods: 3, moratoriumPeriods: 1, moratoriumInterest: 'carried' },
        floating: { ...FLOATING, ceilingPpm: 1n },
        subsidy: { ...full.plan!.subsidy!, annualRatePpm: 130_000n },
      },
    }
    expect(problemsOf(wrong)).toEqual([
      '/plan/balloonPpm missing',
      '/plan/season missing',
      '/plan/parts/0/sharePpm out_of_range',
      '/plan/parts/0/month out_of_range',
      '/plan/grace/interestOnlyPeriods out_of_range',
      '/plan/floating/floorPpm out_of_range',
      '/plan/subsidy/annualRatePpm out_of_range',
      '/fees/0/event not_offered',
      '/fees/1/event missing',
    ])
  })
})

const anyPlan = fc.record(
  {
    frequency: fc.record({ unit: fc.constantFrom('day', 'week', 'month'), every: fc.integer({ min: 1, max: 6 }) }),
    grace: fc.record({
      interestOnlyPeriods: fc.integer({ min: 0, max: 3 }),
      moratoriumPeriods: fc.integer({ min: 0, max: 3 }),
      moratoriumInterest: fc.constantFrom('carried', 'waived'),
    }),
    balloonPpm: fc.bigInt({ min: 1n, max: 900_000n }),
    downPayment: fc.constant({ sharePpm: 150_000n, multipleFen: 100n }),
    rates: fc.constant([{ from: d('2026-05-05'), annualRatePpm: 33_000n }]),
    season: fc.constant(HARVEST.season),
  },
  { requiredKeys: [] },
)

test('[S1] [P1] [S15] whatever the rules, principal comes back whole and periods follow each other', () => {
  const methods = [
    'equal-instalment',
    'equal-principal',
    'interest-first',
    'bullet',
    'balloon',
    'flat',
    'seasonal',
  ] as const
  fc.assert(
    fc.property(
      anyPlan,
      fc.constantFrom(...methods),
      fc.integer({ min: 1, max: 24 }),
      fc.bigInt({ min: 10_000n, max: 10n ** 9n }),
      (rules, method, termMonths, principalFen) => {
        const terms = scheduleTermsWith({ method, termMonths, principalFen, plan: rules as PlanRules })
        const rows = planContract(terms, d('2026-01-31'), NO_HOLIDAYS)
        expect(rows.reduce((sum, row) => sum + row.principalFen, 0n)).toBe(principalFen)
        expect(rows.at(-1)!.balanceFen).toBe(0n)
        expect(rows.every((row) => row.principalFen >= 0n && row.interestFen >= 0n)).toBe(true)
        const periods = rows.map((row) => row.period)
        expect(periods.every((p, i) => i === 0 || p.number === 1 || p.periodFrom === periods[i - 1]!.periodTo)).toBe(
          true,
        )
      },
    ),
    { numRuns: 300, seed: 20_261_122 },
  )
})

describe('paid out in parts', () => {
  const draws = { firstSharePpm: 400_000n, months: 2, leastFen: 50_000n }
  const product: ProductTerms = { ...PRODUCT, plan: { draws } }
  const asked = { amountFen: 1_000_000n, termMonths: 12, method: 'equal-instalment', grade: 'A' } as const
  const request = { ...asked, disbursedOn: d('2026-01-31'), holidays: NO_HOLIDAYS }

  test('[S18] the quote says what comes at signing, what is left and until when', () => {
    const quoted = quote(product, request)
    expect(quoted.ok && quoted.value).toMatchObject({
      receivedFen: 400_000n,
      draws: { firstFen: 400_000n, restFen: 600_000n, lastOn: '2026-03-31', firstDueFen: 35_540n },
    })
    expect(quoted.ok && quoted.value.cost.simpleAnnualPpm).toBe(120_001n)
  })

  test('[S18] each part may have its full term, with daily rest', () => {
    const rest = { kind: 'daily', pastDue: 'bears-interest' } as const
    const terms = { ...PRODUCT, methods: ['equal-instalment'], plan: { draws: { ...draws, term: 'full' } } } as const
    const alone = decodeTerms(encodeTerms(terms))
    expect(alone).toMatchObject({ error: { problems: [{ path: '/plan/draws/term', code: 'not_offered' }] } })
    expect(decodeTerms(encodeTerms({ ...terms, plan: { ...terms.plan, rest } })).ok).toBe(true)
    expect(planInWords(terms.plan).map(({ en }) => en)[1]).toContain('full number of instalments')
  })

  test('[S18] a fixed fee that the whole amount would bear is too much for the first part alone', () => {
    const fees = [{ ...GUARANTEE_FEE, amount: { kind: 'fixed', amountFen: 3_500n } as const }]
    const whole = quote({ ...product, plan: {}, fees }, request)
    const first = quote({ ...product, fees }, request)
    expect([whole.ok, first.ok ? undefined : first.error.code]).toEqual([true, 'product.cost_above_cap'])
  })

  test('[T4] no fee at signing, no down payment, no flat interest, and parts only while instalments are to come', () => {
    const wrong: ProductTerms = {
      ...product,
      methods: ['flat'],
      fees: [UPFRONT_FEE],
      plan: { draws: { ...draws, months: 3 }, downPayment: { sharePpm: 100_000n, multipleFen: 100n } },
    }
    const decoded = decodeTerms(encodeTerms(wrong))
    expect(decoded.ok ? [] : decoded.error.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/plan/draws/months out_of_range',
      '/plan/downPayment not_offered',
      '/methods/0 not_offered',
      '/fees/0/timing not_offered',
    ])
    expect(decodeTerms(encodeTerms(product)).ok).toBe(true)
  })
})
