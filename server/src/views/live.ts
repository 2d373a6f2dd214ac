import { actionLabel, type OutputOf, type watchApi } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { policyOn } from '../modules/policies/index.ts'
import { type Counted, type LiveState, readAlerts, readRules, SPANS, type Span } from '../modules/watch/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'

type Live = OutputOf<typeof watchApi.live>

/** A reading of the watch as people read it. */
export async function liveShown(ctx: ReadContext, state: LiveState): Promise<Live> {
  const texts = await reasonTexts(ctx)
  return {
    version: state.version,
    at: state.at,
    windows: (Object.keys(SPANS) as Span[]).map((window) => countedShown(window, state.counted[window], texts)),
    spike: Math.round(state.spike * 100) / 100,
    subjects: state.subjects.map(({ kind, count, customers }) => ({ kind: kind as 'phone', count, customers })),
    latest: state.latest.map(({ line, latencyMs }) => ({
      id: String(line.id),
      action: actionLabel(line.action) ?? { zh: line.action, en: line.action },
      objectKind: line.object_kind,
      objectId: line.object_id,
      outcome: typeof line.after?.outcome === 'string' ? line.after.outcome : null,
      amountFen: amountOf(line.after),
      at: line.recorded_at,
      latencyMs,
    })),
    alerts: (await readAlerts(ctx)).map((row) => ({
      id: row.id,
      ruleId: row.rule_id,
      measure: row.measure,
      window: row.span,
      beyond: row.beyond,
      threshold: row.threshold,
      observed: row.observed,
      events: row.events,
      about: row.about,
      at: row.raised_at,
      seenBy: row.seen_name,
    })),
    latency: state.latency,
  }
}

export async function liveRulesShown(ctx: ReadContext): Promise<OutputOf<typeof watchApi.liveRules>> {
  const rules = await readRules(ctx)
  return {
    rules: rules.map(({ id, measure, span, beyond, threshold, events_min, is_on, changed_by, changed_at }) => {
      const rule = { measure, window: span, beyond, threshold, eventsMin: events_min, isOn: is_on }
      return { id, ...rule, changedBy: changed_by, changedAt: changed_at }
    }),
  }
}

function countedShown(window: Span, counted: Counted, texts: ReadonlyMap<string, Localized>): Live['windows'][number] {
  const { decisions, outcomes, reasons } = counted
  const of = (outcome: string) => outcomes[outcome] ?? 0
  return {
    window,
    applications: counted.applications,
    requestedFen: String(counted.requestedFen),
    decisions,
    approved: of('approve'),
    referred: of('refer'),
    declined: of('decline'),
    moreData: of('moreData'),
    approvalPpm: decisions === 0 ? null : Math.round((1_000_000 * of('approve')) / decisions),
    disbursements: counted.disbursements,
    disbursedFen: String(counted.disbursedFen),
    repayments: counted.repayments,
    repaidFen: String(counted.repaidFen),
    reasons: Object.entries(reasons)
      .map(([code, count]) => ({ code, text: texts.get(code) ?? { zh: code, en: code }, count }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
      .slice(0, 8),
  }
}

/** What the reasons of the policy in force are called. */
async function reasonTexts(ctx: ReadContext): Promise<ReadonlyMap<string, Localized>> {
  const { policy } = await policyOn(ctx, await businessDate(ctx.db))
  return new Map(policy.reasons.map(({ code, staff }) => [code, staff]))
}

function amountOf(after: Readonly<Record<string, unknown>> | null): string | null {
  const amount = after?.requestedFen ?? after?.amountFen ?? after?.principalFen
  return typeof amount === 'string' || typeof amount === 'number' ? String(amount) : null
}
