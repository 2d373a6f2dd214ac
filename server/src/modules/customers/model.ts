import type { Day } from '@puhui/calendar'
import { ageOn } from '@puhui/calendar'
import { type ConsentPurpose, consentPurposes, type Handlers, PROVINCES, type PurposeId } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { CustomerTable, StoredProfile, StoredWish } from './schema.ts'

export type CustomerStatus = 'registered' | 'identified' | 'borrower' | 'closed'
export type CityTier = NonNullable<CustomerTable['city_tier']>
export type CustomerSource = CustomerTable['source']
export type Field = 'name' | 'mobile' | 'residentId' | 'bankCard' | 'address'
export type CheckVerdict = 'passed' | 'failed' | 'unknown'

/** A customer as the rest of the platform reads one: everything that names a person is masked. */
export interface Customer {
  readonly id: string
  readonly nameMasked: string | null
  readonly mobileMasked: string
  readonly residentIdMasked: string | null
  readonly bankCardMasked: string | null
  readonly bankName: Localized | null
  readonly addressMasked: string | null
  readonly status: CustomerStatus
  readonly bornOn: Day | null
  readonly sex: 'male' | 'female' | null
  readonly provinceCode: string | null
  readonly place: string | null
  readonly cityTier: CityTier | null
  readonly isRural: boolean | null
  readonly source: CustomerSource
  readonly isSynthetic: boolean
  readonly incomeMonthlyFen: bigint | null
  readonly profile: StoredProfile
  readonly wish: StoredWish | null
  readonly createdAt: string
  /** The record that this one was merged into; null while it stands for itself. */
  readonly mergedInto: string | null
}

export interface IdentityCheck {
  readonly kind: 'document' | 'face'
  readonly verdict: CheckVerdict
  readonly provider: string
  readonly isSimulated: boolean
  readonly at: string
  /** Made of a record that was merged into this one: it is shown, and says nothing of this one's own number. */
  readonly isOfMerged: boolean
}

/** One answer of an identity provider; what it was shown does not come back. */
export interface ProviderAnswer {
  readonly verdict: CheckVerdict
  readonly provider: string
  readonly isSimulated: boolean
  readonly reference: string
}

export function customerFrom(
  row: Omit<
    CustomerTable,
    'status' | 'is_synthetic' | 'profile' | 'bank_name' | 'wish' | 'created_at' | 'changed_at' | 'merged_into'
  > & {
    status: CustomerStatus
    is_synthetic: boolean
    profile: StoredProfile
    bank_name: Localized | null
    wish: StoredWish | null
    created_at: string
    merged_into: string | null
  },
): Customer {
  return {
    id: row.id,
    nameMasked: row.name_masked,
    mobileMasked: row.mobile_masked,
    residentIdMasked: row.resident_id_masked,
    bankCardMasked: row.bank_card_masked,
    bankName: row.bank_name,
    addressMasked: row.address_masked,
    status: row.status,
    bornOn: row.born_on,
    sex: row.sex,
    provinceCode: row.province_code,
    place: row.place,
    cityTier: row.city_tier,
    isRural: row.is_rural,
    source: row.source,
    isSynthetic: row.is_synthetic,
    incomeMonthlyFen: row.income_monthly_fen,
    profile: row.profile,
    wish: row.wish,
    createdAt: row.created_at,
    mergedInto: row.merged_into,
  }
}

export function ageOf({ bornOn }: Pick<Customer, 'bornOn'>, on: Day): number | null {
  return bornOn === null ? null : ageOn(bornOn, on)
}

export function provinceOf(code: string | null): Localized | null {
  return code === null ? null : (PROVINCES.get(code) ?? null)
}

/** The last verdict of each kind of check; nothing passed is `unknown`. */
export function identityVerdict(
  checks: readonly Pick<IdentityCheck, 'kind' | 'verdict' | 'isOfMerged'>[],
): CheckVerdict {
  const last = (kind: IdentityCheck['kind']) =>
    checks.findLast((check) => check.kind === kind && !check.isOfMerged)?.verdict ?? 'unknown'
  const [document, face] = [last('document'), last('face')]
  if (document === 'failed' || face === 'failed') return 'failed'
  return document === 'passed' && face === 'passed' ? 'passed' : 'unknown'
}

const contact = (zh: string): Localized => ({ zh, en: zh })

/** Who the notices name. The simulated providers say that they are simulated. */
const HANDLERS: Handlers = {
  lender: {
    name: { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' },
    contact: contact('400-000-0000'),
  },
  bureau: { name: { zh: '征信机构（模拟）', en: 'Credit bureau (simulated)' }, contact: contact('400-000-0001') },
  identityProvider: {
    name: { zh: '身份核验服务（模拟）', en: 'Identity provider (simulated)' },
    contact: contact('400-000-0002'),
  },
  bank: { name: { zh: '合作银行（模拟）', en: 'Partner bank (simulated)' }, contact: contact('400-000-0003') },
  esignProvider: {
    name: { zh: '电子签名服务（模拟）', en: 'E-signature provider (simulated)' },
    contact: contact('400-000-0004'),
  },
  guarantor: { name: { zh: '担保机构（模拟）', en: 'Guarantor (simulated)' }, contact: contact('400-000-0005') },
  partner: { name: { zh: '合作商户（模拟）', en: 'Partner merchant (simulated)' }, contact: contact('400-000-0006') },
}

/** Every purpose for which a lender asks, in the order in which a borrower meets them. */
export function purposesOf(lender: Localized): readonly ConsentPurpose[] {
  return consentPurposes({ ...HANDLERS, lender: { ...HANDLERS.lender, name: lender } })
}

const KNOWN = consentPurposes(HANDLERS)

/** A purpose as it stands today, whoever the lender is. */
export function purpose(id: string): ConsentPurpose | undefined {
  return KNOWN.find((one) => one.id === (id as PurposeId))
}

/** The purposes without which no loan can be made. */
export const NECESSARY: readonly PurposeId[] = KNOWN.filter(({ isNecessary }) => isNecessary).map(({ id }) => id)
