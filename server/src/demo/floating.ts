import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { encodeTerms } from '@puhui/product'
import { applicationsOf } from '@puhui/sim'
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

const CODE = 'LPRD'
const BORROWERS = 4
const ASKED = 40
const MARKET = systemActor('market')

/** Priced with the LPR of 2024-10-21 (3.10 %); since 2025-05-20 it is 3.00 %, which the first repricing day brings. */
const FLOATING = {
  benchmark: 'LPR1Y',
  benchmarkPpm: 31_000n,
  benchmarkOn: '2024-10-21' as Day,
  repricing: { kind: 'every-months', months: 1 },
  floorPpm: 0n,
  ceilingPpm: 240_000n,
} as const

/** A pilot of a rate that follows LPR: a product of its own and a few borrowers, whose rate falls a month later. */
export async function liveFloatingPilot(
  platform: OpenPlatform,
  { staff, market }: { readonly staff: ReadonlyMap<string, string>; readonly market: Market },
  { on, size }: { readonly on: Day; readonly size: number },
): Promise<void> {
  platform.clock.set(at(on, '09:10'))
  await releaseFloating(platform, staff, on)
  const visitors = Array.from({ length: ASKED }, (_, i) => market.personOf((i * 211 + 17) % size)).flatMap((person) => {
    const [intent] = applicationsOf(person, { from: on, months: 1 })
    if (!intent || person.honesty.isIdForged || market.customers.has(intent.personIndex)) return []
    const own = { ...intent, key: `${person.personId}/pilot`, appliedOn: on, productKind: 'cash-instalment' as const }
    return [{ person, intent: own, customerId: null, productCode: CODE }]
  })
  const entered = await write(platform, { actor: MARKET }, (ctx) => enterVisitors(ctx, on, visitors))
  for (const visit of entered) market.customers.set(visit.intent.personIndex, visit.customerId)
  const ids = entered.map(({ applicationId }) => applicationId)
  await write(platform, { actor: MARKET }, (ctx) => decideChunk(ctx, { applicationIds: ids }, ''))
  const approved = await readApplications(platform.db, { ids, statuses: ['approved'] })
  const applicationIds = approved.slice(0, BORROWERS).map(({ id }) => id)
  if (applicationIds.length > 0)
    await write(platform, { actor: MARKET }, (ctx) => originateChunk(ctx, { applicationIds }, ''))
}

async function releaseFloating(platform: OpenPlatform, staff: ReadonlyMap<string, string>, on: Day): Promise<void> {
  const product = staffActor(staff.get('wang.product')!, ['products.edit'])
  const risk = staffActor(staff.get('wu.risk')!, ['products.approve'])
  const versionId = await write(platform, { actor: product }, async (ctx) => {
    const known = await versionInForce(ctx, 'XJD', on)
    assert(known, 'the demo lender offers the cash loan', { on })
    const terms = {
      ...known.terms,
      code: CODE,
      name: { zh: 'LPR 浮动现金贷（试点）', en: 'Cash loan that follows LPR (pilot)' },
      plan: { ...known.terms.plan, floating: FLOATING },
    }
    const id = await saveDraft(ctx, { kind: 'cash', terms: encodeTerms(terms) })
    await submitVersion(ctx, id, { effectiveOn: on, note: '利率随一年期 LPR 按月调整，小范围试点' })
    return id
  })
  const agreed = { verdict: 'approve', note: '定价与上下限已核对' } as const
  await write(platform, { actor: risk }, (ctx) => decideVersion(ctx, versionId, agreed))
}
