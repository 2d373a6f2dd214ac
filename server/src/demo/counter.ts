import { ageOn, type Day } from '@puhui/calendar'
import type { ApplicationIntent, Person } from '@puhui/sim'
import { type EnteredApplication, insertEntered } from '../modules/applications/index.ts'
import { insertImportedCustomers, purposesOf } from '../modules/customers/index.ts'
import { offeredVersion } from '../modules/products/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { recordAll } from '../platform/journal/record.ts'
import { lenderProfile } from '../platform/settings.ts'
import { customerOf, factsOf, PURPOSE_OF, productCodeOf } from './people.ts'
import { agreesToMarketing } from './personas.ts'

const CHANNEL_OF = { h5: 'h5', branch: 'branch', 'village-station': 'village' } as const
const IDENTITY_PROVIDER = '身份核验（模拟） / Identity check (simulated)'

/** Somebody who applies today. */
export interface Visitor {
  readonly person: Person
  readonly intent: ApplicationIntent
  /** The customer this person is already; null for a new one. */
  readonly customerId: string | null
  /** Another product than the need leads to. */
  readonly productCode?: string
}

/** An application of the market, so that what comes of it can be found again. */
export interface Visit extends Visitor {
  readonly customerId: string
  readonly applicationId: string
}

/** Takes in the day's visitors: new customers with consents and identity checks, and everybody's application. */
export async function enterVisitors(ctx: WriteContext, on: Day, visitors: readonly Visitor[]): Promise<Visit[]> {
  const visits = visitors.map((visitor) => ({
    ...visitor,
    isNew: visitor.customerId === null,
    customerId: visitor.customerId ?? ctx.ids.next('cus'),
    applicationId: ctx.ids.next('app'),
  }))
  for (const [channel, source] of Object.entries(CHANNEL_OF)) {
    const here = visits.filter(({ intent }) => intent.channel === channel)
    if (here.length === 0) continue
    await register(ctx, source, here)
    await apply(ctx, source, on, here)
  }
  return visits
}

const GROUPS = [
  ['passed', true],
  ['passed', false],
  ['failed', true],
  ['failed', false],
] as const

type Source = (typeof CHANNEL_OF)[keyof typeof CHANNEL_OF]
type Entering = Visit & { readonly isNew: boolean }

async function register(ctx: WriteContext, source: Source, here: readonly Entering[]): Promise<void> {
  const { name } = await lenderProfile(ctx)
  for (const [verdict, agrees] of GROUPS) {
    const people = here
      .filter(({ isNew, person }) => isNew && person.honesty.isIdForged === (verdict === 'failed'))
      .filter(({ person }) => agreesToMarketing(person) === agrees)
    if (people.length === 0) continue
    const purposes = purposesOf(name).filter(
      ({ isNecessary, id }) => isNecessary || id === 'identity-biometric' || (agrees && id === 'marketing'),
    )
    const origin = {
      createdBy: ctx.actor.id,
      isSynthetic: true,
      checkedBy: IDENTITY_PROVIDER,
      purposes,
      evidence: null,
    }
    const now = ctx.clock.now()
    await insertImportedCustomers(
      ctx,
      { ...origin, source, verdict },
      people.map(({ person, customerId }) => customerOf(person, customerId, now)),
    )
  }
}

async function apply(ctx: WriteContext, channel: Source, on: Day, here: readonly Entering[]): Promise<void> {
  const now = ctx.clock.now()
  const versions = new Map<string, string>()
  const named = here.flatMap(({ productCode }) => productCode ?? [])
  for (const code of new Set(['XFFQ', 'XJD', ...named])) versions.set(code, (await offeredVersion(ctx, code, on)).id)
  const applications = here.map(({ person, intent, customerId, applicationId, ...named }): EnteredApplication => {
    const family = productCodeOf(intent.productKind)
    const productCode = named.productCode ?? family
    const asked = askedOf(intent, family)
    const age = ageOn(person.bornOn, on)
    const versionId = versions.get(productCode)!
    return {
      id: applicationId,
      customerId,
      productCode,
      versionId,
      asked,
      facts: factsOf(person, asked, { age, at: now }),
      row: null,
    }
  })
  const steps = [
    { step: 'identity', at: now },
    { step: 'submitted', at: now },
  ]
  await insertEntered(ctx, { importId: null, channel, createdBy: ctx.actor.id, steps }, applications)
  await recordAll(
    ctx,
    applications.map(({ id, customerId, asked }) => ({
      action: 'applications.submitted',
      objectKind: 'application',
      objectId: id,
      customerId,
      after: { ...asked, channel },
    })),
  )
}

/** The wish in what the product offers: the purchase instalment knows no bullet, and terms are those on its list. */
function askedOf(intent: ApplicationIntent, productCode: 'XFFQ' | 'XJD'): EnteredApplication['asked'] {
  const isLevel = intent.method === 'equal-instalment' || intent.method === 'equal-principal'
  const method = productCode === 'XFFQ' && !isLevel ? 'equal-instalment' : intent.method
  const termMonths = TERMS[productCode].find((months) => months >= intent.termMonths) ?? 36
  const months = method === 'bullet' && termMonths > 12 ? 12 : termMonths
  return { requestedFen: intent.amountFen, termMonths: months, method, purpose: PURPOSE_OF[intent.need] }
}

const TERMS = { XFFQ: [3, 6, 9, 12, 18, 24, 36], XJD: [3, 6, 12, 18, 24, 36, 48, 60] } as const
