import { borrowerApi, campaignsApi, customersApi, profilesApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaignsModule } from '../../server/src/modules/campaigns/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { at } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { send } from '../../server/src/platform/outbox/send.ts'
import { campaignRoutes } from '../../server/src/routes/campaigns.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { apply, consent, openLender, type World } from './origination-world.ts'

let world: World
beforeAll(async () => {
  world = await openLender({}, [profilesModule, segmentsModule, marketingModule, campaignsModule, campaignRoutes])
})
afterAll(() => world.platform.drop())

test('PER-01 one timeline of what happened to a customer, online and in person, by page, chapter and right to see', async () => {
  const { borrower } = await apply(world)
  const params = { customerId: borrower.customerId }
  await consent(borrower, 'marketing', 'device-habits')
  await borrower.call(campaignsApi.setMyChannel, { body: { channel: 'sms', isOpen: false } })
  const [servicing, marketing] = [await world.app.as('servicing'), await world.app.as('marketing')]
  world.platform.clock.set(at('2026-11-23' as Day, '10:00'))
  const note = { kind: 'branch-visit' as const, text: '到店咨询，留下电话13912345678' }
  await servicing.call(customersApi.addNote, { params, body: note })
  const event = { eventId: '1', ...params, kind: 'use' as const, at: '2026-11-22T12:00:00Z' }
  await marketing.call(profilesApi.importDeviceEvents, { body: { source: '智能家居（模拟）', events: [event] } })
  await write(world.platform, { actor: systemActor('test') }, async (ctx) => {
    const to = { recipient: '13912345678', ...params }
    await send(ctx, { kind: 'sms', template: 'auth.sign_in_code', body: '验证码 123456', ...to })
    await send(ctx, { kind: 'sms', template: 'loans.reminder', body: '您的还款日将至', ...to })
  })

  const seen = await servicing.call(customersApi.customerTimeline, { params, query: {} })
  const chapters = new Set(seen.events.map(({ chapter }) => chapter))
  for (const chapter of ['application', 'consent', 'profile', 'service', 'contact'] as const)
    expect([chapter, chapters.has(chapter)]).toEqual([chapter, true])
  expect(seen.events.map(({ at: when }) => when)).toEqual(
    seen.events
      .map(({ at: when }) => when)
      .toSorted()
      .reverse(),
  )
  const visit = seen.events.find(({ chapter }) => chapter === 'service')!
  expect(visit).toMatchObject({
    where: 'offline',
    title: { zh: '到访网点' },
    reason: expect.stringContaining('139****5678'),
  })
  const texts = seen.events.filter(({ chapter }) => chapter === 'contact').map(({ reason }) => reason)
  expect(texts.toSorted()).toEqual([null, '您的还款日将至'])
  // Habits seen by devices are for those who work with personas; the others are told that something is left out.
  expect(chapters.has('device')).toBe(false)
  expect(seen.chapters.find(({ id }) => id === 'device')!.missing).toMatchObject({ en: expect.any(String) })
  const asMarketing = await marketing.call(customersApi.customerTimeline, { params, query: { chapter: 'device' } })
  expect(
    asMarketing.events.filter(({ kind }) => kind === 'reported').map(({ where, changes }) => [where, changes.events]),
  ).toEqual([['online', [null, 1]]])
  const today = { from: '2026-11-23' as Day, to: '2026-11-23' as Day }
  const later = await servicing.call(customersApi.customerTimeline, { params, query: today })
  expect(new Set(later.events.map(({ at: when }) => when.slice(0, 10)))).toEqual(new Set(['2026-11-23']))
})

test('PER-01 a long timeline comes in pages that lose and repeat nothing', async () => {
  const { borrower } = await apply(world)
  const params = { customerId: borrower.customerId }
  for (let no = 0; no < 60; no++)
    await borrower.call(profilesApi.setMyPersonalisation, { body: { isOn: no % 2 === 1 } })
  await borrower.call(borrowerApi.getJourney, {})
  const call = await world.app.as('servicing')
  const pages: { at: string; kind: string }[][] = []
  let before: string | undefined
  do {
    const page = await call.call(customersApi.customerTimeline, { params, query: before ? { before } : {} })
    pages.push(page.events)
    before = page.next ?? undefined
  } while (before)
  expect(pages.length).toBeGreaterThan(1)
  const switches = pages.flat().filter(({ kind }) => kind.startsWith('profiles.personalisation'))
  expect(switches).toHaveLength(60)
})
