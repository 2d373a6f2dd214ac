import type { Day } from '@puhui/calendar'
import { mayProcess } from '@puhui/compliance'
import type { FactRecord, FactSource } from '@puhui/condition'
import { nextSources } from '@puhui/policy'
import {
  bankCardOf,
  consentsOf,
  identifiersOf,
  mobileOf,
  nameOf,
  purposesOf,
  residentIdOf,
} from '../modules/customers/index.ts'
import type { PolicyInUse } from '../modules/policies/index.ts'
import {
  type Ask,
  askSource,
  knownAnswer,
  SOURCE_RULES,
  type SourceAnswer,
  type SourceName,
} from '../modules/sources/index.ts'
import { dayOf } from '../platform/clock.ts'
import type { Platform, ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'
import type { PreparedApplication } from './apply.ts'
import type { SourceBudget } from './source-budget.ts'

interface Person {
  readonly name: string
  readonly residentId: string
  readonly asOf: Day
}

/** The providers a decision may ask; the ports of the adapters fit. */
export interface DataPorts {
  readonly bureau: { query(question: Person & { readonly consentVersion: number }): Promise<SourceAnswer> }
  readonly income: { verify(question: Person & { readonly employer: string | null }): Promise<SourceAnswer> }
  readonly device: { assess(question: { readonly deviceId: string; readonly asOf: Day }): Promise<SourceAnswer> }
  readonly identity: { checkOwnership(question: Owner): Promise<SourceAnswer> }
}

interface Owner {
  readonly name: string
  readonly residentId: string
  readonly mobile: string
  readonly bankCard: string
  readonly address: string
}

/** What the providers said; null: not asked. */
export type Fetched = Readonly<Record<SourceName, SourceAnswer | null>>

type FetchContext = ReadContext & { readonly platform: Platform }

/** What this lender knows without asking anybody. */
const OWN: readonly FactSource[] = ['application', 'identity', 'income', 'list', 'own-history', 'product', 'device']
/** The facts that only a provider can give. */
const CLAIMS = ['contradictedClaims', 'discrepancyScore', 'neededUnverified', 'unverifiedClaims']
const OWNERSHIP = ['phoneOwned', 'cardOwned', 'phoneOfAnother', 'cardOfAnother', 'livesAtAddress', 'addressTruth']
const GIVES: Readonly<Record<'income' | 'device' | 'ownership', readonly string[]>> = {
  income: [
    'verifiedMonthlyIncome',
    'incomeOverstated',
    'employerConfirmed',
    'incomeTruth',
    'employerTruth',
    'employerMismatch',
    ...CLAIMS,
  ],
  device: ['deviceEmulated', 'deviceAgeDays', 'deviceNearHome', ...CLAIMS],
  ownership: [...OWNERSHIP, ...CLAIMS],
}

/** What a batch says besides: sources whose facts are on file, and how much it may ask. */
export interface FetchOptions {
  readonly onFile?: readonly FactSource[]
  readonly budget?: SourceBudget
}

/**
 * Asks what the policy still needs, stage by stage and all of one stage at once; nothing once a stage has ended it. A
 * provider is asked only for facts the policy reads, and income and device only with a consent that stands. Versions in
 * shadow ask nothing: they are judged on what the champion was told.
 *
 * @refuses compliance.consent_missing, for the bureau
 */
export async function fetchData(
  ctx: FetchContext,
  ports: DataPorts,
  { customer, policy, known, on }: Pick<PreparedApplication, 'customer' | 'policy' | 'known' | 'on'>,
  device: string | null,
  { onFile = [], budget }: FetchOptions = {},
): Promise<Fetched> {
  const optional = (['income', 'device'] as const).filter((source) => reads(policy, GIVES[source]))
  const asked = [...OWN.filter((source) => !optional.some((each) => each === source)), ...onFile]
  const fetched: { [Source in SourceName]: SourceAnswer | null } = {
    bureau: null,
    income: null,
    device: null,
    ownership: null,
  }
  let facts: FactRecord = known
  for (;;) {
    const next = nextSources(policy.compiled, facts, asked)
    if (next.length === 0) return fetched
    const answers = await Promise.all(next.map((source) => askFor(source)))
    next.forEach((source, i) => {
      if (source === 'bureau' || source === 'income' || source === 'device') fetched[source] = answers[i]!
    })
    if (next.includes('device') && reads(policy, GIVES.ownership)) fetched.ownership = await askOwnership()
    facts = Object.assign({}, facts, ...answers.map((answer) => answer?.facts ?? {}))
    asked.push(...next)
  }

  function left(source: SourceName): null {
    budget?.left(source, 'noConsent')
    return null
  }

  async function ask(question: Ask): Promise<SourceAnswer | null> {
    if (!budget) return askSource(ctx, question)
    const { source } = question
    const known = await knownAnswer(ctx, question)
    if (known) budget.answered(source, known, true)
    if (known) return known
    if (!budget.mayCall()) {
      budget.left(source, 'overBudget')
      return null
    }
    budget.called(source)
    const answer = await askSource(ctx, question)
    budget.answered(source, answer, false)
    return answer
  }

  async function askOwnership(): Promise<SourceAnswer | null> {
    const customerId = customer.id
    if ((await consentVersionOf(ctx, customerId, 'ownership')) === null) return left('ownership')
    const person = await personOf(ctx, customerId)
    const [mobile, bankCard] = [await mobileOf(ctx, customerId), (await bankCardOf(ctx, customerId)) ?? '']
    const { address } = await identifiersOf(ctx, customerId)
    return ask({
      source: 'ownership',
      customerId,
      question: `${person.residentId}|${mobile}|${bankCard}`,
      call: () => ports.identity.checkOwnership({ ...person, mobile, bankCard, address: address ?? '' }),
    })
  }

  async function askFor(source: FactSource): Promise<SourceAnswer | null> {
    const customerId = customer.id
    if (source === 'bureau') {
      const consentVersion = await consentVersionOf(ctx, customerId, 'bureau')
      // One applicant without consent is refused; a batch leaves the source out and goes on.
      if (consentVersion === null && budget) return left('bureau')
      const person = await personOf(ctx, customerId)
      const call = () => ports.bureau.query({ ...person, asOf: on, consentVersion: consentVersion ?? 0 })
      return ask({ source, customerId, question: person.residentId, call })
    }
    if (source !== 'income' && source !== 'device') return null
    if (source === 'device' && device === null) return null
    if ((await consentVersionOf(ctx, customerId, source)) === null) return left(source)
    if (source === 'income') {
      const person = await personOf(ctx, customerId)
      return ask({
        source,
        customerId,
        question: `${person.residentId}|${employerOf(customer) ?? ''}`,
        call: () => ports.income.verify({ ...person, asOf: on, employer: employerOf(customer) }),
      })
    }
    return ask({
      source,
      customerId,
      question: device!,
      call: () => ports.device.assess({ deviceId: device!, asOf: on }),
    })
  }
}

function employerOf({ profile }: PreparedApplication['customer']): string | null {
  const stated = profile.employer?.value
  return typeof stated === 'string' ? stated : null
}

function reads({ compiled }: PolicyInUse, facts: readonly string[]): boolean {
  return compiled.inputs.some(({ id }) => facts.includes(id))
}

async function personOf(ctx: ReadContext, customerId: string) {
  const [name, residentId] = [await nameOf(ctx, customerId), await residentIdOf(ctx, customerId)]
  return { name: name ?? '', residentId: residentId ?? '' }
}

/** The version of the consent that stands; null when there is none, it was taken back, or it was to an earlier wording. */
async function consentVersionOf(ctx: ReadContext, customerId: string, source: SourceName): Promise<number | null> {
  const { name } = await lenderProfile(ctx)
  const purpose = purposesOf(name).find(({ id }) => id === SOURCE_RULES[source].purpose)!
  const stands = mayProcess(await consentsOf(ctx, customerId), purpose, dayOf(ctx.clock.now()))
  return stands.decision === 'allow' ? purpose.version : null
}
