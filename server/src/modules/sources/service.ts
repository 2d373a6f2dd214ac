import { checkRule, rulePack } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import { dayOf, later } from '../../platform/clock.ts'
import { type Platform, type ReadContext, write } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { consentsOf, requireConsent } from '../customers/index.ts'
import { SOURCE_RULES, type SourceAnswer, type SourceName, silence } from './model.ts'
import { insertCall, readAnswer } from './store.ts'

const HOUR_MS = 3_600_000

export interface Ask {
  readonly source: SourceName
  readonly customerId: string
  /** What makes two questions the same: it is kept as a blind index only. */
  readonly question: string
  readonly call: () => Promise<SourceAnswer>
}

type AskContext = ReadContext & { readonly platform: Platform }

/** Questions on their way, so that two who ask at once share one call. */
const underWay = new Map<string, Promise<SourceAnswer>>()

/**
 * Asks a provider outside, or takes what it has answered already. Outside any transaction; the call is written down on
 * its own.
 *
 * @returns the answer; after a time-out, one without facts; from an earlier call, at no price
 * @refuses compliance.consent_missing
 * @source CN-CRED-001 (征信业管理条例 art. 18), CN-PRIV-001
 */
export async function askSource(ctx: AskContext, ask: Ask): Promise<SourceAnswer> {
  const known = await knownAnswer(ctx, ask)
  if (known) return known
  const { source } = ask
  const question = questionOf(ctx, ask)
  const key = `${source}|${question.toString('base64')}`
  const waiting = underWay.get(key)
  if (waiting) return waiting
  const answer = callAndKeep(ctx, ask, question).finally(() => underWay.delete(key))
  underWay.set(key, answer)
  return answer
}

/**
 * What a provider has answered already and still serves; nobody is asked.
 *
 * @refuses compliance.consent_missing: an answer serves no longer than the consent
 */
export async function knownAnswer(ctx: AskContext, ask: Omit<Ask, 'call'>): Promise<SourceAnswer | null> {
  const { source, customerId } = ask
  await requireConsent(ctx, customerId, SOURCE_RULES[source].purpose)
  if (source === 'bureau') await requireQueryAllowed(ctx, customerId)
  return readAnswer(ctx.db, source, questionOf(ctx, ask), ctx.clock.now())
}

function questionOf(ctx: AskContext, { source, customerId, question }: Omit<Ask, 'call'>): Buffer {
  return ctx.keys.blindIndex(`source.${source}`, `${customerId}|${question}`)
}

async function requireQueryAllowed(ctx: AskContext, customerId: string): Promise<void> {
  const { kind } = await lenderProfile(ctx)
  const pack = rulePack(kind)
  assert(pack.ok, 'the rule pack stands as it is', { kind })
  const last = (await consentsOf(ctx, customerId)).findLast((consent) => consent.purpose === 'bureau-query')
  const consent = last ? { purpose: 'loan approval', isWritten: true, isWithdrawn: last.answer !== 'granted' } : null
  const verdict = checkRule(pack.value, 'CN-CRED-001', dayOf(ctx.clock.now()), { purpose: 'loan approval', consent })
  if (verdict.decision !== 'allow')
    throw new RefusalError({ code: 'compliance.consent_missing', purpose: 'bureau-query' })
}

async function callAndKeep(
  ctx: AskContext,
  { source, customerId, call }: Ask,
  question: Buffer,
): Promise<SourceAnswer> {
  const { purpose, goodHours, timeoutMs } = SOURCE_RULES[source]
  const answer = await inTime(call, source, timeoutMs)
  const consent = (await consentsOf(ctx, customerId)).findLast((each) => each.purpose === purpose)
  const goodUntil = answer.status === 'answered' ? later(ctx.clock.now(), goodHours * HOUR_MS) : null
  const caller = { actor: ctx.actor, requestId: ctx.requestId, locale: ctx.locale }
  const kept = { source, customerId, question, purpose, consentVersion: consent?.version ?? 0, answer, goodUntil }
  await write(ctx.platform, caller, (open) => insertCall(open, kept))
  return answer
}

/** A provider that is late or fails has said nothing: unknown, never a guess. */
async function inTime(call: () => Promise<SourceAnswer>, source: SourceName, timeoutMs: number): Promise<SourceAnswer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<SourceAnswer>((resolve) => {
    timer = setTimeout(() => resolve(silence(source, timeoutMs)), timeoutMs)
  })
  const answered = call().catch(() => silence(source, 0))
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
