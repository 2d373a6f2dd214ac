import { PROVINCES } from '@puhui/compliance'
import { catalogueOf, type Fact, type FactCatalogue } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import {
  ACTIVE_HOURS,
  CATEGORIES,
  CITY_TIERS,
  CONTACT_CHANNELS,
  EDUCATIONS,
  GENDERS,
  GRADES,
  INCOME_LEVELS,
  MOBILITY_BANDS,
  NEEDS,
  OCCUPATIONS,
  PAYMENT_CHANNELS,
  RISK_LEVELS,
} from './words.ts'

/** The chapters of a persona, in the order in which it is read. */
export type FactGroupId =
  | 'basics'
  | 'region'
  | 'income'
  | 'consumption'
  | 'credit'
  | 'needs'
  | 'preference'
  | 'devices'
  | 'contact'

export const GROUPS: Readonly<Record<FactGroupId, Localized>> = {
  basics: { zh: '年龄、性别、职业、学历', en: 'Age, gender, occupation, education' },
  region: { zh: '地域与城市层级', en: 'Region and city tier' },
  income: { zh: '收入', en: 'Income' },
  consumption: { zh: '消费习惯', en: 'Consumption habits' },
  credit: { zh: '信用状况', en: 'Credit status' },
  needs: { zh: '需求', en: 'Needs' },
  preference: { zh: '偏好与风险承受能力', en: 'Preferences and risk tolerance' },
  devices: { zh: '设备反映的生活习惯', en: 'Habits seen by devices' },
  contact: { zh: '触达与授权', en: 'Reach and consent' },
}

export interface ProfileFact extends Fact {
  readonly group: FactGroupId
  /** Whether the customer may put it right themselves. */
  readonly isCorrectable?: true
}

const yuan: Localized = { zh: '元', en: 'yuan' }
const times: Localized = { zh: '笔', en: 'times' }
const days: Localized = { zh: '天', en: 'days' }
const name = (zh: string, en: string): Localized => ({ zh, en })

const FACTS: readonly ProfileFact[] = [
  {
    id: 'age',
    group: 'basics',
    label: name('年龄', 'age'),
    type: 'integer',
    unit: name('岁', 'years'),
    source: 'identity',
    personal: 'C2',
    min: 0,
    max: 120,
  },
  {
    id: 'gender',
    group: 'basics',
    label: name('性别', 'gender'),
    type: 'enum',
    values: GENDERS,
    source: 'identity',
    personal: 'C2',
    forbiddenIn: ['credit'],
  },
  {
    id: 'occupation',
    group: 'basics',
    label: name('职业', 'occupation'),
    type: 'enum',
    values: OCCUPATIONS,
    source: 'application',
    personal: 'C2',
    isCorrectable: true,
  },
  {
    id: 'education',
    group: 'basics',
    label: name('学历', 'education'),
    type: 'enum',
    values: EDUCATIONS,
    source: 'application',
    personal: 'C2',
    isCorrectable: true,
  },
  {
    id: 'province',
    group: 'region',
    label: name('省份', 'province'),
    type: 'enum',
    values: [...PROVINCES].map(([value, label]) => ({ value, label })),
    source: 'identity',
    personal: 'C1',
  },
  {
    id: 'cityTier',
    group: 'region',
    label: name('城市层级', 'city tier'),
    type: 'enum',
    values: CITY_TIERS,
    source: 'identity',
    personal: 'C1',
  },
  { id: 'place', group: 'region', label: name('市县', 'place'), type: 'text', source: 'identity', personal: 'C2' },
  {
    id: 'isRural',
    group: 'region',
    label: name('居住在乡村', 'lives in a village'),
    type: 'boolean',
    source: 'identity',
    personal: 'C1',
  },
  {
    id: 'income',
    group: 'income',
    label: name('月收入', 'monthly income'),
    type: 'money',
    unit: yuan,
    source: 'income',
    personal: 'C3',
    min: 0,
  },
  {
    id: 'incomeLevel',
    group: 'income',
    label: name('收入层级', 'income level'),
    type: 'enum',
    values: INCOME_LEVELS,
    source: 'income',
    personal: 'C2',
  },
  {
    id: 'spendMonthly',
    group: 'consumption',
    label: name('月均消费', 'monthly spending'),
    type: 'money',
    unit: yuan,
    source: 'own-history',
    personal: 'C2',
    min: 0,
  },
  {
    id: 'purchases90d',
    group: 'consumption',
    label: name('近90天消费次数', 'purchases in 90 days'),
    type: 'integer',
    unit: times,
    source: 'own-history',
    personal: 'C2',
    min: 0,
  },
  {
    id: 'averageTicket',
    group: 'consumption',
    label: name('笔均消费', 'average ticket'),
    type: 'money',
    unit: yuan,
    source: 'own-history',
    personal: 'C2',
    min: 0,
  },
  {
    id: 'recencyDays',
    group: 'consumption',
    label: name('距上次消费', 'days since the last purchase'),
    type: 'integer',
    unit: days,
    source: 'own-history',
    personal: 'C2',
    min: 0,
  },
  {
    id: 'mainCategory',
    group: 'consumption',
    label: name('主要消费类别', 'main category'),
    type: 'enum',
    values: CATEGORIES,
    source: 'own-history',
    personal: 'C2',
  },
  {
    id: 'paymentChannel',
    group: 'consumption',
    label: name('支付习惯', 'payment habit'),
    type: 'enum',
    values: PAYMENT_CHANNELS,
    source: 'own-history',
    personal: 'C2',
    isCorrectable: true,
  },
  {
    id: 'payday',
    group: 'consumption',
    label: name('发薪日', 'payday'),
    type: 'integer',
    unit: name('日', 'of the month'),
    source: 'own-history',
    personal: 'C2',
    min: 1,
    max: 31,
  },
  {
    id: 'grade',
    group: 'credit',
    label: name('信用等级', 'credit grade'),
    type: 'enum',
    values: GRADES,
    source: 'own-history',
    personal: 'C3',
  },
  {
    id: 'score',
    group: 'credit',
    label: name('信用评分', 'credit score'),
    type: 'integer',
    source: 'own-history',
    personal: 'C3',
    min: 0,
    max: 1000,
  },
  {
    id: 'loansOpen',
    group: 'credit',
    label: name('在贷笔数', 'open loans'),
    type: 'integer',
    unit: times,
    source: 'own-history',
    personal: 'C3',
    min: 0,
  },
  {
    id: 'loansSettled',
    group: 'credit',
    label: name('结清笔数', 'settled loans'),
    type: 'integer',
    unit: times,
    source: 'own-history',
    personal: 'C3',
    min: 0,
  },
  {
    id: 'outstanding',
    group: 'credit',
    label: name('在贷余额', 'outstanding'),
    type: 'money',
    unit: yuan,
    source: 'own-history',
    personal: 'C3',
    min: 0,
  },
  {
    id: 'dpd',
    group: 'credit',
    label: name('逾期天数', 'days past due'),
    type: 'integer',
    unit: days,
    source: 'own-history',
    personal: 'C3',
    min: 0,
  },
  ...NEEDS.map(
    ({ value, label }): ProfileFact => ({
      id: needId(value),
      group: 'needs',
      label: name(`有${label.zh}需求`, `needs ${label.en}`),
      type: 'boolean',
      source: 'application',
      personal: 'C1',
      isCorrectable: true,
    }),
  ),
  {
    id: 'channelPreference',
    group: 'preference',
    label: name('办理渠道', 'preferred channel'),
    type: 'enum',
    values: CONTACT_CHANNELS,
    source: 'own-history',
    personal: 'C1',
    isCorrectable: true,
  },
  {
    id: 'riskTolerance',
    group: 'preference',
    label: name('风险承受能力', 'risk tolerance'),
    type: 'enum',
    values: RISK_LEVELS,
    source: 'application',
    personal: 'C1',
  },
  {
    id: 'activeHours',
    group: 'devices',
    label: name('活跃时段', 'active hours'),
    type: 'enum',
    values: ACTIVE_HOURS,
    source: 'device',
    personal: 'C2',
    forbiddenIn: ['credit'],
  },
  {
    id: 'applianceUse30d',
    group: 'devices',
    label: name('近30天家电使用', 'appliance runs in 30 days'),
    type: 'integer',
    unit: name('次', 'times'),
    source: 'device',
    personal: 'C2',
    min: 0,
    forbiddenIn: ['credit'],
  },
  {
    id: 'mobilityBand',
    group: 'devices',
    label: name('出行范围', 'mobility'),
    type: 'enum',
    values: MOBILITY_BANDS,
    source: 'device',
    personal: 'C2',
    forbiddenIn: ['credit'],
  },
  {
    id: 'marketingConsent',
    group: 'contact',
    label: name('同意接收营销', 'agreed to marketing'),
    type: 'boolean',
    source: 'own-history',
    personal: 'C1',
  },
  {
    id: 'reachable',
    group: 'contact',
    label: name('可以联系', 'can be reached'),
    type: 'boolean',
    source: 'own-history',
    personal: 'C1',
  },
  {
    id: 'contacts30d',
    group: 'contact',
    label: name('近30天营销触达', 'marketing contacts in 30 days'),
    type: 'integer',
    unit: name('次', 'times'),
    source: 'own-history',
    min: 0,
  },
  {
    id: 'holdoutBucket',
    group: 'contact',
    label: name('对照组编号', 'holdout bucket'),
    type: 'integer',
    source: 'own-history',
    min: 0,
    max: 9_999,
  },
]

/** The fact that says a customer has a need. */
export function needId(need: string): string {
  return `need${need[0]!.toUpperCase()}${need.slice(1)}`
}

export const profileFacts: readonly ProfileFact[] = FACTS
export const factById: ReadonlyMap<string, ProfileFact> = new Map(FACTS.map((fact) => [fact.id, fact]))
export const profileCatalogue: FactCatalogue = catalogueOf(FACTS)

/** The seven elements of a persona: each has at least one of these facts. */
export const ELEMENTS = {
  age: ['age'],
  gender: ['gender'],
  occupation: ['occupation'],
  income: ['income', 'incomeLevel'],
  education: ['education'],
  consumption: [
    'spendMonthly',
    'purchases90d',
    'averageTicket',
    'recencyDays',
    'mainCategory',
    'paymentChannel',
    'payday',
  ],
  credit: ['grade', 'score', 'loansOpen', 'loansSettled', 'outstanding', 'dpd'],
} as const satisfies Readonly<Record<string, readonly string[]>>
