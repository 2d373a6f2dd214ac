import { productsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLender, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender()
})
afterAll(() => world.platform.drop())

async function offered(code: string) {
  const { products } = await world.app.nobody.call(productsApi.offeredProducts, {})
  return products.find((product) => product.code === code)!
}

test('PRD-01 a purchase instalment is on offer with limits, terms, prices and scenes, and quotes a right schedule', async () => {
  const product = await offered('XFFQ')
  expect(product).toMatchObject({ kind: 'instalment', amountMinFen: '100000', amountMaxFen: '10000000' })
  expect(product.purposes).toContain('appliances')
  expect(product.purposes).not.toContain('dailyUse')
  const quote = await world.app.nobody.call(productsApi.makeQuote, {
    body: { productCode: 'XFFQ', principalFen: '1200000', termMonths: 12, method: 'equal-principal' },
  })
  expect(quote.instalments).toHaveLength(12)
  expect(quote.instalments.every((one) => one.principalFen === '100000')).toBe(true)
  expect(quote.instalments[0]).toMatchObject({ openingFen: '1200000', interestFen: '18600', dueFen: '118600' })
  expect(quote.instalments[0]!.explanation.en).toContain('12,000.00 × 18.60% × 1/12')
})

test('PRD-02 a cash loan runs on the same engine, without a merchant and with its purpose asked', async () => {
  const product = await offered('XJD')
  expect(product.kind).toBe('cash')
  expect(product.purposes).toContain('dailyUse')
  const body = { productCode: 'XJD', principalFen: '1000000', termMonths: 3, method: 'bullet' as const }
  const quote = await world.app.nobody.call(productsApi.makeQuote, { body })
  expect(quote).toMatchObject({ totalInterestFen: '46500', totalPaidFen: '1046500', rateIs: 'indicative' })
  const long = world.app.nobody.call(productsApi.makeQuote, { body: { ...body, termMonths: 24 } })
  await expect(long).rejects.toMatchObject({ problem: { code: 'compliance.bullet_too_long' } })
})

test('PRD-20 the plain summary is made from the terms, in both languages', async () => {
  const { summary } = await offered('XFFQ')
  expect(summary).toHaveLength(9)
  const en = summary.map((line) => line.en).join('\n')
  expect(en).toContain('From ¥1,000.00 to ¥100,000.00, in steps of ¥100.00.')
  expect(en).toContain('There are no fees besides interest.')
  expect(summary.map((line) => line.zh).join('\n')).toContain('18.60%')
})

test('CMP-02 a price above 24 % is refused with its figure, and a fee counts as cost', async () => {
  const editor = await world.app.as('product')
  const { rows } = await editor.call(productsApi.listProducts, { query: { status: 'released' } })
  const product = await editor.call(productsApi.getProduct, { params: { productId: rows[0]!.id } })
  const terms = structuredClone(product.versions[0]!.terms) as Terms
  const fee = {
    code: 'service',
    name: { zh: '服务费', en: 'Service fee' },
    timing: 'per-instalment',
    amount: { kind: 'share', ratePpm: '8000' },
    collector: { kind: 'lender' },
  }
  const dear = { ...terms, fees: [fee] }
  const check = await editor.call(productsApi.checkCost, { body: { terms: dear } })
  expect(check).toMatchObject({ capPpm: 240_000, isWithinCap: false })
  expect((await editor.call(productsApi.checkCost, { body: { terms } })).isWithinCap).toBe(true)
  const draft = await editor.call(productsApi.saveDraft, { body: { productId: product.id, terms: dear } })
  const submit = editor.call(productsApi.submitVersion, {
    params: { versionId: draft.id },
    body: { effectiveOn: '2026-12-01', note: '' },
  })
  await expect(submit).rejects.toMatchObject({
    problem: { code: 'compliance.cost_above_cap', facts: { cap: '24.00%' } },
  })
  const cheap = { productId: product.id, versionId: draft.id, baseHash: draft.termsHash, terms }
  const changed = await editor.call(productsApi.saveDraft, { body: cheap })
  expect(changed).toMatchObject({ version: 2, status: 'draft' })
  const stale = editor.call(productsApi.saveDraft, { body: { ...cheap, terms: dear } })
  await expect(stale).rejects.toMatchObject({ problem: { code: 'products.changed_meanwhile' } })
})

interface Terms extends Record<string, unknown> {
  prices: { grade: string; annualRatePpm: string }[]
}

test('PRD-01 who writes a version does not release it, and the old version is kept', async () => {
  const [editor, checker] = [await world.app.as('product'), await world.app.as('risk')]
  const { rows } = await editor.call(productsApi.listProducts, {})
  const productId = rows.find((row) => row.code === 'XJD')!.id
  const { versions } = await editor.call(productsApi.getProduct, { params: { productId } })
  const terms = structuredClone(versions[0]!.terms) as Terms
  terms.prices[0]!.annualRatePpm = '60000'
  const { id: versionId } = await editor.call(productsApi.saveDraft, { body: { productId, terms } })
  await editor.call(productsApi.submitVersion, {
    params: { versionId },
    body: { effectiveOn: '2026-11-22', note: '下调 A 级价格' },
  })
  const own = editor.call(productsApi.decideVersion, { params: { versionId }, body: { verdict: 'approve', note: '' } })
  await expect(own).rejects.toMatchObject({ problem: { code: 'auth.forbidden' } })
  const approvals = world.platform.db
    .selectFrom('approval')
    .select(['status', 'object_kind', 'object_id', 'maker_id', 'approver_id'])
  const asked = { object_kind: 'product', object_id: productId, maker_id: 'usr_product' }
  expect(await approvals.execute()).toMatchObject([{ ...asked, status: 'pending', approver_id: null }])
  const released = await checker.call(productsApi.decideVersion, {
    params: { versionId },
    body: { verdict: 'approve', note: '同意' },
  })
  expect(released).toMatchObject({ status: 'released', version: 2 })
  expect(await approvals.execute()).toMatchObject([{ status: 'approved', approver_id: 'usr_risk' }])
  const after = await editor.call(productsApi.getProduct, { params: { productId } })
  expect(after.currentVersion).toBe(2)
  expect(after.versions.map((version) => version.status)).toEqual(['released', 'retired'])
  const update = world.platform.owner
    .updateTable('product_version')
    .set({ approver_id: released.authorId })
    .where('id', '=', versionId)
    .execute()
  await expect(update).rejects.toThrow('product_version_four_eyes')
})
