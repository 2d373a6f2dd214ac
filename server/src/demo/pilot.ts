import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { encodeTerms, type ProductTerms } from '@puhui/product'
import { type ApplicationIntent, applicationsOf } from '@puhui/sim'
import { decideChunk } from '../flows/decide-batch.ts'
import { originateChunk } from '../flows/originate-batch.ts'
import { readApplications } from '../modules/applications/index.ts'
import { decideVersion, saveDraft, submitVersion, versionInForce } from '../modules/products/index.ts'
import { staffActor, systemActor } from '../platform/actor.ts'
import { at } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { enterVisitors } from './counter.ts'
import type { Market } from './market.ts'
import { strideOver } from './stride.ts'

/** So many people are looked at, and so many of those who want a loan just then are asked. */
const [LOOKED_AT, ASKED] = [160, 16]
const MARKET = systemActor('market')

export interface PilotPeople {
  readonly staff: ReadonlyMap<string, string>
  readonly market: Market
}

export interface PilotDay {
  readonly on: Day
  /** How many people the market has. */
  readonly size: number
}

/** A product that differs from the cash loan, written by one person and released by another. */
export async function releasePilot(
  platform: OpenPlatform,
  { staff }: PilotPeople,
  on: Day,
  pilot: {
    readonly note: string
    readonly agreed: string
    readonly change: (terms: ProductTerms) => ProductTerms
  },
): Promise<void> {
  platform.clock.set(at(on, '09:10'))
  const product = staffActor(staff.get('wang.product')!, ['products.edit'])
  const risk = staffActor(staff.get('wu.risk')!, ['products.approve'])
  const versionId = await write(platform, { actor: product }, async (ctx) => {
    const known = await versionInForce(ctx, 'XJD', on)
    assert(known, 'the demo lender offers the cash loan', { on })
    const id = await saveDraft(ctx, { kind: 'cash', terms: encodeTerms(pilot.change(known.terms)) })
    await submitVersion(ctx, id, { effectiveOn: on, note: pilot.note })
    return id
  })
  const agreed = { verdict: 'approve', note: pilot.agreed } as const
  await write(platform, { actor: risk }, (ctx) => decideVersion(ctx, versionId, agreed))
}

/** A few people of the market apply for the pilot; the first who are approved get the money. */
export async function borrowUnderPilot(
  platform: OpenPlatform,
  { market }: PilotPeople,
  { on, size }: PilotDay,
  pilot: {
    readonly code: string
    readonly borrowers: number
    /** Which people: the first, and how far from one to the next. */
    readonly from: number
    readonly stride: number
    readonly wish?: Partial<ApplicationIntent>
  },
): Promise<readonly string[]> {
  const { code, borrowers, from, stride, wish } = pilot
  const indexes = strideOver(size, { count: LOOKED_AT, from, stride })
  const visitors = indexes.flatMap((index) => {
    const person = market.personOf(index)
    const [intent] = applicationsOf(person, { from: on, months: 1 })
    if (!intent || person.honesty.isIdForged || market.customers.has(intent.personIndex)) return []
    const key = `${person.personId}/${code}`
    const own = { ...intent, key, appliedOn: on, ...wish, productKind: 'cash-instalment' as const }
    return [{ person, intent: own, customerId: null, productCode: code }]
  })
  const entered = await write(platform, { actor: MARKET }, (ctx) => enterVisitors(ctx, on, visitors.slice(0, ASKED)))
  for (const visit of entered) market.customers.set(visit.intent.personIndex, visit.customerId)
  const ids = entered.map(({ applicationId }) => applicationId)
  await write(platform, { actor: MARKET }, (ctx) => decideChunk(ctx, { applicationIds: ids }, ''))
  const approved = await readApplications(platform.db, { ids, statuses: ['approved'] })
  const applicationIds = approved.slice(0, borrowers).map(({ id }) => id)
  if (applicationIds.length > 0) {
    await write(platform, { actor: MARKET }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
  }
  return applicationIds
}
