import { type customersApi, labelOf, type OutputOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { sql } from 'kysely'
import {
  ageOf,
  type Customer,
  customerById,
  identityChecksOf,
  identityVerdict,
  provinceOf,
  type StoredFact,
} from '../modules/customers/index.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { consentsShown } from './consents-shown.ts'

type CustomerFile = OutputOf<typeof customersApi.getCustomer>

/** Everything that is known of a customer, masked, with where it comes from. */
export async function customerFile(ctx: ReadContext, customerId: string): Promise<CustomerFile> {
  const customer = await customerById(ctx, customerId)
  const checks = await identityChecksOf(ctx, customerId)
  return {
    id: customer.id,
    name: customer.nameMasked ?? '—',
    mobile: customer.mobileMasked,
    residentId: customer.residentIdMasked,
    bankCard: customer.bankCardMasked,
    bankName: customer.bankName,
    address: customer.addressMasked,
    status: customer.status as never,
    age: ageOf(customer, dayOf(ctx.clock.now())),
    bornOn: customer.bornOn,
    province: provinceOf(customer.provinceCode),
    place: customer.place,
    cityTier: customer.cityTier as never,
    isRural: customer.isRural,
    source: customer.source as never,
    profile: profileShown(customer),
    identity: {
      verdict: identityVerdict(checks) as never,
      checks: checks.map((check) => checkShown(check)) as never,
    },
    consents: await consentsShown(ctx, customerId),
    applications: await applicationsOf(ctx, customerId),
    loans: await loansOf(ctx, customerId),
    createdAt: customer.createdAt,
  }
}

export const CHECK_LABELS: Readonly<Record<'document' | 'face', Localized>> = {
  document: { zh: '证件核验', en: 'Document check' },
  face: { zh: '人脸核验', en: 'Face check' },
}

export function checkShown(check: {
  kind: 'document' | 'face'
  verdict: string
  provider: string
  isSimulated: boolean
  at: string
}) {
  return { ...check, label: CHECK_LABELS[check.kind] }
}

const PROFILE_LABELS: Readonly<Record<string, Localized>> = {
  incomeMonthlyFen: { zh: '月收入', en: 'Monthly income' },
  otherDebtMonthlyFen: { zh: '其他债务月还款', en: 'Monthly due on other debts' },
  occupation: { zh: '职业', en: 'Occupation' },
  education: { zh: '学历', en: 'Education' },
  employerYears: { zh: '现职年限', en: 'Years in the job' },
  homeOwnership: { zh: '住房', en: 'Home' },
}

const SOURCES: Readonly<Record<string, Localized>> = {
  stated: { zh: '客户填写', en: 'Stated by the customer' },
  import: { zh: '导入文件', en: 'Imported file' },
  synthetic: { zh: '合成（演示）', en: 'Synthetic (demo)' },
}

function profileShown({ profile }: Customer): CustomerFile['profile'] {
  return Object.entries(PROFILE_LABELS).map(([id, label]) => {
    const fact = profile[id]
    return {
      id,
      label,
      value: fact?.value === undefined || fact.value === null ? null : String(fact.value),
      shown: shownOf(id, fact),
      source: fact ? (SOURCES[fact.source] ?? { zh: fact.source, en: fact.source }) : { zh: '—', en: '—' },
      isVerified: fact?.isVerified ?? false,
      at: fact?.at ?? null,
    }
  })
}

const HOMES: Readonly<Record<string, Localized>> = {
  own: { zh: '自有住房', en: 'Owned' },
  mortgage: { zh: '按揭住房', en: 'Mortgaged' },
  rent: { zh: '租房', en: 'Rented' },
  family: { zh: '与家人同住', en: 'With family' },
}

function shownOf(id: string, fact: StoredFact | undefined): Localized {
  if (fact === undefined || fact.value === null) return { zh: '未知', en: 'Unknown' }
  const text = String(fact.value)
  if (id.endsWith('Fen')) return { zh: `${formatYuan(BigInt(text))} 元`, en: `¥${formatYuan(BigInt(text))}` }
  if (id === 'homeOwnership') return HOMES[text] ?? { zh: text, en: text }
  return id === 'employerYears' ? { zh: `${text} 年`, en: `${text} years` } : { zh: text, en: text }
}

async function applicationsOf(ctx: ReadContext, customerId: string): Promise<CustomerFile['applications']> {
  const rows = await ctx.db
    .selectFrom('application')
    .select(['id', 'status', 'requested_fen', 'created_at'])
    .where('customer_id', '=', customerId)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    status: row.status as never,
    requestedFen: String(row.requested_fen),
    createdAt: row.created_at,
  }))
}

async function loansOf(ctx: ReadContext, customerId: string): Promise<CustomerFile['loans']> {
  const { rows } = await sql<{
    id: string
    status: string
    principal_fen: bigint
    outstanding_fen: bigint
    dpd: number
  }>`
    select id, status, principal_fen, outstanding_fen, dpd from loan
    where customer_id = ${customerId} order by created_at desc limit 200`.execute(ctx.db)
  return rows.map((row) => ({
    id: row.id,
    status: row.status as never,
    principalFen: String(row.principal_fen),
    outstandingFen: String(row.outstanding_fen),
    dpd: row.dpd,
  }))
}

type Timeline = OutputOf<typeof customersApi.customerTimeline>

/** Everything that the journal says about a customer, newest first. */
export async function customerTimeline(ctx: ReadContext, customerId: string): Promise<Timeline> {
  await customerById(ctx, customerId)
  const rows = await ctx.db
    .selectFrom('journal as j')
    .leftJoin('staff_user as u', 'u.id', 'j.actor_id')
    .select(['j.recorded_at', 'j.action', 'j.actor_kind', 'u.name', 'j.object_kind', 'j.object_id', 'j.after'])
    .where('j.customer_id', '=', customerId)
    .orderBy('j.id', 'desc')
    .limit(500)
    .execute()
  return {
    events: rows.map((row) => ({
      at: row.recorded_at,
      kind: row.action,
      title: ACTIONS[row.action] ?? { zh: row.action, en: row.action },
      actorName: row.name ?? labelOf('actorKind', row.actor_kind)[ctx.locale],
      objectKind: row.object_kind,
      objectId: row.object_id,
      changes: (row.after as Record<string, unknown> | null) ?? null,
    })),
  }
}

const ACTIONS: Readonly<Record<string, Localized>> = {
  'customers.registered': { zh: '注册', en: 'Registered' },
  'customers.imported': { zh: '由文件导入', en: 'Imported from a file' },
  'customers.wish_kept': { zh: '保存借款意向', en: 'Said what they would like to borrow' },
  'customers.consent_granted': { zh: '给予授权', en: 'Granted a consent' },
  'customers.consent_withdrawn': { zh: '撤回授权', en: 'Withdrew a consent' },
  'customers.identity_submitted': { zh: '提交身份信息', en: 'Handed in their identity' },
  'customers.face_checked': { zh: '人脸核验', en: 'Face check' },
  'customers.income_stated': { zh: '填写收入与收款卡', en: 'Stated income and bank card' },
  'customers.address_changed': { zh: '修改地址', en: 'Address changed' },
  'customers.unmasked': { zh: '员工查看未脱敏信息', en: 'Staff saw an unmasked field' },
  'applications.submitted': { zh: '提交申请', en: 'Applied' },
  'applications.imported': { zh: '申请由文件导入', en: 'Application imported from a file' },
  'applications.bureau_queried': { zh: '查询征信', en: 'Bureau queried' },
  'applications.decided': { zh: '作出决策', en: 'Decided' },
  'applications.reviewed': { zh: '人工审批', en: 'Reviewed by a person' },
  'applications.review_refused': { zh: '拒绝不合规的审批操作', en: 'A review was refused' },
  'applications.review_asked': { zh: '申请人工复核', en: 'Asked for a review' },
  'applications.withdrawn': { zh: '撤回申请', en: 'Withdrew the application' },
  'contracts.prepared': { zh: '生成合同', en: 'Contract prepared' },
  'contracts.acknowledged': { zh: '确认成本明示表', en: 'Confirmed the cost table' },
  'contracts.signed': { zh: '签署合同', en: 'Signed the contract' },
}
