import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { ageOn, daysBetween } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type DeviceSums, deviceHabitsOf } from './device-events.ts'
import { needId } from './facts.ts'
import type { Basis, FactScalar, ProfileSetting } from './schema.ts'
import { CATEGORIES, educationOf, occupationOf } from './words.ts'

/** One fact with all that stands behind it. `confidencePpm`: how sure, as a share. */
export interface KnownFact {
  readonly value: FactScalar
  readonly source: string
  readonly at: string
  readonly confidencePpm: number
  readonly basis: Basis
}

export type KnownFacts = ReadonlyMap<string, KnownFact>

/** Everything a persona is computed from, of one customer. */
export interface ProfileInput {
  readonly customerId: string
  readonly bornOn: Day | null
  readonly sex: 'male' | 'female' | null
  readonly provinceCode: string | null
  readonly place: string | null
  readonly cityTier: string | null
  readonly isRural: boolean | null
  readonly channel: string | null
  readonly isClosed: boolean
  readonly identityAt: string | null
  readonly stated: Readonly<
    Record<string, { readonly value: unknown; readonly at: string; readonly isVerified: boolean }>
  >
  readonly purposes: readonly string[]
  readonly decided: { readonly grade: string | null; readonly points: number | null; readonly at: string } | null
  readonly loans: {
    readonly open: number
    readonly settled: number
    readonly outstandingFen: bigint
    readonly dpd: number
  }
  readonly spending: Spending | null
  readonly hasMarketingConsent: boolean
  /** What devices say; null without a consent to it. */
  readonly devices: DeviceSums | null
  readonly risk: { readonly level: string; readonly at: string } | null
  /** What was said in surveys that the person lets us keep with their name, the oldest first. */
  readonly survey: readonly { readonly fact: string; readonly value: string; readonly at: string }[]
  readonly corrections: ReadonlyMap<string, { readonly value: FactScalar; readonly at: string }>
  readonly isPersonalised: boolean
  readonly isDeleted: boolean
  readonly contacts30d: number
}

/** What a customer's transactions say, as the database sums them up. */
export interface Spending {
  readonly source: string
  readonly firstOn: Day
  readonly lastOn: Day
  readonly count90d: number
  readonly count: number
  readonly totalFen: bigint
  readonly mainCategory: string | null
  readonly mainChannel: string | null
  readonly payday: number | null
  readonly categories: readonly string[]
}

export const DEFAULT_SETTING: ProfileSetting = {
  ageCuts: [20, 36, 46, 60],
  incomeCutsFen: ['500000', '1200000'],
}

/** The sources that a fact can name, in words. */
export const SOURCES: Readonly<Record<string, Localized>> = {
  identity: { zh: '身份证件核验', en: 'Identity document, checked' },
  stated: { zh: '客户填写', en: 'Stated by the customer' },
  file: { zh: '导入文件', en: 'An imported file' },
  corrected: { zh: '本人更正', en: 'Corrected by the customer' },
  books: { zh: '本机构账务', en: "The lender's own books" },
  decision: { zh: '本机构信用评估', en: "The lender's own assessment" },
  applications: { zh: '申请用途', en: 'What was applied for' },
  transactions: { zh: '交易流水', en: 'Transaction records' },
  survey: { zh: '问卷调查', en: 'A survey' },
  questionnaire: { zh: '风险测评问卷', en: 'Risk questionnaire' },
  consents: { zh: '授权记录', en: 'Record of consents' },
  computed: { zh: '由其他资料计算', en: 'Computed from other facts' },
  draw: { zh: '随机抽取', en: 'Drawn at random' },
  devices: { zh: '智能设备（经同意）', en: 'Connected devices, agreed to' },
  contacts: { zh: '触达记录', en: 'Record of contacts' },
}

/** On what ground a fact may be used, in words. */
export const BASES: Readonly<Record<Basis, Localized>> = {
  contract: { zh: '履行贷款服务所必需', en: 'Needed to provide the loan' },
  law: { zh: '履行法定义务', en: 'Required by law' },
  marketing: { zh: '同意接收营销与个性化服务', en: 'Agreed to marketing and personal offers' },
  'device-habits': { zh: '同意由设备了解生活习惯', en: 'Agreed to habits from devices' },
  'own-wish': { zh: '本人提供', en: 'Given by the customer' },
}

const SURE = 1_000_000
const CHECKED = 980_000
const FROM_FILE = 900_000
const STATED = 600_000
const GUESSED = 700_000

/**
 * What is known of one customer today. A fact that nothing is known about is absent: unknown, never zero. Facts that rest
 * on the consent to marketing stand only while it stands, and while the customer lets us draw conclusions.
 */
export function factsOf(input: ProfileInput, setting: ProfileSetting, today: Day, now: string): KnownFacts {
  const facts = new Map<string, KnownFact>()
  const put = (id: string, value: FactScalar | null | undefined, from: Omit<KnownFact, 'value'>) => {
    if (value !== null && value !== undefined) facts.set(id, { ...from, value })
  }
  basics(input, put, today)
  credit(input, put, now)
  if (input.hasMarketingConsent && input.isPersonalised && !input.isDeleted) {
    surveyed(input, put)
    needs(input, put, now)
    consumption(input, put, today)
    if (input.channel !== null && input.channel !== 'import')
      put('channelPreference', input.channel, from('applications', now, GUESSED, 'marketing'))
  }
  if (input.isPersonalised && !input.isDeleted) devices(input, put)
  if (input.risk) put('riskTolerance', input.risk.level, from('questionnaire', input.risk.at, CHECKED, 'own-wish'))
  for (const [id, { value, at }] of input.corrections) put(id, value, from('corrected', at, FROM_FILE, 'own-wish'))
  incomeLevel(facts, setting)
  contact(input, put, now)
  return facts
}

type Put = (id: string, value: FactScalar | null | undefined, from: Omit<KnownFact, 'value'>) => void

function from(source: string, at: string, confidencePpm: number, basis: Basis): Omit<KnownFact, 'value'> {
  return { source, at, confidencePpm, basis }
}

function basics(input: ProfileInput, put: Put, today: Day): void {
  const identity = from('identity', input.identityAt ?? `${today}T00:00:00.000Z`, CHECKED, 'contract')
  put('age', input.bornOn && ageOn(input.bornOn, today), identity)
  put('gender', input.sex, identity)
  put('province', input.provinceCode, identity)
  put('cityTier', input.cityTier, identity)
  put('place', input.place, identity)
  put('isRural', input.isRural, identity)
  const { occupation, education, incomeMonthlyFen } = input.stated
  if (occupation) put('occupation', occupationOf(String(occupation.value ?? '')), stated(occupation))
  if (education) put('education', educationOf(String(education.value ?? '')), stated(education))
  if (incomeMonthlyFen?.value != null) put('income', String(incomeMonthlyFen.value), stated(incomeMonthlyFen))
}

function stated({ at, isVerified }: { readonly at: string; readonly isVerified: boolean }) {
  return from('stated', at, isVerified ? CHECKED : STATED, 'contract')
}

function credit({ decided, loans }: ProfileInput, put: Put, now: string): void {
  if (decided) {
    const decision = from('decision', decided.at, SURE, 'contract')
    put('grade', decided.grade, decision)
    put('score', decided.points, decision)
  }
  const books = from('books', now, SURE, 'contract')
  put('loansOpen', loans.open, books)
  put('loansSettled', loans.settled, books)
  put('outstanding', String(loans.outstandingFen), books)
  put('dpd', loans.dpd, books)
}

/** What was said when asked; what was checked or put right later outranks it. */
function surveyed({ survey }: ProfileInput, put: Put): void {
  for (const { fact, value, at } of survey) {
    const said = from('survey', at, STATED, 'marketing')
    if (fact === 'needs') put(needId(value), true, said)
    else put(fact, value, said)
  }
}

const NEED_OF_CATEGORY: Readonly<Record<string, string>> = {
  education: 'education',
  medical: 'medical',
  travel: 'travel',
  electronics: 'appliances',
  home: 'homeDecoration',
  farming: 'ruralProduction',
}

function needs({ purposes, spending }: ProfileInput, put: Put, now: string): void {
  for (const purpose of purposes) put(needId(purpose), true, from('applications', now, CHECKED, 'marketing'))
  for (const category of spending?.categories ?? []) {
    const need = NEED_OF_CATEGORY[category]
    if (need && !purposes.includes(need)) put(needId(need), true, from('transactions', now, GUESSED, 'marketing'))
  }
}

function consumption({ spending }: ProfileInput, put: Put, today: Day): void {
  if (spending === null) return
  const basis = from('transactions', `${spending.lastOn}T00:00:00.000Z`, FROM_FILE, 'marketing')
  const months = BigInt(Math.max(1, Math.round(daysBetween(spending.firstOn, spending.lastOn) / 30)))
  put('spendMonthly', String(spending.totalFen / months), basis)
  put('purchases90d', spending.count90d, basis)
  put('averageTicket', String(spending.totalFen / BigInt(Math.max(1, spending.count))), basis)
  put('recencyDays', Math.max(0, daysBetween(spending.lastOn, today)), basis)
  if (CATEGORIES.some(({ value }) => value === spending.mainCategory)) put('mainCategory', spending.mainCategory, basis)
  put('paymentChannel', spending.mainChannel, basis)
  put('payday', spending.payday, basis)
}

function devices({ devices: sums }: ProfileInput, put: Put): void {
  if (sums === null) return
  const { activeHours, applianceUse30d, mobilityBand } = deviceHabitsOf(sums)
  const seen = from('devices', sums.lastAt, GUESSED, 'device-habits')
  put('activeHours', activeHours, seen)
  put('applianceUse30d', applianceUse30d, seen)
  put('mobilityBand', mobilityBand, seen)
}

/**
 * Low below the first cut, high from the second on: each income lies in exactly one level.
 *
 * @example incomeLevelOf(500_000n, { incomeCutsFen: ['500000', '1200000'], ageCuts: [] }) // 'middle'
 */
export function incomeLevelOf(incomeFen: bigint, { incomeCutsFen: [middle, high] }: ProfileSetting): string {
  if (incomeFen < BigInt(middle)) return 'low'
  return incomeFen < BigInt(high) ? 'middle' : 'high'
}

function incomeLevel(facts: Map<string, KnownFact>, setting: ProfileSetting): void {
  const income = facts.get('income')
  if (!income) return
  const value = incomeLevelOf(BigInt(income.value as string), setting)
  facts.set('incomeLevel', { ...income, value, source: 'computed' })
}

function contact(input: ProfileInput, put: Put, now: string): void {
  const consents = from('consents', now, SURE, 'law')
  put('marketingConsent', input.hasMarketingConsent && !input.isDeleted, consents)
  put('reachable', !input.isClosed, from('books', now, SURE, 'contract'))
  put('contacts30d', input.contacts30d, from('contacts', now, SURE, 'law'))
  put('holdoutBucket', holdoutBucketOf(input.customerId), from('draw', now, SURE, 'law'))
}

/** One of ten thousand buckets, for life. */
export function holdoutBucketOf(customerId: string): number {
  return createHash('sha256').update(`holdout|${customerId}`).digest().readUInt32BE(0) % 10_000
}

/**
 * What the segments see of a customer. Who switched personalisation off, or had the tags deleted, is there with what the
 * law needs and nothing about the person.
 */
export function seenBySegments(facts: KnownFacts, isPersonalised: boolean): Record<string, FactScalar> {
  const seen = [...facts].filter(([id]) => isPersonalised || ALWAYS_SEEN.has(id))
  return Object.fromEntries(seen.map(([id, { value }]) => [id, value]))
}

const ALWAYS_SEEN: ReadonlySet<string> = new Set(['marketingConsent', 'reachable', 'contacts30d', 'holdoutBucket'])
