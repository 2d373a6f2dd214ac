import { borrowerApi, customerMergesApi, customersApi, hardshipApi, profilesApi, surveysApi } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { surveysModule } from '../../server/src/modules/surveys/index.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { customerMergesModule } from '../../server/src/routes/customer-merges.ts'
import { hardshipModule } from '../../server/src/routes/hardship.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { surveyRoutes } from '../../server/src/routes/surveys.ts'
import { borrow, openLendingLender, type World } from './lending-world.ts'
import { apply, consent, newBorrower } from './origination-world.ts'
import { type Desk, published } from './survey-world.ts'

let world: World
let servicing: TestCaller
let compliance: TestCaller
let desk: Desk
beforeAll(async () => {
  world = await openLendingLender({}, [
    profilesModule,
    segmentsModule,
    marketingModule,
    surveysModule,
    surveyRoutes,
    hardshipModule,
    customerMergesModule,
  ])
  ;[servicing, compliance] = await Promise.all([world.app.as('servicing'), world.app.as('compliance')])
  desk = { marketing: await world.app.as('marketing'), checker: compliance }
})
afterAll(() => world.platform.drop())

type Borrower = TestCaller & { readonly customerId: string }

/** Everything that names a customer and is not computed anew, whose it is, in one text. */
async function holdersOf(ids: readonly string[]): Promise<string> {
  const { rows } = await sql<{ name: string }>`select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'customer_id' and t.table_type = 'BASE TABLE'
      and c.table_name not in ('journal', 'customer_consent', 'outbox_message', 'webhook_event', 'customer_profile',
        'profile_fact', 'profile_change', 'segment_member') order by 1`.execute(world.platform.owner)
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await sql<{
        text: string | null
      }>`select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text)::text as text
        from ${sql.table(name)} t where customer_id = any(${ids})`.execute(world.platform.owner)
      return `${name}: ${found.rows[0]!.text}`
    }),
  )
  return texts.join('\n')
}

const countOf = async (table: string, customerId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
    where customer_id = ${customerId}`.execute(world.platform.owner)
  return rows[0]!.n
}

async function answer(who: Borrower, token: string, name: string) {
  const body = {
    key: `device-of-${name}`.padEnd(20, '0'),
    answers: { needs: ['education'], nps: 9 },
    agreesToLink: true,
  }
  await who.call(surveysApi.handInAnswers, { params: { token }, body })
}

/** A borrower whose record came from elsewhere without an ID number, so that it can be the one that is merged away. */
async function withoutNumber({ customerId }: Borrower): Promise<void> {
  await sql`update customer set resident_id_cipher = null, resident_id_index = null, resident_id_masked = null
    where id = ${customerId}`.execute(world.platform.owner)
}

/** A permit that was used, as a campaign or an invitation leaves it. */
async function permitFor({ customerId }: Borrower, surveyId: string): Promise<void> {
  const id = `inv_${customerId}`
  await sql`insert into survey_invitation (id, survey_id, version, customer_id, channel, status, invited_at)
    values (${id}, ${surveyId}, 1, ${customerId}, 'sms', 'sent', now())`.execute(world.platform.owner)
  await sql`insert into contact_permit (id, survey_invitation_id, customer_id, channel, kind, content_hash, issued_at,
      expires_at, used_at)
    values (${`prm_${customerId}`}, ${id}, ${customerId}, 'sms', 'information', 'x', now(), now() + interval '1 hour',
      now())`.execute(world.platform.owner)
}

test('PER-13 PER-01 permits, answers, requests for help, decisions and the language follow a merge, and go back exactly', async () => {
  const { borrower: old } = await apply(world, { serial: '041' })
  await consent(old, 'marketing')
  const { borrower: fresh, loanId } = await borrow(world, { serial: '043' })
  await consent(fresh, 'marketing')
  await fresh.call(borrowerApi.setLanguage, { body: { language: 'en' } })
  await fresh.call(profilesApi.setMyPersonalisation, { body: { isOn: false } })
  const both = await published(desk, { code: 'asked-both' })
  const only = await published(desk, { code: 'asked-once' })
  await answer(old, both.token, 'old')
  await answer(fresh, both.token, 'fresh')
  await answer(fresh, only.token, 'fresh')
  await permitFor(fresh, only.surveyId)
  const ill = { reason: 'illness' as const, story: '住院两周', incomeBeforeFen: '800000', incomeNowFen: '420000' }
  await fresh.call(hardshipApi.borrowerAskHelp, { params: { loanId }, body: { ...ill, payableFen: '70000' } })
  await withoutNumber(fresh)
  const ids = [old.customerId, fresh.customerId]
  const before = await holdersOf(ids)

  const pair = { keptId: old.customerId, mergedId: fresh.customerId }
  const { holdings } = await compliance.call(customerMergesApi.previewMerge, { query: pair })
  expect(Object.fromEntries(holdings.map(({ id, merged }) => [id, merged]))).toMatchObject({
    applications: 1,
    decisions: 1,
    contracts: 1,
    loans: 1,
    hardship: 1,
    surveyAnswers: 2,
    permits: 1,
  })
  const { id: mergeId } = await servicing.call(customerMergesApi.proposeMerge, {
    body: { ...pair, reason: '换号后重新注册' },
  })
  await compliance.call(customerMergesApi.decideMerge, { params: { mergeId }, body: { verdict: 'merge', note: '' } })

  const held = async (table: string) => [await countOf(table, old.customerId), await countOf(table, fresh.customerId)]
  expect(await held('decision')).toEqual([2, 0])
  expect(await held('hardship_request')).toEqual([1, 0])
  expect(await held('contact_permit')).toEqual([1, 0])
  expect(await held('loan')).toEqual([1, 0])
  // Of a survey that both answered each keeps its own: one person, one answer.
  expect(await held('survey_answer')).toEqual([2, 1])
  expect((await old.call(borrowerApi.getJourney, {})).language).toBe('en')
  expect((await old.call(surveysApi.mySurveys, {})).answers).toHaveLength(2)
  const { requests } = await servicing
    .call(hardshipApi.listHardship, { query: {} })
    .then(({ rows }) => ({ requests: rows }))
  expect(requests).toHaveLength(1)
  const { isPersonalised } = await old.call(profilesApi.myData, {})
  expect(isPersonalised).toBe(false)

  const undo = { params: { mergeId }, body: { reason: '两人同住，误合并' } }
  const { isExact } = await compliance.call(customerMergesApi.undoMerge, undo)
  expect(isExact).toBe(true)
  expect(await holdersOf(ids)).toBe(before)
  const file = await servicing.call(customersApi.getCustomer, { params: { customerId: old.customerId } })
  expect(file.id).toBe(old.customerId)
})

const report = async (customerId: string, eventId: string) =>
  desk.marketing.call(profilesApi.importDeviceEvents, {
    body: {
      source: '智能家居平台（模拟）',
      events: [{ eventId, customerId, kind: 'use', at: '2026-11-20T12:30:00Z', minutes: 40 }],
    },
  })

const merged = async (keptId: string, mergedId: string): Promise<string> => {
  const body = { keptId, mergedId, reason: '换号后重新注册' }
  const { id: mergeId } = await servicing.call(customerMergesApi.proposeMerge, { body })
  await compliance.call(customerMergesApi.decideMerge, { params: { mergeId }, body: { verdict: 'merge', note: '' } })
  return mergeId
}
const undone = (mergeId: string) =>
  compliance.call(customerMergesApi.undoMerge, { params: { mergeId }, body: { reason: '两人同住，误合并' } })
const stands = async ({ customerId }: Borrower, purpose: string) => {
  const { consents } = await servicing.call(customersApi.getCustomer, { params: { customerId } })
  return consents.find((each) => each.purpose === purpose)!.isGranted
}

test('PER-13 SEC-04 consents, identity checks and device events follow a merge, and go back exactly (CN-PRIV-001)', async () => {
  const { borrower: old } = await borrow(world, { serial: '061' })
  const { borrower: fresh } = await apply(world, { serial: '063' })
  await consent(old, 'device-habits')
  await report(old.customerId, 'both')
  await consent(fresh, 'device-habits', 'marketing')
  await report(fresh.customerId, 'both')
  await report(fresh.customerId, 'only')
  await withoutNumber(fresh)
  const file = () => servicing.call(customersApi.getCustomer, { params: { customerId: old.customerId } })
  const held = async (table: string) => [await countOf(table, old.customerId), await countOf(table, fresh.customerId)]
  const tables = ['customer_consent', 'identity_check', 'device_event']
  const before = await Promise.all(tables.map(held))
  const checks = (await file()).identity.checks.length
  const mergeId = await merged(old.customerId, fresh.customerId)

  const [consents, both, events] = await Promise.all(tables.map(held))
  expect([consents![1], both, events]).toEqual([0, [before[1]![0]! + before[1]![1]!, 0], [2, 1]])
  // What the other agreed to and this one was never asked stands; the checks are shown as those of the other record.
  expect(await stands(old, 'marketing')).toBe(true)
  const { identity } = await file()
  expect([identity.verdict, identity.checks.length]).toEqual(['passed', checks + before[1]![1]!])
  expect(identity.checks.filter(({ label }) => label.en.endsWith('(of the merged record)'))).toHaveLength(
    before[1]![1]!,
  )

  expect((await undone(mergeId)).isExact).toBe(true)
  expect(await Promise.all(tables.map(held))).toEqual(before)
  expect([await stands(old, 'marketing'), await stands(fresh, 'marketing')]).toEqual([false, true])
})

test('PER-13 of two records with an application in progress each, one application ends first', async () => {
  const { borrower: old } = await apply(world, { serial: '081' })
  const { borrower: fresh } = await apply(world, { serial: '083' })
  await withoutNumber(fresh)
  const pair = { keptId: old.customerId, mergedId: fresh.customerId }
  const { problem } = await compliance.call(customerMergesApi.previewMerge, { query: pair })
  expect(problem?.code).toBe('customers.merge_two_applications')
  await expect(merged(pair.keptId, pair.mergedId)).rejects.toMatchObject({ problem: { code: problem!.code } })
})

test('PER-13 a refusal in either record stands after a merge, and each undoing lifts its own alone (CN-PRIV-001)', async () => {
  const { borrower: kept } = await apply(world, { serial: '071' })
  const [refusing, agreeing] = [await newBorrower(world), await newBorrower(world)]
  await consent(kept, 'marketing', 'device-habits')
  const set = (who: Borrower, purpose: 'marketing' | 'device-habits', isGranted: boolean) =>
    who.call(profilesApi.setMyConsent, { body: { purpose, version: 1, isGranted } })
  await consent(refusing, 'marketing')
  await set(refusing, 'marketing', false)
  await set(kept, 'device-habits', false)
  await consent(agreeing, 'marketing', 'device-habits')
  await report(agreeing.customerId, 'left')
  const now = async () => [await stands(kept, 'marketing'), await stands(kept, 'device-habits')]
  expect(await now()).toEqual([true, false])
  const first = await merged(kept.customerId, refusing.customerId)
  expect(await now()).toEqual([false, false])
  // Agreed to later, in the other record: the refusal is the stricter and stands; what devices told is not taken over.
  const second = await merged(kept.customerId, agreeing.customerId)
  expect(await now()).toEqual([false, false])
  expect(await countOf('device_event', kept.customerId)).toBe(0)
  expect((await undone(second)).isExact).toBe(true)
  expect(await now()).toEqual([false, false])
  expect((await undone(first)).isExact).toBe(true)
  expect(await now()).toEqual([true, false])
})

test('PER-13 of two merges into one customer the newer is undone first', async () => {
  const { borrower: kept } = await apply(world, { serial: '051' })
  const [one, two] = [await newBorrower(world), await newBorrower(world)]
  const merge = async (mergedId: string) => {
    const body = { keptId: kept.customerId, mergedId, reason: '换号后重新注册' }
    const { id: mergeId } = await servicing.call(customerMergesApi.proposeMerge, { body })
    await compliance.call(customerMergesApi.decideMerge, { params: { mergeId }, body: { verdict: 'merge', note: '' } })
    return mergeId
  }
  const [first, second] = [await merge(one.customerId), await merge(two.customerId)]
  const undo = (mergeId: string) =>
    compliance.call(customerMergesApi.undoMerge, { params: { mergeId }, body: { reason: '两人同住，误合并' } })
  await expect(undo(first)).rejects.toMatchObject({ problem: { code: 'customers.merge_undo_newer_first' } })
  expect((await undo(second)).isExact).toBe(true)
  expect((await undo(first)).isExact).toBe(true)
})
