import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { LiveRuleTable, Measure } from './schema.ts'
import type { SubjectCount } from './subjects.ts'
import { type Counted, type Span, spikeOf } from './windows.ts'

export type Rule = Omit<LiveRuleTable, 'changed_at'> & { readonly changed_at: string }

const SLOT_MS = 300_000

export interface Reading {
  readonly counted: Readonly<Record<Span, Counted>>
  readonly subjects: readonly SubjectCount[]
}

export interface Broken {
  readonly rule: Rule
  readonly observed: number
  readonly events: number
  readonly about: string | null
}

/** The rules that a reading breaks; one with too few events says nothing. */
export function brokenBy(rules: readonly Rule[], reading: Reading): Broken[] {
  return rules.flatMap((rule) => {
    if (!rule.is_on) return []
    const { observed, events, about } = observedBy(rule, reading)
    const isBroken = rule.beyond === 'above' ? observed > rule.threshold : observed < rule.threshold
    return isBroken && events >= rule.events_min ? [{ rule, observed, events, about }] : []
  })
}

function observedBy({ measure, span }: Rule, { counted, subjects }: Reading): Omit<Broken, 'rule'> {
  const { applications, requestedFen, decisions, outcomes } = counted[span]
  const rate = (outcome: string): Omit<Broken, 'rule'> => ({
    observed: decisions === 0 ? 0 : Math.round((1_000_000 * (outcomes[outcome] ?? 0)) / decisions),
    events: decisions,
    about: null,
  })
  const minute = counted['1m'].applications
  const [top] = subjects
  const readings: Readonly<Record<Measure, () => Omit<Broken, 'rule'>>> = {
    approvalRate: () => rate('approve'),
    referRate: () => rate('refer'),
    declineRate: () => rate('decline'),
    applications: () => ({ observed: applications, events: applications, about: null }),
    requestedFen: () => ({ observed: requestedFen, events: applications, about: null }),
    spike: () => ({ observed: spikeOf(minute, counted['1h'].applications), events: minute, about: null }),
    subject: () => ({ observed: top?.count ?? 0, events: top?.count ?? 0, about: top?.kind ?? null }),
  }
  return readings[measure]()
}

/** Raises an alert once per rule and five minutes, whichever process sees it first. */
export async function raiseAlert(ctx: WriteContext, { rule, observed, events, about }: Broken): Promise<boolean> {
  const now = ctx.clock.now()
  const id = ctx.ids.next('lal')
  const { measure, span, beyond, threshold } = rule
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('live_alert')
    .values({
      id,
      rule_id: rule.id,
      slot: BigInt(Math.floor(Date.parse(now) / SLOT_MS)),
      measure,
      span,
      beyond,
      threshold,
      observed,
      events,
      about,
      raised_at: now,
      seen_by: null,
      seen_at: null,
      note: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  const after = { ruleId: rule.id, measure, span, observed, threshold, events }
  await record(ctx, { action: 'watch.alert_raised', objectKind: 'liveAlert', objectId: id, after })
  return true
}

export async function readRules({ db }: Pick<ReadContext, 'db'>): Promise<Rule[]> {
  return db.selectFrom('live_rule').selectAll().orderBy('id').execute()
}

export function readAlerts({ db }: Pick<ReadContext, 'db'>) {
  return db
    .selectFrom('live_alert as a')
    .leftJoin('staff_user as u', 'u.id', 'a.seen_by')
    .selectAll('a')
    .select(sql<string | null>`coalesce(u.name, a.seen_by)`.as('seen_name'))
    .orderBy('a.raised_at', 'desc')
    .orderBy('a.id')
    .limit(20)
    .execute()
}

export type RuleChange = Pick<Rule, 'measure' | 'span' | 'beyond' | 'threshold' | 'events_min' | 'is_on'>

export async function setRule(ctx: WriteContext, ruleId: string, change: RuleChange): Promise<void> {
  const before = await ctx.tx
    .selectFrom('live_rule')
    .select(['measure', 'span', 'beyond', 'threshold', 'events_min', 'is_on'])
    .where('id', '=', ruleId)
    .executeTakeFirst()
  const by = { changed_by: ctx.actor.id, changed_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('live_rule')
    .values({ id: ruleId, ...change, ...by })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...change, ...by }))
    .execute()
  await record(ctx, {
    action: 'watch.rule_set',
    objectKind: 'liveRule',
    objectId: ruleId,
    before: before ?? null,
    after: change,
  })
}

/** @refuses watch.alert_not_found */
export async function seeAlert(ctx: WriteContext, alertId: string, note: string): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('live_alert')
    .set({ seen_by: ctx.actor.id, seen_at: ctx.clock.now(), note })
    .where('id', '=', alertId)
    .where('seen_by', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new RefusalError({ code: 'watch.alert_not_found' })
  await record(ctx, { action: 'watch.alert_seen', objectKind: 'liveAlert', objectId: alertId, reason: note })
}
