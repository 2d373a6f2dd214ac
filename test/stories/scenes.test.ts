import { borrowerApi, merchantsApi, type OutputOf, productsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { encodeTerms, type ProductTerms, SCENES, sceneOf } from '@puhui/product'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { merchantsModule } from '../../server/src/modules/merchants/index.ts'
import { versionInForce } from '../../server/src/modules/products/index.ts'
import { businessDate } from '../../server/src/platform/clock.ts'
import { scenesModule } from '../../server/src/routes/scenes.ts'
import { borrow, openLendingLender, prepare, read, sign, type World } from './lending-world.ts'
import { handIn, newBorrower } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-10' }, [merchantsModule, scenesModule])
})
afterAll(() => world.platform.drop())

const SCENES_OF_PRODUCT: ProductTerms['scenes'] = [
  { scene: 'tourism', payee: 'merchant' },
  { scene: 'onlineEducation', payee: 'merchant' },
  { scene: 'medical', payee: 'borrower' },
]

/** A product for three scenes, drafted by one person and released by another. */
async function sceneProduct(): Promise<string> {
  const product = await world.app.as('product')
  const risk = await world.app.as('risk')
  const on = await businessDate(world.platform.db)
  const ctx = { db: world.platform.db }
  const known = (await versionInForce(ctx, 'XFFQ', on))!
  const name = { zh: '场景分期', en: 'Scene instalment' }
  const terms = encodeTerms({ ...known.terms, code: 'CJFQ', name, scenes: SCENES_OF_PRODUCT! })
  const draft = await product.call(productsApi.saveDraft, {
    body: { kind: 'instalment', terms: terms as Record<string, unknown> },
  })
  const params = { versionId: draft.id }
  await product.call(productsApi.submitVersion, { params, body: { effectiveOn: on, note: '' } })
  await risk.call(productsApi.decideVersion, { params, body: { verdict: 'approve', note: '' } })
  return 'CJFQ'
}

const AGENCY = {
  code: 'M-TOUR-01',
  name: '西湖旅行社',
  licenceNo: '91330106MA27XY1A21',
  scenes: ['tourism' as const],
  bankName: '工商银行杭州分行',
  accountNo: '1202021219900012345',
}

async function merchantReport(): Promise<OutputOf<typeof merchantsApi.sceneReport>> {
  const product = await world.app.as('product')
  return product.call(merchantsApi.sceneReport, { query: {} })
}

test('PRD-12 the database knows the scene of every purpose as the catalogue does', async () => {
  const purposes = [...SCENES.flatMap((scene) => scene.purposes), 'unheard of']
  const { rows } = await sql<{ purpose: string; scene: string }>`
    select purpose, scene_of(purpose) as scene from unnest(${purposes}::text[]) as purpose`.execute(world.platform.db)
  expect(rows.map(({ purpose, scene }) => [purpose, scene])).toEqual(purposes.map((one) => [one, sceneOf(one)]))
  const wanted = ['shopping', 'tourism', 'education', 'onlineEducation', 'homeDecoration', 'medical', 'housing']
  const { scenes } = await merchantReport()
  expect(scenes.map(({ scene }) => scene)).toEqual(expect.arrayContaining([...wanted, 'appliances']))
})

test('PRD-12 CN-DATA-006 a merchant whose credit code checks is entered by one person, admitted by another, and only then paid', async () => {
  const product = await world.app.as('product')
  const risk = await world.app.as('risk')
  const slip = product.call(merchantsApi.proposeMerchant, { body: { ...AGENCY, licenceNo: '91330106MA27XY1A22' } })
  await expect(slip).rejects.toMatchObject({ problem: { code: 'compliance.credit_code_invalid' } })
  const { id } = await product.call(merchantsApi.proposeMerchant, { body: AGENCY })
  await expect(
    product.call(merchantsApi.proposeMerchant, { body: { ...AGENCY, code: 'M-TOUR-02' } }),
  ).rejects.toMatchObject({ problem: { code: 'merchants.already_registered' } })
  const params = { merchantId: id }
  const approve = { params, body: { verdict: 'approve', note: '' } } as const
  await expect(product.call(merchantsApi.decideMerchant, approve)).rejects.toMatchObject({ problem: { status: 403 } })

  const productCode = await sceneProduct()
  const borrower = await newBorrower(world)
  await handIn(borrower, { productCode, purpose: 'medical', amountYuan: 12_000 })
  const wish = { productCode, principalFen: '1200000', termMonths: 12, method: 'equal-instalment' as const }
  const forTravel = { ...wish, purpose: 'travel' as const }
  const save = (body: typeof forTravel & { merchantId?: string }) => borrower.call(borrowerApi.saveWish, { body })
  await expect(save({ ...forTravel, merchantId: id })).rejects.toMatchObject({
    problem: { code: 'merchants.not_active' },
  })
  await risk.call(merchantsApi.decideMerchant, approve)

  await expect(
    borrower.call(borrowerApi.saveWish, { body: { ...wish, purpose: 'onlineEducation', merchantId: id } }),
  ).rejects.toMatchObject({ problem: { code: 'merchants.other_scene' } })
  await expect(borrower.call(borrowerApi.saveWish, { body: { ...wish, purpose: 'wedding' } })).rejects.toMatchObject({
    problem: { code: 'products.scene_not_offered' },
  })
  await save(forTravel)
  await expect(borrower.call(borrowerApi.submitApplication, { body: {} })).rejects.toMatchObject({
    problem: { code: 'merchants.required' },
  })
  const { merchants } = await borrower.call(merchantsApi.offeredMerchants, { query: { scene: 'tourism' } })
  await save({ ...forTravel, merchantId: merchants[0]!.id })
  const { application } = await borrower.call(borrowerApi.submitApplication, { body: {} })
  const granted = { borrower, applicationId: application!.id, approvedFen: application!.approvedFen! }
  const contract = await prepare(granted)
  expect(contract.clauses.some(({ text }) => text.zh.includes(AGENCY.name) && text.en.includes(AGENCY.name))).toBe(true)
  await read(world, borrower, contract)
  const journey = await sign(world, granted, contract.contractId)
  const loanId = journey.contract!.loanId!

  const message = await world.platform.db
    .selectFrom('outbox_message')
    .selectAll()
    .where('object_id', '=', loanId)
    .where('kind', '=', 'bank')
    .executeTakeFirstOrThrow()
  expect(message.payload).toMatchObject({ payee: 'merchant', merchantId: id, purpose: 'disbursement' })
  const { rows } = await product.call(merchantsApi.listMerchants, { query: {} })
  expect(rows[0]).toMatchObject({ id, status: 'active', loans: 1, paidFen: application!.approvedFen })
  expect(rows[0]!.accountMasked).toBe('**** 2345')
})

test('PRD-12 lending is reported by scene: what was asked, lent, paid to merchants and is out', async () => {
  await borrow(world, { purpose: 'appliances' })
  const { scenes } = await merchantReport()
  const of = (code: string) => scenes.find(({ scene }) => scene === code)!
  expect(of('tourism')).toMatchObject({ merchants: 1, applications: 1, approved: 1, loans: 1 })
  expect(of('tourism').paidToMerchantsFen).toBe(of('tourism').disbursedFen)
  expect(of('appliances')).toMatchObject({ loans: 1, paidToMerchantsFen: '0' })
  expect(of('wedding')).toMatchObject({ loans: 0, sharePpm: 0 })
  expect(of('wedding').products.map(({ code }) => code)).toEqual(['XFFQ', 'XJD'])
  expect(of('tourism').products).toContainEqual(expect.objectContaining({ code: 'CJFQ', payee: 'merchant' }))
  expect(scenes.reduce((sum, { loans }) => sum + loans, 0)).toBe(2)
  const later = await (await world.app.as('product')).call(merchantsApi.sceneReport, {
    query: { from: '2026-09-01' as Day },
  })
  expect(later.scenes.every(({ loans }) => loans === 0)).toBe(true)
})

test('PRD-12 what the law forbids is refused in the borrower’s own words, and a term beyond it is never released', async () => {
  const borrower = await newBorrower(world)
  const body = {
    productCode: 'XJD',
    principalFen: '1000000',
    termMonths: 12,
    method: 'equal-instalment' as const,
    purpose: 'other' as const,
  }
  await expect(
    borrower.call(borrowerApi.saveWish, { body: { ...body, purposeNote: '凑购房首付' } }),
  ).rejects.toMatchObject({ problem: { code: 'compliance.purpose_prohibited' } })
  await borrower.call(borrowerApi.saveWish, { body: { ...body, purposeNote: '搬家添置' } })
  const product = await world.app.as('product')
  const on = await businessDate(world.platform.db)
  const known = (await versionInForce({ db: world.platform.db }, 'XJD', on))!
  const terms = encodeTerms({ ...known.terms, termMonths: [12, 72] }) as Record<string, unknown>
  const draft = await product.call(productsApi.saveDraft, { body: { productId: known.productId, terms } })
  await expect(
    product.call(productsApi.submitVersion, { params: { versionId: draft.id }, body: { effectiveOn: on, note: '' } }),
  ).rejects.toMatchObject({ problem: { code: 'compliance.term_too_long' } })
})
