import { ageOn } from '@puhui/calendar'
import { parseBankCard, parseChineseName, parseMobile, parseResidentId } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import type { RepaymentMethod } from '@puhui/product'
import { dayOf } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { maskPersonal } from '../../platform/journal/mask.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { requireConsent } from './consent.ts'
import { insertClaim } from './merge-store.ts'
import {
  type Customer,
  type CustomerStatus,
  type IdentityCheck,
  identityVerdict,
  type ProviderAnswer,
} from './model.ts'
import { bankCardProblem, mobileProblem, type NumberProblem, residentIdProblem } from './number-problems.ts'
import { placeOf } from './place.ts'
import type { StoredFact, StoredProfile, StoredWish } from './schema.ts'
import { indexOf, seal } from './secret-fields.ts'
import {
  insertCheck,
  insertRegistered,
  isResidentIdTaken,
  lockCustomer,
  readByMobileIndex,
  readChecks,
  readCustomer,
  updateCustomer,
} from './store.ts'

type Reads = Pick<ReadContext, 'db'>

/** One customer, masked, or the refusal `customers.not_found`. */
export async function customerById(ctx: Reads, id: string): Promise<Customer> {
  const customer = await readCustomer(ctx.db, id)
  if (!customer) throw new RefusalError({ code: 'customers.not_found' })
  return customer
}

export function customerByMobile(ctx: Pick<ReadContext, 'db' | 'keys'>, mobile: string): Promise<Customer | null> {
  return readByMobileIndex(ctx.db, indexOf(ctx.keys, 'mobile', mobile))
}

export function identityChecksOf(ctx: Reads, customerId: string): Promise<IdentityCheck[]> {
  return readChecks(ctx.db, customerId)
}

/**
 * Finds the customer of a mobile number or registers one. Two who come at once get the same customer.
 *
 * @refuses compliance.mobile_length, compliance.mobile_invalid (CN-DATA-002)
 */
export async function registerByMobile(ctx: WriteContext, text: string): Promise<{ id: string; isNew: boolean }> {
  const mobile = parseMobile(text)
  if (!mobile.ok) throw refusedBecause(mobileProblem(text))
  const id = ctx.ids.next('cus')
  const isNew = await insertRegistered(ctx, id, seal(ctx.keys, id, 'mobile', mobile.value.number))
  if (!isNew) return { id: (await customerByMobile(ctx, mobile.value.number))!.id, isNew }
  await record(ctx, { action: 'customers.registered', objectKind: 'customer', objectId: id, customerId: id })
  return { id, isNew }
}

export interface Wish {
  readonly productCode: string
  readonly principalFen: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
  readonly purpose: string
  readonly purposeNote?: string | undefined
  readonly merchantId?: string | undefined
}

/** Keeps what the borrower would like, checked by the caller against what is on offer. */
export async function keepWish(ctx: WriteContext, customerId: string, wish: Wish): Promise<void> {
  const stored: StoredWish = { ...wish, principalFen: String(wish.principalFen), at: ctx.clock.now() }
  await updateCustomer(ctx, customerId, { wish: stored })
  await record(ctx, {
    action: 'customers.wish_kept',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: stored,
  })
}

export interface IdentityInput {
  readonly name: string
  readonly residentId: string
  readonly address: string
}

/** Who a person says they are, checked for form, age and whether somebody else is it already. */
export interface CheckedIdentity extends IdentityInput {
  readonly bornOn: string
}

/**
 * Reads what an identity card says and refuses what cannot be one: before any provider is asked.
 *
 * @refuses compliance.consent_missing, customers.identity_already_verified, compliance.name_invalid,
 *   compliance.resident_id_length, _birth_day, _invalid, compliance.under_age, customers.identity_taken
 * @source CN-DATA-001, CN-ORIG-008, CN-PRIV-001
 */
export async function checkIdentityInput(
  ctx: ReadContext,
  customerId: string,
  input: IdentityInput,
): Promise<CheckedIdentity> {
  await requireConsent(ctx, customerId, 'loan-application')
  if (identityVerdict(await readChecks(ctx.db, customerId)) === 'passed')
    throw new RefusalError({ code: 'customers.identity_already_verified' })
  const name = parseChineseName(input.name)
  if (!name.ok) throw refusedAt('/name', 'compliance.name_invalid')
  const residentId = parseResidentId(input.residentId)
  if (!residentId.ok) throw refusedBecause(residentIdProblem(input.residentId), '/residentId')
  const { number, bornOn } = residentId.value
  if (ageOn(bornOn, dayOf(ctx.clock.now())) < AGE_MIN) throw refusedAt('/residentId', 'compliance.under_age')
  if (await isResidentIdTaken(ctx.db, indexOf(ctx.keys, 'residentId', number), customerId))
    throw new RefusalError({ code: 'customers.identity_taken' })
  return { name: name.value, residentId: number, address: input.address, bornOn }
}

/** Keeps that somebody tried to prove an identity which another record holds: the two may be one person. */
export async function claimIdentity(ctx: WriteContext, customerId: string, residentId: string): Promise<void> {
  const read = parseResidentId(residentId)
  if (!read.ok) return
  if (await insertClaim(ctx, customerId, indexOf(ctx.keys, 'residentId', read.value.number)))
    await record(ctx, {
      action: 'customers.identity_claimed',
      objectKind: 'customer',
      objectId: customerId,
      customerId,
    })
}

/** Source: CN-ORIG-008 (民法典第十七、十八条). */
const AGE_MIN = 18

function refusedAt(pointer: string, code: 'compliance.name_invalid' | 'compliance.under_age') {
  return new RefusalError({ code }, [{ pointer, code }])
}

function refusedBecause(problem: NumberProblem | null, pointer?: string): RefusalError {
  assert(problem !== null, 'a number that cannot be read has something wrong with it')
  const { code, facts = {} } = problem
  return new RefusalError({ code, ...facts }, pointer ? [{ pointer, code, facts }] : [])
}

/** Keeps an identity with the answer of the provider that was asked about it. */
export async function recordIdentity(
  ctx: WriteContext,
  customerId: string,
  input: IdentityInput,
  answer: ProviderAnswer,
): Promise<void> {
  await lockCustomer(ctx.tx, customerId)
  const checked = await checkIdentityInput(ctx, customerId, input)
  const { sex, bornOn, provinceCode, regionCode } = orParsed(checked.residentId)
  const sealed = {
    name: seal(ctx.keys, customerId, 'name', checked.name),
    residentId: seal(ctx.keys, customerId, 'residentId', checked.residentId),
    address: seal(ctx.keys, customerId, 'address', checked.address),
  }
  const { place, cityTier, isRural } = placeOf(checked.address)
  await updateCustomer(ctx, customerId, {
    name_cipher: sealed.name.cipher,
    name_index: sealed.name.index,
    name_masked: sealed.name.masked,
    resident_id_cipher: sealed.residentId.cipher,
    resident_id_index: sealed.residentId.index,
    resident_id_masked: sealed.residentId.masked,
    address_cipher: sealed.address.cipher,
    address_masked: sealed.address.masked,
    born_on: bornOn,
    sex,
    province_code: provinceCode,
    place,
    city_tier: cityTier,
    is_rural: isRural,
  })
  await insertCheck(ctx, customerId, 'document', answer)
  await record(ctx, {
    action: 'customers.identity_submitted',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { verdict: answer.verdict, provider: answer.provider, isSimulated: answer.isSimulated, regionCode },
  })
}

function orParsed(residentId: string) {
  const read = parseResidentId(residentId)
  if (!read.ok) throw refusedBecause(residentIdProblem(residentId), '/residentId')
  return read.value
}

/**
 * Keeps the answer of a face check. The image itself is never kept (CN-PRIV-008).
 *
 * @refuses compliance.consent_missing (a consent of its own, CN-PRIV-002), customers.identity_missing
 */
export async function recordFace(ctx: WriteContext, customerId: string, answer: ProviderAnswer): Promise<void> {
  const customer = await lockCustomer(ctx.tx, customerId)
  await checkFaceInput(ctx, customerId)
  await insertCheck(ctx, customerId, 'face', answer)
  const verdict = identityVerdict(await readChecks(ctx.db, customerId))
  if (verdict === 'passed' && customer?.status === 'registered')
    await updateCustomer(ctx, customerId, { status: 'identified' })
  await record(ctx, {
    action: 'customers.face_checked',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    after: { verdict: answer.verdict, provider: answer.provider, isSimulated: answer.isSimulated },
  })
}

/** What must stand before a face is looked at. */
export async function checkFaceInput(ctx: ReadContext, customerId: string): Promise<void> {
  const customer = await customerById(ctx, customerId)
  if (customer.residentIdMasked === null) throw new RefusalError({ code: 'customers.identity_missing' })
  await requireConsent(ctx, customerId, 'identity-biometric')
}

export interface IncomeInput {
  readonly incomeMonthlyFen: bigint
  readonly otherDebtMonthlyFen: bigint
  readonly occupation: string
  readonly education: string
  /** Where they work, as they call it. */
  readonly employer?: string | undefined
  readonly employerYears: number
  readonly homeOwnership: 'own' | 'mortgage' | 'rent' | 'family'
  readonly bankCard: string
}

/**
 * Keeps stated income and the card that is paid out to. Stated is not verified, and says so.
 *
 * @refuses customers.identity_missing, compliance.consent_missing, compliance.bank_card_length, _invalid (CN-DATA-003)
 */
export async function recordIncome(ctx: WriteContext, customerId: string, input: IncomeInput): Promise<void> {
  const customer = await lockCustomer(ctx.tx, customerId)
  if (!customer || customer.residentIdMasked === null) throw new RefusalError({ code: 'customers.identity_missing' })
  await requireConsent(ctx, customerId, 'loan-application')
  await requireConsent(ctx, customerId, 'bank-account')
  const card = parseBankCard(input.bankCard)
  if (!card.ok) throw refusedBecause(bankCardProblem(input.bankCard), '/bankCard')
  const sealed = seal(ctx.keys, customerId, 'bankCard', card.value.number)
  const { bankCard: _card, incomeMonthlyFen, otherDebtMonthlyFen, employer, ...rest } = input
  const stated = {
    ...rest,
    ...(employer === undefined ? {} : { employer }),
    incomeMonthlyFen: String(incomeMonthlyFen),
    otherDebtMonthlyFen: String(otherDebtMonthlyFen),
  }
  await updateCustomer(ctx, customerId, {
    bank_card_cipher: sealed.cipher,
    bank_card_index: sealed.index,
    bank_card_masked: sealed.masked,
    bank_name: card.value.bank?.name ?? null,
    income_monthly_fen: incomeMonthlyFen,
    profile: { ...customer.profile, ...statedFacts(stated, ctx.clock.now()) },
  })
  await record(ctx, {
    action: 'customers.income_stated',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    before: { profile: customer.profile },
    after: { ...stated, bankCard: card.value.number },
  })
}

function statedFacts(stated: Readonly<Record<string, StoredFact['value']>>, at: string): StoredProfile {
  const entries = Object.entries(stated).map(([id, value]) => [id, { value, source: 'stated', at, isVerified: false }])
  return Object.fromEntries(entries)
}

/** Changes the address of a customer with the reason, for staff. */
export async function changeAddress(
  ctx: WriteContext,
  customerId: string,
  { address, reason }: { readonly address: string; readonly reason: string },
): Promise<string> {
  const before = await lockCustomer(ctx.tx, customerId)
  if (!before) throw new RefusalError({ code: 'customers.not_found' })
  const sealed = seal(ctx.keys, customerId, 'address', address)
  const { place, cityTier, isRural } = placeOf(address)
  await updateCustomer(ctx, customerId, {
    address_cipher: sealed.cipher,
    address_masked: sealed.masked,
    place,
    city_tier: cityTier,
    is_rural: isRural,
  })
  await record(ctx, {
    action: 'customers.address_changed',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    reason,
    before: { address: before.addressMasked },
    after: { address: sealed.masked },
  })
  return sealed.masked
}

/** Keeps what was said or done with a customer in person: a line of the journal, which nobody rewrites. */
export async function addNote(
  ctx: WriteContext,
  customerId: string,
  { kind, text }: { readonly kind: 'branch-visit' | 'phone-call' | 'service-note'; readonly text: string },
): Promise<void> {
  await customerById(ctx, customerId)
  await record(ctx, {
    action: 'customers.note_added',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    reason: String(maskPersonal(text)),
    after: { kind },
  })
}

/** Moves a customer's state with the loans they have; what is so already stays. */
export async function moveCustomer(ctx: WriteContext, customerId: string, status: CustomerStatus): Promise<void> {
  await ctx.tx
    .updateTable('customer')
    .set({ status, changed_at: ctx.clock.now() })
    .where('id', '=', customerId)
    .where('status', '<>', status)
    .execute()
}
