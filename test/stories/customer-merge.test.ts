import { createHash } from 'node:crypto'
import { borrowerApi, customerMergesApi, customersApi, profilesApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerBorrower } from '../../server/src/flows/register-borrower.ts'
import { mobileOf } from '../../server/src/modules/customers/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { at } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { customerMergesModule } from '../../server/src/routes/customer-merges.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { apply, consent, newBorrower, openLender, residentId, type World } from './origination-world.ts'

let world: World
let servicing: TestCaller
let compliance: TestCaller
beforeAll(async () => {
  world = await openLender({}, [profilesModule, segmentsModule, marketingModule, customerMergesModule])
  servicing = await world.app.as('servicing')
  compliance = await world.app.as('compliance')
})
afterAll(() => world.platform.drop())

type Borrower = TestCaller & { readonly customerId: string }

const IDENTITY = { name: '王小明', address: '浙江省杭州市西湖区文三路1号' }
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { problem: { code: string } }) => error.problem.code,
  )

/** Every row of both that is theirs, without what is computed anew and the journal. */
async function everythingOf(ids: readonly string[]): Promise<string> {
  const tables = [
    'customer',
    'identity_check',
    'application',
    'contract',
    'loan',
    'customer_transaction',
    'risk_answer',
  ]
  const texts = await Promise.all(
    tables.map(async (table) => {
      const key = table === 'customer' ? 'id' : 'customer_id'
      const { rows } = await sql<{
        text: string | null
      }>`select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text)::text as text
        from ${sql.table(table)} t where ${sql.ref(key)} = any(${ids})`.execute(world.platform.owner)
      return `${table}: ${rows[0]!.text}`
    }),
  )
  return createHash('sha256').update(texts.join('\n')).digest('hex')
}

/** Somebody with an ID number and an application, who comes again with a new telephone number. */
async function twoRecords(serial: string): Promise<{ old: Borrower; fresh: Borrower }> {
  const { borrower: old } = await apply(world, { serial })
  await consent(old, 'marketing')
  world.platform.clock.set(at('2026-11-22' as Day, '11:00'))
  const fresh = await newBorrower(world)
  await fresh.call(borrowerApi.saveWish, {
    body: { productCode: 'XJD', principalFen: '500000', termMonths: 6, method: 'equal-instalment', purpose: 'medical' },
  })
  await consent(fresh, 'loan-application', 'marketing')
  await fresh.call(borrowerApi.withdrawConsent, { body: { purpose: 'marketing' } })
  await fresh.call(profilesApi.answerMyRisk, { body: { answers: [0, 0, 0, 0, 0, 0].slice(0, await questions(fresh)) } })
  const taken = fresh.call(borrowerApi.submitIdentity, { body: { ...IDENTITY, residentId: residentId({ serial }) } })
  expect(await codeOf(taken)).toBe('customers.identity_taken')
  return { old, fresh }
}

const questions = async (who: Borrower) => (await who.call(profilesApi.myData, {})).questionnaire.length

test('PER-01 PER-12 two records of one person are found, previewed, merged by two people, and parted again exactly', async () => {
  const { old, fresh } = await twoRecords('021')
  const pair = { keptId: old.customerId, mergedId: fresh.customerId }
  const { candidates } = await servicing.call(customerMergesApi.listMergeCandidates, {})
  const found = candidates.find(({ merged }) => merged.id === fresh.customerId)!
  expect([found.kept.id, found.score]).toEqual([old.customerId, 600])
  expect(found.evidence.map(({ id }) => id)).toEqual(['identityClaimed'])

  const preview = await compliance.call(customerMergesApi.previewMerge, { query: pair })
  expect(preview.problem).toBeNull()
  expect(preview.fields.map(({ id, from, why }) => [id, from, why])).toEqual([
    ['name', 'kept', 'only'],
    ['mobile', 'merged', 'newer'],
    ['residentId', 'kept', 'only'],
    ['bankCard', 'kept', 'only'],
    ['address', 'kept', 'only'],
    ['income', 'kept', 'only'],
    ['wish', 'merged', 'newer'],
  ])
  expect(preview.holdings.map(({ id, kept, merged }) => [id, kept, merged])).toEqual(
    expect.arrayContaining([
      ['applications', 1, 0],
      ['riskAnswers', 0, 1],
    ]),
  )
  expect(preview.consents.find(({ purpose }) => purpose === 'marketing')).toMatchObject({
    kept: { en: 'agreed' },
    merged: { en: 'refused or withdrawn' },
    result: { en: 'refused or withdrawn' },
  })
  const before = await everythingOf([old.customerId, fresh.customerId])
  const [oldNumber, newNumber] = [
    await mobileOf(world.platform as never, old.customerId),
    await mobileOf(world.platform as never, fresh.customerId),
  ]

  const body = { ...pair, reason: '换号后重新注册' }
  const { id: mergeId } = await servicing.call(customerMergesApi.proposeMerge, { body })
  expect(await codeOf(servicing.call(customerMergesApi.proposeMerge, { body }))).toBe('customers.merge_open')
  const decision = { params: { mergeId }, body: { verdict: 'merge' as const, note: '' } }
  // Who proposes does not decide: not by the role, and not by the database.
  expect(await codeOf(servicing.call(customerMergesApi.decideMerge, decision))).toBe('auth.forbidden')
  const alone = sql`update customer_merge set status = 'merged', decided_by = proposed_by where id = ${mergeId}`
  await expect(alone.execute(world.platform.db)).rejects.toThrow(/customer_merge_four_eyes/)
  await compliance.call(customerMergesApi.decideMerge, decision)

  const file = await servicing.call(customersApi.getCustomer, { params: { customerId: old.customerId } })
  expect(file.consents.find(({ purpose }) => purpose === 'marketing')!.isGranted).toBe(false)
  expect(file.profile.length).toBeGreaterThan(0)
  expect(await mobileOf(world.platform as never, old.customerId)).toBe(newNumber)
  const persona = await servicing.call(profilesApi.getPersona, { params: { customerId: old.customerId } })
  expect(persona.groups.flatMap(({ facts }) => facts).find(({ id }) => id === 'riskTolerance')!.value).not.toBeNull()
  // Either number leads to the one customer, and the record that was merged is signed out.
  const signIn = (mobile: string) =>
    write(world.platform, { actor: systemActor('test') }, (ctx) => registerBorrower(ctx, mobile))
  expect([await signIn(oldNumber), await signIn(newNumber)]).toEqual([old.customerId, old.customerId])
  expect(await codeOf(fresh.call(borrowerApi.getJourney, {}))).toBe('auth.session_expired')
  const rows = await world.platform.db
    .selectFrom('customer')
    .select('id')
    .where('merged_into', 'is not', null)
    .execute()
  expect(rows).toEqual([{ id: fresh.customerId }])

  const undone = await compliance.call(customerMergesApi.undoMerge, {
    params: { mergeId },
    body: { reason: '两人同住，误合并' },
  })
  expect(undone).toEqual({ moved: 4, isExact: true })
  expect(await everythingOf([old.customerId, fresh.customerId])).toBe(before)
  const again = await servicing.call(customersApi.getCustomer, { params: { customerId: old.customerId } })
  expect(again.consents.find(({ purpose }) => purpose === 'marketing')!.isGranted).toBe(true)
  const { merges } = await servicing.call(customerMergesApi.listMerges, {})
  expect(merges.map(({ status, isExact }) => [status, isExact])).toEqual([['undone', true]])
  const undo = compliance.call(customerMergesApi.undoMerge, { params: { mergeId }, body: { reason: '再次撤销' } })
  expect(await codeOf(undo)).toBe('customers.merge_not_merged')
})

test('PER-01 two who each have an ID number are two people, and the one with the number is kept', async () => {
  const [one, other] = [await apply(world, { serial: '031' }), await apply(world, { serial: '033' })]
  const nobody = await newBorrower(world)
  const propose = (keptId: string, mergedId: string) =>
    codeOf(servicing.call(customerMergesApi.proposeMerge, { body: { keptId, mergedId, reason: '同名同卡' } }))
  const [a, b] = [one.borrower.customerId, other.borrower.customerId]
  expect(await propose(a, b)).toBe('customers.merge_two_identities')
  expect(await propose(nobody.customerId, a)).toBe('customers.merge_keep_the_verified')
  expect(await propose(a, a)).toBe('customers.merge_same')
  const { candidates } = await servicing.call(customerMergesApi.listMergeCandidates, {})
  expect(
    candidates.filter(({ kept, merged }) => [kept.id, merged.id].includes(a) && [kept.id, merged.id].includes(b)),
  ).toEqual([])
})
