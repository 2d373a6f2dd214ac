import type { Day } from '@puhui/calendar'
import type { FactRecord, FactSource } from '@puhui/condition'
import {
  type Application,
  bureauFacts,
  deviceFacts,
  type FactGroup,
  incomeFacts,
  ownershipFacts,
} from '../modules/applications/index.ts'
import { customerById } from '../modules/customers/index.ts'
import type { PolicyInUse } from '../modules/policies/index.ts'
import type { SourceAnswer } from '../modules/sources/index.ts'
import { readContext } from '../platform/context.ts'
import type { JobContext } from '../platform/jobs/job.ts'
import { type DataPorts, type Fetched, fetchData } from './fetch-data.ts'
import type { SourceBudget } from './source-budget.ts'

/** What providers said of the applications of a chunk, as groups of facts. */
export type ChunkAnswers = ReadonlyMap<string, Answers>

interface Answers {
  readonly groups: readonly FactGroup[]
  readonly bureau: SourceAnswer | undefined
}

/** How many applications are asked about side by side. */
const SIDE_BY_SIDE = 8

/** An application with what is on file, and the policy that will decide it. */
export interface BatchQuestion {
  readonly application: Application
  readonly known: FactRecord
  readonly policy: PolicyInUse
  readonly on: Day
}

/**
 * Asks providers what the policy still needs of each application of a chunk, lazily and within the budget. What is on
 * file is not asked again, and who has not consented is not asked about.
 */
export async function askForChunk(
  ctx: JobContext,
  ports: DataPorts,
  questions: readonly BatchQuestion[],
  budget: SourceBudget,
): Promise<ChunkAnswers> {
  const caller = { actor: ctx.actor, requestId: ctx.requestId }
  const open = { ...readContext(ctx.platform, caller), platform: ctx.platform }
  const answers = new Map<string, Answers>()
  const askFor = async ({ application, ...about }: BatchQuestion) => {
    const customer = await customerById(open, application.customerId)
    const options = { budget, onFile: sourcesOnFile(about.known) }
    const fetched = await fetchData(open, ports, { customer, ...about }, null, options)
    const groups = groupsOf(fetched, customer, ctx.platform.clock.now())
    answers.set(application.id, { groups, bureau: fetched.bureau ?? undefined })
  }
  for (let i = 0; i < questions.length; i += SIDE_BY_SIDE)
    await Promise.all(questions.slice(i, i + SIDE_BY_SIDE).map(askFor))
  return answers
}

/** The fact without which a source has said nothing: an applicant states debts too, but only a bureau has a file. */
const SAID_BY: readonly (readonly [FactSource, string])[] = [
  ['bureau', 'bureauFileFound'],
  ['income', 'verifiedMonthlyIncome'],
  ['device', 'deviceEmulated'],
]

/** Sources whose answer came with the application: they are not asked again. */
export function sourcesOnFile(known: FactRecord): readonly FactSource[] {
  return SAID_BY.filter(([, fact]) => (known[fact] ?? null) !== null).map(([source]) => source)
}

type Customer = Awaited<ReturnType<typeof customerById>>

function groupsOf(
  { bureau, income, device, ownership }: Fetched,
  customer: Customer,
  at: string,
): readonly FactGroup[] {
  return [
    ...(income ? [incomeFacts(income, customer, at)] : []),
    ...(device ? [deviceFacts(device, at)] : []),
    ...(ownership ? [ownershipFacts(ownership, at)] : []),
    ...(bureau ? [bureauFacts(bureau, customer, at)] : []),
  ]
}
