import type { customersApi, OutputOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import { ageOf, customerById, identityChecksOf, identityVerdict, provinceOf } from '../modules/customers/index.ts'
import { providerName } from '../modules/sources/index.ts'
import { dayOf } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { consentsShown } from './consents-shown.ts'
import { profileShown } from './customer-profile.ts'

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
    mergedInto: customer.mergedInto,
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
  isOfMerged: boolean
}) {
  const label = CHECK_LABELS[check.kind]
  const { isOfMerged, ...shown } = check
  return { ...shown, provider: providerName(check.provider), label: isOfMerged ? OF_MERGED(label) : label }
}

const OF_MERGED = ({ zh, en }: Localized): Localized => ({
  zh: `${zh}（并入的档案）`,
  en: `${en} (of the merged record)`,
})

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
