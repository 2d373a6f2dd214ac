import { borrowerApi, customersApi, systemApi } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consent, handIn, newBorrower, openLender, residentId, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender()
})
afterAll(() => world.platform.drop())

const person = { name: '王小明', residentId: residentId({ serial: '231' }), address: '浙江省杭州市西湖区文三路1号' }
const missing = (purposeId: string) => ({ problem: { code: 'compliance.consent_missing', facts: { purposeId } } })

test('SEC-04 each step refuses without its own consent and names the purpose (CN-PRIV-001, CN-PRIV-002)', async () => {
  const borrower = await newBorrower(world)
  const { consents } = await borrower.call(borrowerApi.getJourney, {})
  expect(consents.every((one) => !one.isGranted)).toBe(true)
  expect(consents.filter((one) => one.isSeparate).map((one) => one.purpose)).toContain('bureau-query')
  await expect(borrower.call(borrowerApi.submitIdentity, { body: person })).rejects.toMatchObject(
    missing('loan-application'),
  )
  await consent(borrower, 'loan-application')
  await borrower.call(borrowerApi.submitIdentity, { body: person })
  await expect(borrower.call(borrowerApi.checkFace, {})).rejects.toMatchObject(missing('identity-biometric'))
})

test('SEC-04 a consent is withdrawn as easily as it is given, and what needs it stops (CN-PRIV-001)', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower)
  const after = await borrower.call(borrowerApi.withdrawConsent, { body: { purpose: 'bureau-query' } })
  expect(after.step).toBe('consents')
  expect(after.consents.find((one) => one.purpose === 'bureau-query')).toMatchObject({ isGranted: false })
  const apply = borrower.call(borrowerApi.submitApplication, { body: {} })
  await expect(apply).rejects.toMatchObject(missing('bureau-query'))
  const old = borrower.call(borrowerApi.grantConsent, { body: { purpose: 'bureau-query', version: 0 } })
  await expect(old).rejects.toMatchObject({ problem: { code: 'compliance.consent_version_old' } })
  await consent(borrower, 'bureau-query')
  expect((await borrower.call(borrowerApi.submitApplication, { body: {} })).application).not.toBeNull()
})

test('SEC-04 denying what is not necessary costs nothing: no marketing consent, and the loan goes on (CN-PRIV-001)', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower)
  const { application, consents } = await borrower.call(borrowerApi.submitApplication, { body: {} })
  expect(application!.status).toBe('approved')
  expect(consents.find((one) => one.purpose === 'marketing')).toMatchObject({ isGranted: false, isNecessary: false })
})

test('SEC-04 a consent to an earlier wording of what is not necessary costs nothing: nobody is asked, and the loan goes on (CN-PRIV-001)', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower)
  await sql`insert into customer_consent (id, customer_id, purpose, version, kind, answer, shown, channel, answered_on, answered_at)
    select 'cns_earlier', customer_id, 'income-verification', 0, 'separate', answer, shown, channel, answered_on, answered_at
    from customer_consent where customer_id = ${borrower.customerId} and purpose = 'bureau-query'`.execute(
    world.platform.db,
  )
  const { application } = await borrower.call(borrowerApi.submitApplication, { body: {} })
  expect(application!.status).toBe('approved')
  const calls = await world.platform.db
    .selectFrom('source_call')
    .select('source')
    .where('customer_id', '=', borrower.customerId)
    .orderBy('source')
    .execute()
  expect(calls.map(({ source }) => source)).not.toContain('income')
})

test('SEC-02 lists are masked, and a field is unmasked only with a purpose that stays in the journal (CN-PRIV-008)', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower, { serial: '877' })
  const staff = await world.app.as('servicing')
  const params = { customerId: borrower.customerId }
  const file = await staff.call(customersApi.getCustomer, { params })
  expect(file).toMatchObject({
    name: '王**',
    bankCard: '622202*********0128',
    residentId: expect.stringMatching(/^330106\*{8}\w{4}$/),
    address: '浙江省杭州市西湖区****',
  })
  const { rows } = await staff.call(customersApi.listCustomers, { query: { q: residentId({ serial: '877' }) } })
  expect(rows.map((row) => row.id)).toEqual([borrower.customerId])
  const body = { ...params, field: 'bankCard' as const, purpose: '核对收款账户' }
  expect(await staff.call(systemApi.unmask, { body })).toEqual({ value: '6222021234567890128' })
  const { events } = await staff.call(customersApi.customerTimeline, { params, query: {} })
  expect(events[0]).toMatchObject({ kind: 'customers.unmasked', changes: { field: [null, 'bankCard'] } })
  await expect(staff.call(systemApi.unmask, { body: { ...body, purpose: '' } })).rejects.toMatchObject({
    problem: { status: 422 },
  })
  const marketing = (await world.app.as('marketing')).call(systemApi.unmask, { body })
  await expect(marketing).rejects.toMatchObject({ problem: { code: 'auth.forbidden' } })
})

test('SEC-01 identity and bank fields cannot be read in the database, nor in the journal', async () => {
  const borrower = await newBorrower(world)
  await handIn(borrower, { serial: '655' })
  const [row] = await world.platform.owner
    .selectFrom('customer')
    .selectAll()
    .where('id', '=', borrower.customerId)
    .execute()
  const journal = await world.platform.owner
    .selectFrom('journal')
    .selectAll()
    .where('customer_id', '=', borrower.customerId)
    .execute()
  const text = (value: unknown) => JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? String(one) : one))
  const bytes = Object.values(row!).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : text(value)))
  const all = `${bytes.join('|')}${text(journal)}`
  for (const secret of [residentId({ serial: '655' }), '6222021234567890128', '王小明', '文三路'])
    expect(all).not.toContain(secret)
})

test.each([
  ['the day before 18 (CN-ORIG-008)', residentId({ bornOn: '20081123' }), 'compliance.under_age'],
  ['a wrong check digit (CN-DATA-001)', '110105194912310021', 'compliance.resident_id_invalid'],
])('APP-09 identity input is refused: %s', async (_case, number, code) => {
  const borrower = await newBorrower(world)
  await consent(borrower, 'loan-application')
  const refused = borrower.call(borrowerApi.submitIdentity, { body: { ...person, residentId: number } })
  await expect(refused).rejects.toMatchObject({ problem: { code, problems: [{ pointer: '/residentId' }] } })
})

test('APP-09 the 18th birthday is old enough, and one ID number is one customer (CN-ORIG-008)', async () => {
  const [first, second] = [await newBorrower(world), await newBorrower(world)]
  const body = { ...person, residentId: residentId({ bornOn: '20081122', serial: '432' }) }
  for (const borrower of [first, second]) await consent(borrower, 'loan-application')
  expect((await first.call(borrowerApi.submitIdentity, { body })).residentId).toMatch(/^330106/)
  await expect(second.call(borrowerApi.submitIdentity, { body })).rejects.toMatchObject({
    problem: { code: 'customers.identity_taken' },
  })
})

test('APP-09 a bank card with its last digit off is refused (CN-DATA-003)', async () => {
  const borrower = await newBorrower(world)
  await consent(borrower, 'loan-application', 'bank-account')
  await borrower.call(borrowerApi.submitIdentity, { body: { ...person, residentId: residentId({ serial: '541' }) } })
  const income = { incomeMonthlyFen: '800000', otherDebtMonthlyFen: '0', occupation: '司机', education: '高中' }
  const body = { ...income, employerYears: 2, homeOwnership: 'rent' as const, bankCard: '6222021234567890129' }
  const refused = borrower.call(borrowerApi.submitIncome, { body })
  await expect(refused).rejects.toMatchObject({ problem: { code: 'compliance.bank_card_invalid' } })
  const short = borrower.call(borrowerApi.submitIncome, { body: { ...body, bankCard: '622202123456' } })
  await expect(short).rejects.toMatchObject({
    problem: {
      code: 'compliance.bank_card_length',
      problems: [{ pointer: '/bankCard', message: expect.stringContaining('12') }],
    },
  })
})

test('SEC-02 lists filter, sort and export with the same masks as the screen shows', async () => {
  const staff = await world.app.as('servicing')
  const sorted = await staff.call(customersApi.listCustomers, {
    query: { status: ['identified'], sort: 'incomeMonthlyFen:desc', incomeMonthlyFenFrom: '100', cityTier: ['tier2'] },
  })
  expect(sorted.rows.length).toBeGreaterThan(0)
  expect(sorted.rows.every((row) => row.status === 'identified' && /^1\d\d\*{4}\d{4}$/.test(row.mobile))).toBe(true)
  const csv = await staff.inject({ method: 'GET', url: '/api/customers.csv?status=identified&lang=en' })
  expect(csv.statusCode).toBe(200)
  expect(csv.body).toContain('王**')
  expect(csv.body).not.toMatch(/王小明|1390000\d{4}/)
  const { hits } = await staff.call(systemApi.searchAll, { query: { q: '13900000001' } })
  expect(hits.map((hit) => hit.kind)).toEqual(['customer'])
  expect((await staff.call(systemApi.gettingStarted, {})).steps.find((step) => step.id === 'product')).toMatchObject({
    isDone: true,
  })
})
