import { type Application, COMMAND_OF, readLatestOf, takeStep } from '../modules/applications/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { decideOnKnown } from './decide-again.ts'
import { papersAsked } from './papers-asked.ts'

/**
 * Lets an application that waited for papers go on once all of them are there. What a person asked for goes back to the
 * desk; what the policy asked for is decided again, and whatever that does not settle goes to the desk, where a person
 * reads the papers.
 *
 * @returns the state it went on to; null while papers are missing or nothing waits for papers
 */
export async function goOnWithPapers(ctx: WriteContext, customerId: string): Promise<Application['status'] | null> {
  const application = await readLatestOf(ctx.tx, customerId)
  if (application?.status !== 'moreData') return null
  const { by, asked } = await papersAsked(ctx, application)
  if (asked.length === 0 || asked.some(({ isHandedIn }) => !isHandedIn)) return null
  const now = ctx.clock.now()
  const steps = [...application.steps, { step: 'papersHandedIn', at: now }]
  await takeStep(ctx, application, 'submit', { steps })
  await record(ctx, {
    action: 'applications.papers_handed_in',
    objectKind: 'application',
    objectId: application.id,
    customerId,
    before: { status: 'moreData' },
    after: { status: 'submitted', kinds: asked.flatMap(({ kinds }) => kinds) },
  })
  const submitted = { ...application, status: 'submitted', steps } as const
  return by === 'reviewer' ? takeStep(ctx, submitted, 'refer', { outcome: 'refer' }) : decideOrRefer(ctx, submitted)
}

async function decideOrRefer(ctx: WriteContext, application: Application): Promise<Application['status']> {
  const { made, offer, groups } = await decideOnKnown(ctx, application)
  const now = ctx.clock.now()
  const set = {
    ...offer.set,
    decision_id: made.id,
    facts: groups,
    steps: [...application.steps, { step: 'decidedAgain', at: now }],
    decided_at: now,
  }
  const isSettled = offer.outcome === 'approve' || offer.outcome === 'decline'
  const status = isSettled
    ? await takeStep(ctx, application, COMMAND_OF[offer.outcome], set)
    : await takeStep(ctx, application, 'refer', { ...set, outcome: 'refer', approved_fen: null, annual_rate_ppm: null })
  await record(ctx, {
    action: 'applications.decided',
    objectKind: 'application',
    objectId: application.id,
    customerId: application.customerId,
    before: { status: 'submitted' },
    after: {
      status,
      decisionId: made.id,
      outcome: offer.outcome,
      reasons: made.verdict.decision.reasons.map(({ code }) => code),
    },
  })
  return status
}
