import { labelOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import type { ClaimField, PaperKind, Policy } from '@puhui/policy'
import { type Application, readReviews } from '../modules/applications/index.ts'
import { customerById, languageOf, mobileOf } from '../modules/customers/index.ts'
import { readDecisionsOf, reasonsShown } from '../modules/decisions/index.ts'
import { readPolicy } from '../modules/policies/index.ts'
import {
  claimRulesOf,
  lookInto,
  type Paper,
  readPapers,
  underwritingParameters,
} from '../modules/underwriting/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { send } from '../platform/outbox/send.ts'
import { papersAskedText } from './borrower-messages.ts'

/** One thing that is asked for; any paper of its kinds settles it. */
export interface PaperAsked {
  readonly kinds: readonly PaperKind[]
  readonly why: Localized
  readonly isHandedIn: boolean
}

export interface PapersAsked {
  readonly by: 'reviewer' | 'policy'
  /** What the reviewer said to the borrower. */
  readonly note: string | null
  readonly asked: readonly PaperAsked[]
}

/** What shows a claim. */
const SHOWS: Readonly<Record<ClaimField, readonly PaperKind[]>> = {
  income: ['payslip', 'bankStatement'],
  employer: ['employment', 'payslip'],
  assets: ['property'],
  debts: ['bankStatement'],
  address: ['other', 'property'],
  purpose: ['purpose'],
}

/** What shows a fact that a policy did not know. */
const SHOWS_FACT: readonly (readonly [facts: RegExp, kinds: readonly PaperKind[]])[] = [
  [/\b(?:monthlyIncome|incomeCheck|verifiedMonthlyIncome|incomeTruth)\b/, SHOWS.income],
  [/\b(?:employerYears|employerConfirmed|employerTruth)\b/, SHOWS.employer],
  [/\b(?:homeOwnership|assetsTruth)\b/, SHOWS.assets],
  [/\b(?:monthlyDebtDue|debtsTruth)\b/, SHOWS.debts],
  [/\b(?:livesAtAddress|addressTruth)\b/, SHOWS.address],
  [/\b(?:purposeTruth|loanPurpose)\b/, SHOWS.purpose],
  [/\b(?:identityCheck|applicantAge)\b/, ['idCard']],
]

/** The papers that an application which waits for more is waiting for; none when no paper would help. */
export async function papersAsked(
  ctx: Pick<ReadContext, 'db' | 'clock'>,
  application: Application,
): Promise<PapersAsked> {
  const papers = await readPapers(ctx.db, application.customerId)
  const review = (await readReviews(ctx.db, application.id)).at(-1)
  const isReviewers = review?.verdict === 'moreData' && review.reviewed_at >= (application.decidedAt ?? '')
  if (!isReviewers) return { by: 'policy', note: null, asked: await askedByPolicy(ctx, application, papers) }
  const kinds = review.papers.length > 0 ? review.papers.map((kind) => [kind]) : await openKinds(ctx, application)
  const since = papers.filter(({ uploaded_at }) => uploaded_at >= review.reviewed_at)
  return {
    by: 'reviewer',
    note: review.reason,
    asked: kinds.map((of) => ({ kinds: of, why: REVIEWER, isHandedIn: isAmong(of, since) })),
  }
}

const REVIEWER: Localized = { zh: '审批人员需要核对', en: 'Staff need to check it' }

function isAmong(kinds: readonly PaperKind[], papers: readonly Paper[]): boolean {
  return papers.some(({ kind }) => kinds.includes(kind))
}

/** What the claims that are open would take. */
async function openKinds(ctx: Pick<ReadContext, 'db' | 'clock'>, application: Application) {
  const { id: applicationId, customerId, purpose, facts } = application
  const [customer, on] = [await customerById(ctx, customerId), await businessDate(ctx.db)]
  const { claims } = await lookInto(ctx, { applicationId, customer, purpose, groups: facts ?? [], on })
  const rules = claimRulesOf((await underwritingParameters(ctx)).values)
  const isNeeded = (field: ClaimField) => rules.some((rule) => rule.field === field && rule.isNeeded)
  return claims
    .filter(({ field, standing }) => standing === 'contradicted' || (standing === 'unverified' && isNeeded(field)))
    .map(({ field }) => SHOWS[field])
}

/** By what the lines that ask for more look at: whatever the policy is called or says. */
async function askedByPolicy(
  ctx: Pick<ReadContext, 'db'>,
  application: Application,
  papers: readonly Paper[],
): Promise<PaperAsked[]> {
  const [decision] = await readDecisionsOf(ctx.db, application.id)
  const policy = decision && (await readPolicy(ctx.db, decision.policy_code, decision.policy_version))
  if (!decision || !policy) return []
  const found = new Map<string, PaperAsked>()
  for (const reason of decision.reasons.filter(({ severity }) => severity === 'moreData')) {
    const why = reasonsShown(policy, [reason])[0]!.borrowerText
    for (const [facts, kinds] of SHOWS_FACT) {
      if (facts.test(lineOf(policy, reason)))
        found.set(kinds.join(), { kinds, why, isHandedIn: isAmong(kinds, papers) })
    }
  }
  return [...found.values()]
}

function lineOf({ stages }: Policy, { stageId, by }: { readonly stageId: string; readonly by: string }): string {
  const stage = stages.find(({ id }) => id === stageId)
  if (stage?.kind === 'rules') return stage.rules.find(({ id }) => id === by)?.when ?? ''
  return JSON.stringify(stage ?? '')
}

/** Tells the borrower which papers are asked for. */
export async function tellPapersAsked(
  ctx: WriteContext,
  application: Application,
  kinds: readonly PaperKind[],
): Promise<void> {
  const { id, customerId } = application
  const text = papersAskedText(kinds.map((kind) => labelOf('paperKind', kind)))
  await send(ctx, {
    kind: 'sms',
    template: 'applications.papers_asked',
    recipient: await mobileOf(ctx, customerId),
    customerId,
    objectKind: 'application',
    objectId: id,
    body: text[await languageOf(ctx, customerId)],
    dedupKey: `papers-asked:${id}:${ctx.clock.now()}`,
  })
}
