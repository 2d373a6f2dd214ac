import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, addMonths, type Day } from '@puhui/calendar'
import { annualCost } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import {
  consentPurposes,
  debtToIncomePpm,
  fieldClass,
  type Handler,
  type InputOf,
  isChinaWorkingDay,
  type LenderKind,
  loanFlowAfterDenial,
  lprOn,
  mask,
  nextChinaWorkingDay,
  PROVISION_TABLES,
  type PurposeId,
  parseBankCard,
  parseCreditCode,
  parseMobile,
  parseResidentId,
  policyProvision,
  principalForInterest,
  purposeOf,
  RISK_CATEGORIES,
  type RiskCategory,
  RULES,
  type RuleId,
  recoveryOf,
  regionOf,
  riskCategory,
} from './index.ts'
import { check, fenOf, Given, percent, TODAY, yuan } from './rules-cases.fixture.ts'
import { inclusive } from './rules-cases-inclusive.fixture.ts'
import { automatedDecision, dataCopy, dataDeletion } from './rules-cases-privacy.fixture.ts'
import {
  averageOfNewLoans,
  earlyRepayment,
  microloanCost,
  penalty,
  privateLine,
  subsidy,
} from './rules-cases-rates.fixture.ts'

interface Case {
  readonly name: string
  readonly given: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
}

interface RegulationRule {
  readonly id: string
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly appliesTo: readonly string[]
  readonly tests: readonly Case[]
}

const file = join(process.env.PUHUI_SHARED ?? '../shared', 'regulation/rules.json')
const found = existsSync(file)

if (!found) {
  test('[L7] the regulation file is absent: set PUHUI_SHARED to the folder that has it', () => {
    console.warn(`no ${file}: its test cases did not run`)
    expect(found).toBe(false)
  })
} else {
  const regulation: readonly RegulationRule[] = JSON.parse(readFileSync(file, 'utf8')).rules
  describe.each(Object.keys(RULES) as RuleId[])('%s', (id) => {
    const rule = regulation.find((each) => each.id === id)
    test(`[L7] ${id} stands as the regulation file has it`, () => {
      expect(rule).toMatchObject({
        effectiveFrom: RULES[id].effectiveFrom,
        effectiveTo: RULES[id].effectiveTo,
        appliesTo: RULES[id].lenderKinds,
      })
      expect(rule!.tests.length).toBeGreaterThan(0)
    })
    for (const each of rule?.tests ?? []) {
      test(`[L7] ${id}: ${each.name}`, () => {
        const given = new Given(each.given)
        const actual = answers[id](given)
        expect(given.unread(), 'the case says more than the check reads').toEqual([])
        expect(actual).toMatchObject(each.expect)
      })
    }
  })
}

const answers: { readonly [Id in RuleId]: (given: Given) => object } = {
  'CN-RATE-001': advertising,
  'CN-RATE-002': annualRates,
  'CN-RATE-003': costTable,
  'CN-RATE-004': costCap,
  'CN-RATE-005': averageOfNewLoans,
  'CN-RATE-006': microloanCost,
  'CN-RATE-007': privateLine,
  'CN-RATE-008': payout,
  'CN-RATE-009': penalty,
  'CN-RATE-010': earlyRepayment,
  'CN-SUBS-001': subsidy,
  'CN-ORIG-001': internetLoan,
  'CN-ORIG-002': loanUse,
  'CN-ORIG-003': personalLoan,
  'CN-ORIG-004': consumerFinance,
  'CN-ORIG-005': jointLending,
  'CN-ORIG-006': assistedLending,
  'CN-ORIG-007': studentLoan,
  'CN-ORIG-008': age,
  'CN-ORIG-009': (given) =>
    check(
      'CN-ORIG-009',
      TODAY,
      { purpose: given.get<'business'>('purpose') ?? 'consumption', outstandingFen: 0n, newFen: given.fen('new') },
      { lenderKind: 'microloan_company' },
    ),
  'CN-ORIG-012': affordability,
  'CN-CRED-001': bureauQuery,
  'CN-CRED-006': (given) =>
    check('CN-CRED-006', TODAY, { kind: 'creditInfo', isLicensedBureau: given.need('provider') === 'licensed' }),
  'CN-CRED-007': (given) =>
    check('CN-CRED-007', TODAY, {
      field: given.need('field'),
      hasWrittenConsent: given.get<boolean>('writtenConsent') ?? false,
    }),
  'CN-INCL-001': inclusive,
  'CN-RISK-001': riskClass,
  'CN-RISK-002': riskUpgrade,
  'CN-RISK-003': provision,
  'CN-CONS-004': onlineMarketing,
  'CN-CONS-005': advertisingMessage,
  'CN-PRIV-001': lawfulBasis,
  'CN-PRIV-002': (given) =>
    check('CN-PRIV-002', TODAY, {
      act: 'share',
      consentKind: given.need('consentKind'),
      notice: purpose('share-guarantor').notice,
    }),
  'CN-PRIV-003': automatedDecision,
  'CN-PRIV-004': dataCopy,
  'CN-PRIV-005': dataDeletion,
  'CN-PRIV-008': dataClass,
  'CN-ALGO-001': recommendation,
  'CN-ALGO-002': (given) =>
    check('CN-ALGO-002', TODAY, {
      tier: given.need('tier'),
      isApproved: true,
      canRollBack: true,
      hasHumanGate: given.get<boolean>('humanGate') ?? false,
    }),
  'CN-DATA-001': residentId,
  'CN-DATA-002': (given) => ({ valid: parseMobile(given.need('m')).ok }),
  'CN-DATA-003': (given) =>
    given.has('network')
      ? check('CN-DATA-003', TODAY, { act: 'look-up', sendsNumberOut: given.need('network') })
      : { valid: parseBankCard(given.need('card')).ok },
  'CN-DATA-004': workingDay,
  'CN-DATA-005': region,
  'CN-DATA-006': partnerCode,
  'CN-DATA-007': primeRate,
}

function advertising(given: Given) {
  const size = given.get<number>('fontRatioAnnualToDaily') ?? given.get<number>('fontRatioAnnualToOther')
  const method = given.get<'simple'>('method')
  const text = given.has('text')
    ? given.need<string>('text')
    : `年化利率${(given.need<number>('annualRate') * 100).toFixed(2)}%${given.need<string>('label')}`
  return check('CN-RATE-001', TODAY, {
    text,
    ...(method && { method }),
    ...(size !== undefined && { annualToOtherSize: size }),
  })
}

function costOf(receivedFen: bigint, payments: readonly bigint[]) {
  const on = '2026-01-15' as Day
  const flows = payments.map((amountFen, i) => ({ on: addMonths(on, i + 1), amountFen: -amountFen }))
  return annualCost([{ on, amountFen: receivedFen }, ...flows])
}

function paymentsOf(given: Given): bigint[] {
  if (given.has('payments')) return given.need<number[]>('payments').map(fenOf)
  const instalment = given.fen('principalPer') + given.fen('feePer')
  return Array.from({ length: given.need<number>('n') }, () => instalment)
}

function annualRates(given: Given) {
  const receivedFen = given.fen('principal') - (given.has('upfrontFee') ? given.fen('upfrontFee') : 0n)
  const cost = costOf(receivedFen, paymentsOf(given))
  const recomputedAnnualPpm = cost.simpleAnnualPpm
  const statedAnnualPpm = BigInt(Math.round(percent(recomputedAnnualPpm) * 10_000))
  expect(check('CN-RATE-002', TODAY, { statedAnnualPpm, recomputedAnnualPpm }).decision).toBe('allow')
  return { simplePct: percent(cost.simpleAnnualPpm), compoundPct: percent(cost.irrAnnualPpm) }
}

function costCap(given: Given) {
  const { simpleAnnualPpm } = costOf(given.fen('received'), paymentsOf(given))
  return { ...check('CN-RATE-004', TODAY, { simpleAnnualPpm }), simplePct: percent(simpleAnnualPpm) }
}

function costTable(given: Given) {
  if (given.has('feeCode')) {
    expect(given.need('event')).toBe('fee.charge')
    return check('CN-RATE-003', TODAY, {
      act: 'charge',
      feeCode: given.need('feeCode'),
      disclosedCodes: given.need('table'),
    })
  }
  const signed = given.get<string>('signAt') ?? `${given.get<string>('date') ?? TODAY}T12:00:00+08:00`
  const signedAtMs = Date.parse(signed)
  const confirmedAtMs = given.has('ackAt') ? Date.parse(given.need('ackAt')) : signedAtMs - 1000
  const readSeconds = given.get<number>('readSeconds') ?? 60
  const ack = given.has('ack')
    ? given.get<null>('ack')!
    : {
        channel: (given.get<'online'>('channel') ?? 'online') as 'online',
        termsHash: 'h',
        openedAtMs: confirmedAtMs - readSeconds * 1000,
        confirmedAtMs,
        readSeconds,
        hasScrolledToEnd: true,
      }
  given.get('channel')
  const minReadSeconds = given.get<number>('minReadSeconds') ?? 10
  const on = signed.slice(0, 10) as Day
  return check(
    'CN-RATE-003',
    on,
    { act: 'sign', ack, termsHash: 'h', signedAtMs },
    { overrides: { 'CN-RATE-003': { minReadSeconds } } },
  )
}

function payout(given: Given) {
  const principalFen = given.fen('principal')
  const disbursedFen = given.fen('disbursed')
  const kind = given.get<'interest'>('withheld')
  const withheld = kind ? [{ kind, amountFen: principalFen - disbursedFen }] : []
  const input = { principalFen, disbursedFen, withheld }
  return { ...check('CN-RATE-008', TODAY, input), principalForInterest: yuan(principalForInterest(input)) }
}

function internetLoan(given: Given) {
  const isTemporaryRaiseGranted = given.get<boolean>('temporaryFlag') ?? false
  const lenderKind = given.get<LenderKind>('lender') ?? 'bank'
  const input: InputOf<'CN-ORIG-001'> = given.has('line')
    ? { consumerLinesFen: given.fen('line') }
    : { repayment: given.need('repay'), termMonths: given.need('termMonths') }
  return check('CN-ORIG-001', TODAY, input, { lenderKind, overrides: { 'CN-ORIG-001': { isTemporaryRaiseGranted } } })
}

function consumerFinance(given: Given) {
  const input: InputOf<'CN-ORIG-004'> = given.has('guaranteed')
    ? { act: 'report', guaranteedFen: given.fen('guaranteed'), totalFen: given.fen('total') }
    : { act: 'approve', outstandingFen: given.fen('outstanding'), newFen: given.fen('new') }
  return check('CN-ORIG-004', TODAY, input, { lenderKind: 'consumer_finance_company' })
}

function loanUse(given: Given) {
  return given.has('counterparty')
    ? check('CN-ORIG-002', TODAY, { act: 'monitor', counterparty: given.need('counterparty') })
    : check('CN-ORIG-002', TODAY, { act: 'apply', purpose: given.need<string>('purpose') })
}

function assistedLending(given: Given) {
  if (given.has('partner')) {
    expect(given.need<string>('partner')).toBe('X')
    return check('CN-ORIG-006', TODAY, { act: 'onboard', isOnPublishedList: given.need('listed') })
  }
  return check('CN-ORIG-006', TODAY, {
    act: 'charge',
    collector: given.need('collector'),
    payer: given.get<'borrower'>('payer') ?? 'borrower',
    isInCostTable: given.get<boolean>('inCostTable') ?? false,
  })
}

function studentLoan(given: Given) {
  if (given.has('segment')) return check('CN-ORIG-007', TODAY, { act: 'target', segments: [given.need('segment')] })
  const lenderKind = given.need<LenderKind>('lender')
  const isStudent = given.need<boolean>('student')
  const [hasSecondSource, hasGuardianConsent] = [given.get<boolean>('secondSource') ?? false, true]
  return check('CN-ORIG-007', TODAY, { act: 'apply', lenderKind, isStudent, hasSecondSource, hasGuardianConsent })
}

function bureauQuery(given: Given) {
  const purpose = given.get<string>('purpose') ?? 'loan approval'
  const isWithdrawn = given.get<boolean>('withdrawn') ?? false
  const hasConsent = given.get<boolean>('consent') ?? true
  const consent = hasConsent ? { purpose: 'loan approval', isWritten: true, isWithdrawn } : null
  return check('CN-CRED-001', TODAY, { purpose, consent })
}

/** What the file calls a violation is found after the fact: a flag here. */
function recommendation(given: Given) {
  if (given.has('feature')) {
    expect(given.need('target')).toBe('price')
    return check('CN-ALGO-001', TODAY, { act: 'quote', features: [given.need('feature')] })
  }
  expect(given.need('pushed')).toBe(true)
  const { decision } = check('CN-ALGO-001', TODAY, { act: 'pushed', isSwitchedOff: given.need('off') })
  return { decision: decision === 'flag' ? 'violation' : decision }
}

function personalLoan(given: Given) {
  if (given.has('orig')) {
    const [originalMonths, extensionMonths] = [given.need<number>('orig'), given.need<number>('ext')]
    return check('CN-ORIG-003', TODAY, { act: 'extend', originalMonths, extensionMonths })
  }
  const isTemporaryRaiseGranted = given.get<boolean>('temporaryFlag') ?? false
  const input: InputOf<'CN-ORIG-003'> = {
    act: 'apply',
    purpose: given.get<'consumption'>('purpose') ?? 'consumption',
    payment: given.get<'self'>('payment') ?? 'self',
    ...(given.has('amount') && { amountFen: given.fen('amount') }),
    ...(given.has('termMonths') && { termMonths: given.need<number>('termMonths') }),
  }
  return check('CN-ORIG-003', TODAY, input, { overrides: { 'CN-ORIG-003': { isTemporaryRaiseGranted } } })
}

function jointLending(given: Given) {
  if (given.has('partnerShare')) {
    const partnerSharePpm = BigInt(Math.round(given.need<number>('partnerShare') * 1_000_000))
    return check('CN-ORIG-005', TODAY, { partnerSharePpm })
  }
  return check('CN-ORIG-005', TODAY, { partnerFen: given.fen('partner'), tier1Fen: given.fen('tier1') })
}

const CATEGORY_NAMES = { normal: '正常', specialMention: '关注', substandard: '次级', doubtful: '可疑', loss: '损失' }

function categoryNamed(name: string): RiskCategory {
  return RISK_CATEGORIES.find((category) => CATEGORY_NAMES[category] === name)!
}

function riskClass(given: Given) {
  const facts = {
    dpd: given.need<number>('dpd'),
    isImpaired: given.get<boolean>('impaired') ?? false,
    eclSharePpm: BigInt(Math.round((given.get<number>('ecl') ?? 0) * 1_000_000)),
  }
  const { category } = riskCategory(facts)
  expect(check('CN-RISK-001', TODAY, { facts, category }).decision).toBe('allow')
  const better = RISK_CATEGORIES[RISK_CATEGORIES.indexOf(category) - 1]
  if (better) expect(check('CN-RISK-001', TODAY, { facts, category: better }).decision).toBe('refuse')
  return { class: CATEGORY_NAMES[category] }
}

function riskUpgrade(given: Given) {
  if (given.has('class')) {
    return check('CN-RISK-002', TODAY, { act: 'restructured', category: categoryNamed(given.need('class')) })
  }
  const cured = {
    isCured: true,
    monthsCured: given.need<number>('months'),
    periodsCured: given.need<number>('periods'),
  }
  return check('CN-RISK-002', TODAY, { act: 'upgrade', from: 'substandard', ...cured })
}

function provision(given: Given) {
  if (given.has('writtenOff')) {
    const recovered = recoveryOf({ isWrittenOff: given.need('writtenOff'), paidFen: given.fen('paid') })
    return { recovery: yuan(recovered) }
  }
  const table = given.need<'mof2012'>('table')
  const category = categoryNamed(given.need('class'))
  const exposureFen = given.fen('ead')
  const provisionFen = policyProvision(exposureFen, category, PROVISION_TABLES[table])
  const input = { exposureFen, category, table }
  expect(check('CN-RISK-003', TODAY, { ...input, provisionFen }).decision).toBe('allow')
  expect(check('CN-RISK-003', TODAY, { ...input, provisionFen: provisionFen - 1n }).decision).toBe('refuse')
  return { provision: yuan(provisionFen) }
}

function workingDay(given: Given) {
  if (!given.has('d')) {
    const next = nextChinaWorkingDay('2026-09-30' as Day)
    return { d: next.ok && next.value }
  }
  const day = given.need<Day>('d')
  const verdict = check('CN-DATA-004', TODAY, { day })
  const works = isChinaWorkingDay(day)
  if (works.ok) return { workday: works.value }
  expect(verdict).toMatchObject({ decision: 'flag', code: works.error.code })
  return { flag: works.error.code.replace('compliance.', '').toUpperCase() }
}

function region(given: Given) {
  const code = given.need<string>('c')
  return { name: regionOf(code)?.district, ...check('CN-DATA-005', TODAY, { code }) }
}

function partnerCode(given: Given) {
  const code = given.need<string>('c')
  const { ok: valid } = parseCreditCode(code)
  expect(check('CN-DATA-006', TODAY, { creditCode: code }).decision === 'refuse').toBe(!valid)
  return { valid }
}

function primeRate(given: Given) {
  const on = given.need<Day>('d')
  const lpr = lprOn(on)
  const verdict = check('CN-DATA-007', TODAY, { on })
  if (!lpr.ok) return verdict
  expect(verdict.decision).toBe('allow')
  return { lpr1y: percent(lpr.value.oneYearPpm), lpr5y: percent(lpr.value.fiveYearPpm) }
}

function age(given: Given) {
  if (given.has('birth')) {
    return check('CN-ORIG-008', TODAY, { act: 'lend', bornOn: given.need('birth'), on: given.need('now') })
  }
  const bornOn = addDays(addMonths(TODAY, -12 * given.need<number>('age')), -1)
  const hasGuardianConsent = given.need<boolean>('guardianConsent')
  const verdict = check('CN-ORIG-008', TODAY, { act: 'collect-data', bornOn, on: TODAY, hasGuardianConsent })
  return { decision: `${verdict.decision}-collection` }
}

function affordability(given: Given) {
  const input = { monthlyIncomeFen: given.fen('income'), monthlyDueFen: given.fen('due') }
  return { ...check('CN-ORIG-012', TODAY, input), dti: Number(debtToIncomePpm(input)) / 1_000_000 }
}

function onlineMarketing(given: Given) {
  return check('CN-CONS-004', TODAY, {
    on: given.get<Day>('date') ?? TODAY,
    text: given.get<string>('text') ?? '',
    hops: given.get<number>('hops') ?? 0,
    ...(given.has('institution') ? { paymentPageOf: given.need<'payment'>('institution') } : {}),
  })
}

function advertisingMessage(given: Given) {
  return check('CN-CONS-005', TODAY, {
    hasConsent: given.get<boolean>('consent') ?? true,
    hasSender: true,
    hasUnsubscribe: given.get<boolean>('unsubscribe') ?? true,
    tapsToClose: given.get<number>('taps') ?? 1,
  })
}

function lawfulBasis(given: Given) {
  if (given.has('permission')) {
    expect(given.need('granted')).toBe(false)
    expect(consentPurposes(handlers).some(({ id }) => id.includes(given.need('permission')))).toBe(false)
    return { loanFlow: loanFlowAfterDenial({ isNecessary: false }) }
  }
  if (given.has('withdrawn')) {
    const asked = purpose('loan-application')
    const answer = given.need('withdrawn') ? 'withdrawn' : 'granted'
    const consents = [{ ...consentTo('loan-application'), answer }] as const
    return check('CN-PRIV-001', TODAY, { basis: given.need('basis'), consents, purpose: asked, on: TODAY })
  }
  const ids: Record<string, PurposeId> = { loan: 'loan-application', marketing: 'marketing' }
  const consents = [consentTo(ids[given.need<string>('consentPurpose')]!)]
  const asked = purpose(ids[given.need<string>('purpose')]!)
  return check('CN-PRIV-001', TODAY, { basis: 'consent', consents, purpose: asked, on: TODAY })
}

function dataClass(given: Given) {
  if (given.has('field'))
    return check('CN-PRIV-008', TODAY, { act: 'store', field: given.need('field'), isEncrypted: true })
  const value = given.need<string>('value')
  const field = value.length === 11 ? 'mobile' : 'bank-card'
  return { display: mask(fieldClass(field)!.mask, value) }
}

function residentId(given: Given) {
  const id = given.need<string>('id')
  const parsed = parseResidentId(id)
  expect(check('CN-DATA-001', TODAY, { residentId: id }).decision === 'refuse').toBe(!parsed.ok)
  if (!parsed.ok) return { valid: false }
  return { valid: true, birth: parsed.value.bornOn, sex: parsed.value.sex === 'male' ? 'M' : 'F' }
}

const handler: Handler = { name: { zh: '甲公司', en: 'Company A' }, contact: { zh: '电话400', en: 'phone 400' } }
const handlers = {
  lender: handler,
  bureau: handler,
  identityProvider: handler,
  bank: handler,
  esignProvider: handler,
  guarantor: handler,
  partner: handler,
}

function purpose(id: PurposeId) {
  return purposeOf(consentPurposes(handlers), id)!
}

function consentTo(id: PurposeId) {
  const { version, kind } = purpose(id)
  return { purpose: id, version, kind, answer: 'granted', answeredOn: '2026-11-01' as Day } as const
}
