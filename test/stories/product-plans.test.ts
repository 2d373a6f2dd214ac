import { applicationsApi, borrowerApi, loansApi, productsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approved, borrow, loanOf, openLendingLender, prepare, read, sign, type World } from './lending-world.ts'
import { apply } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender()
})
afterAll(() => world.platform.drop())

type Terms = Record<string, unknown>

async function termsOf(code: string): Promise<{ productId: string; terms: Terms }> {
  const editor = await world.app.as('product')
  const { rows } = await editor.call(productsApi.listProducts, {})
  const productId = rows.find((row) => row.code === code)!.id
  const { versions } = await editor.call(productsApi.getProduct, { params: { productId } })
  return { productId, terms: structuredClone(versions[0]!.terms) }
}

/** Writes, submits and releases a version: one person writes, another approves. */
async function release(terms: Terms, productId?: string) {
  const [editor, checker] = [await world.app.as('product'), await world.app.as('risk')]
  const body = productId === undefined ? { kind: 'cash' as const, terms } : { productId, terms }
  const draft = await editor.call(productsApi.saveDraft, { body })
  const params = { versionId: draft.id }
  await editor.call(productsApi.submitVersion, { params, body: { effectiveOn: '2026-11-22', note: '' } })
  return checker.call(productsApi.decideVersion, { params, body: { verdict: 'approve', note: '同意' } })
}

const quoteOf = (productCode: string, rest: { principalFen?: string; termMonths?: number; method?: string } = {}) =>
  world.app.nobody.call(productsApi.makeQuote, {
    body: { productCode, principalFen: '1000000', termMonths: 12, method: 'equal-instalment', ...rest } as never,
  })

test('PRD-18 four ways to repay from quote to contract, and early repayment of each', async () => {
  const methods = ['equal-instalment', 'equal-principal', 'interest-first', 'bullet'] as const
  const servicing = await world.app.as('servicing')
  for (const method of methods) {
    const quote = await quoteOf('XJD', { method })
    const principal = quote.instalments.map((one) => BigInt(one.principalFen))
    expect(principal.reduce((sum, part) => sum + part, 0n)).toBe(1_000_000n)
    expect(quote.instalments).toHaveLength(method === 'bullet' ? 1 : 12)
    const { borrower, loanId } = await borrow(world, { method })
    const before = await loanOf(servicing, loanId)
    expect(before.schedule).toHaveLength(method === 'bullet' ? 1 : 12)

    const [params, wish] = [{ loanId }, { amountFen: before.figures.settlementFen, purpose: 'settle' as const }]
    const { stateHash } = await borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
    await borrower.call(borrowerApi.borrowerRepay, { params, body: { ...wish, stateHash } })
    expect((await loanOf(servicing, loanId)).figures.outstandingFen).toBe('0')
  }
})

test('PRD-18 a down payment, interest-only months, a balloon and a premium reach the loan as they were quoted', async () => {
  const { terms } = await termsOf('XJD')
  const premium = {
    code: 'premium',
    name: { zh: '意外险保费', en: 'Accident premium' },
    timing: 'per-instalment',
    kind: 'insurance',
    amount: { kind: 'share-of-balance', ratePpm: '500' },
    collector: { kind: 'partner', partnerId: 'insurer', name: { zh: '保险公司', en: 'the insurer' } },
  }
  await release({
    ...terms,
    code: 'QCFQ',
    methods: ['balloon', 'equal-instalment'],
    termMonths: [12],
    fees: [premium],
    plan: {
      balloonPpm: '300000',
      downPayment: { sharePpm: '200000', multipleFen: '10000' },
      grace: { interestOnlyPeriods: 2, moratoriumPeriods: 0, moratoriumInterest: 'carried' },
    },
  })
  const quote = await quoteOf('QCFQ', { principalFen: '2000000', method: 'balloon' })
  const [down, first, , third, ...rest] = quote.instalments
  expect(down).toMatchObject({ number: 0, dueOn: quote.disbursedOn, principalFen: '400000', feeFen: '0' })
  expect(first).toMatchObject({ principalFen: '0', feeFen: '800' })
  expect(BigInt(rest.at(-1)!.principalFen)).toBeGreaterThan(480_000n)
  expect(BigInt(third!.principalFen) + BigInt(third!.interestFen)).toBe(
    BigInt(rest[0]!.principalFen) + BigInt(rest[0]!.interestFen),
  )
  expect(quote.costTable.items.map((item) => item.code)).toEqual(['interest', 'premium'])

  const granted = await approved(world, { productCode: 'QCFQ' })
  const contract = await prepare(granted, { method: 'balloon' as never })
  expect(contract.clauses.map((clause) => clause.text.zh).join()).toContain('放款当天先付首付 20.00%')
  await read(world, granted.borrower, contract)
  const { contract: signed } = await sign(world, granted, contract.contractId)
  const servicing = await world.app.as('servicing')
  const before = await loanOf(servicing, signed!.loanId!)
  const shape = (rows: readonly { dueOn: string; principalFen: string; interestFen: string; feeFen: string }[]) =>
    rows.map(({ dueOn, principalFen, interestFen, feeFen }) => [dueOn, principalFen, interestFen, feeFen])
  expect(shape(before.schedule)).toEqual(shape(contract.quote.instalments))

  const [params, wish] = [{ loanId: signed!.loanId! }, { amountFen: '400000', purpose: 'due' as const }]
  const { stateHash } = await granted.borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
  await granted.borrower.call(borrowerApi.borrowerRepay, { params, body: { ...wish, stateHash } })
  const after = await loanOf(servicing, signed!.loanId!)
  expect(after.figures.outstandingFen).toBe('1600000')
  expect(after.schedule.map((row) => row.status).slice(0, 2)).toEqual(['paid', 'upcoming'])
})

test('PRD-06 a small personal credit: from ¥500, for one month or three, under rules of its own', async () => {
  const { terms } = await termsOf('XJD')
  await release({
    ...terms,
    code: 'XEXYD',
    name: { zh: '小额信用贷', en: 'Small personal credit' },
    purpose: { zh: '小额周转，门槛低，额度小。', en: 'Small sums for everyday needs.' },
    methods: ['equal-instalment', 'bullet'],
    amountFen: { min: '50000', max: '500000', step: '10000' },
    termMonths: [1, 3, 6],
    rules: { limit: { perCustomerFen: '300000' }, review: { manualAboveFen: '200000', manualGrades: ['E'] } },
  })
  const { products } = await world.app.nobody.call(productsApi.offeredProducts, {})
  expect(products.find(({ code }) => code === 'XEXYD')).toMatchObject({ amountMinFen: '50000', termMonths: [1, 3, 6] })
  const tiny = await quoteOf('XEXYD', { principalFen: '50000', termMonths: 1, method: 'bullet' })
  expect(tiny).toMatchObject({ principalFen: '50000', totalInterestFen: '775' })
  await expect(quoteOf('XJD', { principalFen: '50000' })).rejects.toMatchObject({
    problem: { code: 'product.amount_out_of_range' },
  })

  const person = { productCode: 'XEXYD', termMonths: 3, incomeYuan: 6_000 }
  // 992: no salary record that could contradict the income.
  const small = await apply(world, { ...person, amountYuan: 1_000, serial: '992' })
  expect(small.journey.application).toMatchObject({ status: 'approved', approvedFen: '100000' })
  const large = await apply(world, { ...person, amountYuan: 2_500 })
  expect(large.journey.application).toMatchObject({ status: 'referred' })
})

test('PRD-08 a farmer repays after the harvests: crop and season in the terms, harvest days in quote, contract and loan', async () => {
  const { terms } = await termsOf('XJD')
  const harvest = {
    ...terms,
    code: 'NYJJ',
    name: { zh: '农机农资贷', en: 'Farm and farm machinery loan' },
    purpose: { zh: '购买农机、种子和化肥。', en: 'For farm machinery, seed and fertiliser.' },
    methods: ['seasonal', 'equal-instalment'],
    termMonths: [12, 24],
    plan: {
      season: {
        crop: { zh: '冬小麦、夏玉米', en: 'winter wheat and summer maize' },
        harvests: [
          { month: 6, dayOfMonth: 30 },
          { month: 10, dayOfMonth: 31 },
        ],
      },
    },
  }
  const editor = await world.app.as('product')
  const { plan: _, ...without } = harvest
  const bad = editor.call(productsApi.saveDraft, { body: { kind: 'cash', terms: without } })
  await expect(bad).rejects.toMatchObject({
    problem: { code: 'products.terms_invalid', problems: [{ pointer: '/terms/plan/season', code: 'request.missing' }] },
  })
  const version = await release(harvest)
  expect(version.summary.map((line) => line.zh).join()).toContain('6 月 30 日、10 月 31 日（冬小麦、夏玉米收获后）')

  const days = ['2027-06-30', '2027-10-31']
  const quote = await quoteOf('NYJJ', { method: 'seasonal' })
  expect(quote.instalments.map((one) => one.dueOn)).toEqual(days)
  expect(quote.instalments.map((one) => one.principalFen)).toEqual(['500000', '500000'])
  expect(quote.annualCostSimplePpm).toBe(178_517)

  const granted = await approved(world, { productCode: 'NYJJ' })
  const contract = await prepare(granted, { method: 'seasonal' as never })
  await read(world, granted.borrower, contract)
  const { contract: signed } = await sign(world, granted, contract.contractId)
  const { schedule } = await loanOf(await world.app.as('servicing'), signed!.loanId!)
  expect(schedule.map((one) => one.dueOn)).toEqual(days)
})

test('PRD-16 two grades have two rates below the ceiling, and why stands with the decision', async () => {
  const risk = await world.app.as('risk')
  const seen = new Map<string, number>()
  for (let tries = 0; seen.size < 2 && tries < 20; tries++) {
    const { borrower, journey } = await apply(world)
    const { id: applicationId, approvedFen, status } = journey.application!
    if (status !== 'approved' || approvedFen === null) continue
    const { decisions } = await risk.call(applicationsApi.getApplication, { params: { applicationId } })
    const { quote } = await prepare({ applicationId, borrower, approvedFen })
    expect(quote.annualCostSimplePpm).toBeLessThan(240_000)
    const [decision] = decisions
    expect(quote.annualRatePpm).toBe(decision!.annualRatePpm)
    const traced = decision!.stages.flatMap((stage) => stage.rules)
    expect([traced.length > 0, decision!.points.length > 0]).toEqual([true, true])
    seen.set(decision!.grade!, quote.annualRatePpm)
  }
  expect(seen.size).toBe(2)
  expect(new Set(seen.values()).size).toBe(2)
})

test('PRD-17 nobody can publish a product without a limit, ways to repay and a rule of review', async () => {
  const editor = await world.app.as('product')
  const { terms } = await termsOf('XFFQ')
  const { rules: _, ...bare } = terms
  const prepayment = { ...(terms.prepayment as Terms), modes: [] }
  const draft = await editor.call(productsApi.saveDraft, {
    body: { kind: 'cash', terms: { ...bare, code: 'KONG', prepayment } },
  })
  const params = { versionId: draft.id }
  const body = { effectiveOn: '2026-11-22', note: '' }
  await expect(editor.call(productsApi.submitVersion, { params, body })).rejects.toMatchObject({
    problem: {
      code: 'products.rules_missing',
      problems: [
        { pointer: '/terms/prepayment/modes' },
        { pointer: '/terms/rules/limit' },
        { pointer: '/terms/rules/review' },
      ],
    },
  })
  const none = editor.call(productsApi.saveDraft, {
    body: { kind: 'cash', terms: { ...bare, code: 'KONG2', methods: [] } },
  })
  await expect(none).rejects.toMatchObject({ problem: { problems: [{ pointer: '/terms/methods' }] } })
  const whole = { ...terms, code: 'KONG' }
  const body2 = { versionId: draft.id, productId: draft.productId, baseHash: draft.termsHash, terms: whole }
  await editor.call(productsApi.saveDraft, { body: body2 })
  expect((await editor.call(productsApi.submitVersion, { params, body })).status).toBe('submitted')
})

test('PRD-19 a new version is dated, old loans keep their terms, and each version shows how it has done', async () => {
  const servicing = await world.app.as('servicing')
  const { loanId } = await borrow(world)
  const before = await loanOf(servicing, loanId)
  const { productId, terms } = await termsOf('XJD')
  const prices = (terms.prices as { grade: string; annualRatePpm: string }[]).map((price) => ({
    ...price,
    annualRatePpm: '50000',
  }))
  const version = await release({ ...terms, prices }, productId)
  expect(version).toMatchObject({ version: 2, effectiveOn: '2026-11-22' })
  const after = await loanOf(servicing, loanId)
  expect(after.schedule).toEqual(before.schedule)
  const cheaper = await borrow(world)
  const loan = await servicing.call(loansApi.getLoan, { params: { loanId: cheaper.loanId } })
  expect(loan.annualRatePpm).toBe(50_000)
  expect(before.annualRatePpm).toBeGreaterThan(50_000)

  const params = { productId }
  const { versions } = await (await world.app.as('product')).call(productsApi.productPerformance, { params })
  const [second, first] = versions
  expect(second).toMatchObject({ version: 2, loans: 1, disbursedFen: '2000000', badRatePpm: 0, applications: 1 })
  expect(first).toMatchObject({ version: 1, status: 'retired', effectiveOn: '2026-11-22' })
  expect(first!.loans).toBeGreaterThanOrEqual(1)
  expect(second!.annualRatePpm).toBe(50_000)
})
