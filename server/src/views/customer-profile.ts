import type { customersApi, OutputOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import type { Customer, StoredFact } from '../modules/customers/index.ts'

type CustomerFile = OutputOf<typeof customersApi.getCustomer>
type Words = Readonly<Record<string, Localized>>

const PROFILE_LABELS: Words = {
  incomeMonthlyFen: { zh: '月收入', en: 'Monthly income' },
  otherDebtMonthlyFen: { zh: '其他债务月还款', en: 'Monthly due on other debts' },
  occupation: { zh: '职业', en: 'Occupation' },
  education: { zh: '学历', en: 'Education' },
  employerYears: { zh: '现职年限', en: 'Years in the job' },
  homeOwnership: { zh: '住房', en: 'Home' },
}

/** Where a fact comes from; an imported file names itself. */
const SOURCES: Words = {
  stated: { zh: '客户填写', en: 'Stated by the customer' },
}

/** What a customer stated, fact by fact, in words. */
export function profileShown({ profile }: Customer): CustomerFile['profile'] {
  return Object.entries(PROFILE_LABELS).map(([id, label]) => {
    const fact = profile[id]
    return {
      id,
      label,
      value: fact?.value === undefined || fact.value === null ? null : String(fact.value),
      shown: shownOf(id, fact),
      source: fact ? sourceShown(fact.source) : { zh: '—', en: '—' },
      isVerified: fact?.isVerified ?? false,
      at: fact?.at ?? null,
    }
  })
}

function sourceShown(source: StoredFact['source']): Localized {
  return typeof source === 'string' ? (SOURCES[source] ?? { zh: source, en: source }) : source
}

const HOMES: Words = {
  own: { zh: '自有住房', en: 'Owned' },
  mortgage: { zh: '按揭住房', en: 'Mortgaged' },
  rent: { zh: '租房', en: 'Rented' },
  family: { zh: '与家人同住', en: 'With family' },
}

/** The answers of the application form, then the finer ones of the simulated market. */
const OCCUPATIONS: Words = {
  publicService: { zh: '公务员/事业单位', en: 'Public service' },
  enterprise: { zh: '企业员工', en: 'Employee' },
  selfEmployed: { zh: '个体经营', en: 'Own small business' },
  freelance: { zh: '自由职业', en: 'Freelance' },
  farmer: { zh: '务农', en: 'Farming' },
  worker: { zh: '务工', en: 'Worker' },
  student: { zh: '学生', en: 'Student' },
  retired: { zh: '退休', en: 'Retired' },
  other: { zh: '其他', en: 'Other' },
  'factory-worker': { zh: '工厂工人', en: 'Factory worker' },
  'courier-driver': { zh: '快递员/司机', en: 'Courier or driver' },
  'service-worker': { zh: '服务业员工', en: 'Service worker' },
  shopkeeper: { zh: '店主', en: 'Shopkeeper' },
  'migrant-worker': { zh: '外出务工', en: 'Migrant worker' },
  teacher: { zh: '教师', en: 'Teacher' },
  'nurse-doctor': { zh: '医护人员', en: 'Nurse or doctor' },
  'civil-servant': { zh: '公务员', en: 'Civil servant' },
  'office-worker': { zh: '办公室职员', en: 'Office worker' },
  engineer: { zh: '工程师', en: 'Engineer' },
  manager: { zh: '管理人员', en: 'Manager' },
}

const EDUCATIONS: Words = {
  primary: { zh: '小学及以下', en: 'Primary school' },
  junior: { zh: '初中', en: 'Junior secondary' },
  senior: { zh: '高中/中专', en: 'Senior secondary' },
  college: { zh: '大专', en: 'College' },
  bachelor: { zh: '本科', en: 'Bachelor' },
  master: { zh: '硕士及以上', en: 'Master or above' },
  'junior-high': { zh: '初中', en: 'Junior secondary' },
  'senior-high': { zh: '高中', en: 'Senior secondary' },
  vocational: { zh: '中专/职高', en: 'Vocational school' },
  postgraduate: { zh: '研究生', en: 'Postgraduate' },
}

const VALUES: Readonly<Record<string, Words>> = {
  homeOwnership: HOMES,
  occupation: OCCUPATIONS,
  education: EDUCATIONS,
}

function shownOf(id: string, fact: StoredFact | undefined): Localized {
  if (fact === undefined || fact.value === null) return { zh: '未知', en: 'Unknown' }
  const text = String(fact.value)
  if (id.endsWith('Fen')) return { zh: `${formatYuan(BigInt(text))} 元`, en: `¥${formatYuan(BigInt(text))}` }
  if (id === 'employerYears') return { zh: `${text} 年`, en: `${text} years` }
  return VALUES[id]?.[text] ?? { zh: text, en: text }
}
