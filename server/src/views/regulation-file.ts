import type { OutputOf, regulationsApi } from '@puhui/api'
import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { RULES, type RuleFacts, type RuleId, SOURCES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import { repricingOf } from '../flows/reprice-contracts.ts'
import { readOffered } from '../modules/products/index.ts'
import {
  type Law,
  lawOn,
  numbersOf,
  packWith,
  pendingParameters,
  pricerOn,
  productEffects,
  type RegulationRow,
  readActions,
  readNotes,
  readNumbersInForce,
  readParametersOf,
  regulationById,
  type SetParameter,
  settables,
  stateOn,
  textOf,
} from '../modules/regulations/index.ts'
import { actorNames } from '../platform/actor-names.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'
import { daysLeft } from './regulation-list.ts'

type Api = typeof regulationsApi
type Shown = OutputOf<Api['getRegulation']>

/** An entry with everything that hangs on it. */
export async function regulationFile(ctx: ReadContext, id: string): Promise<Shown> {
  const row = await regulationById(ctx, id)
  const on = await businessDate(ctx.db)
  const numbers = await readParametersOf(ctx.db, id)
  const pending = await pendingParameters(ctx, id)
  const set = numbers.filter(({ status }) => status !== 'rejected')
  const law = await lawOn(ctx, row.effective_on > on ? row.effective_on : on)
  const readings = await readingsOf(ctx, row)
  return {
    ...headOf(row, on),
    ...(await peopleOf(ctx, row)),
    supersededBy: await shortOf(ctx, row.superseded_by),
    rules: row.rules.map((rule) => ruleShown(rule as RuleId, law)),
    numbers: numbers.map((one) => ({
      id: one.id,
      rule: one.rule,
      ruleTitle: RULES[one.rule as RuleId].title,
      parameter: one.parameter,
      unit: unitOf(law, one),
      value: one.value,
      law: lawTextOf(law, one),
      effectiveOn: one.effective_on,
      endedOn: one.ended_on,
      status: one.status,
      author: one.author_name,
      approver: one.approver_name,
      proposedAt: one.proposed_at,
    })),
    pending: pending && {
      approvalId: pending.id,
      makerId: pending.maker_id,
      makerName: pending.maker_name ?? pending.maker_id,
    },
    repricing: await repricingOf(ctx, id),
    products: await affectedProducts(ctx, row, set, law),
    actions: (await readActions(ctx.db, id)).map((action) => ({
      id: action.id,
      title: action.title,
      ownerId: action.owner_id,
      owner: action.owner,
      dueOn: action.due_on,
      daysLeft: daysBetween(on, action.due_on),
      doneOn: action.done_on,
      doer: action.doer,
      note: action.note,
    })),
    notes: (await readNotes(ctx.db, id)).map(({ id: noteId, body, author, written_at }) => ({
      id: noteId,
      body,
      author,
      writtenAt: written_at,
    })),
    isRead: readings.some(({ id: reader, readAt }) => reader === ctx.actor.id && readAt !== null),
    readings: readings.map(({ id: _id, ...reading }) => reading),
    whatIfs: await whatIfsOf(ctx, id),
    measures: await measuresOf(ctx, id),
  }
}

function headOf(row: RegulationRow, on: Day) {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    issuer: row.issuer,
    reference: row.reference,
    address: row.address,
    body: row.body,
    origin: row.origin,
    state: stateOn(row, on),
    publishedOn: row.published_on,
    effectiveOn: row.effective_on,
    effectiveTo: row.effective_to,
    daysLeft: daysLeft(row.effective_on, on),
    oldContracts: row.old_contracts,
    revision: row.revision,
    ownerId: row.owner_id,
    createdAt: row.created_at,
  }
}

async function peopleOf(ctx: ReadContext, row: RegulationRow) {
  const nameOf = await actorNames(ctx, [row.owner_id, row.created_by])
  return { owner: row.owner_id === null ? null : nameOf(row.owner_id), createdBy: nameOf(row.created_by) }
}

async function shortOf(ctx: ReadContext, id: string | null) {
  if (id === null) return null
  const { number, title } = await regulationById(ctx, id)
  return { id, number, title }
}

function ruleShown(id: RuleId, law: Law): Shown['rules'][number] {
  const rule: RuleFacts = RULES[id]
  return {
    id,
    title: rule.title,
    text: rule.text,
    instrument: rule.instrument,
    parameters: numbersOf(id).map(({ parameter, unit, law: value }) => ({
      parameter,
      unit,
      law: value,
      inForce: textOf(law.pack.values[id][parameter] ?? null),
    })),
    sources: rule.sources.map((source) => ({ title: SOURCES[source].title, address: SOURCES[source].address })),
  }
}

function unitOf({ kind }: Law, { rule, parameter }: SetParameter) {
  return settables(kind).find((one) => one.rule === rule && one.parameter === parameter)?.unit ?? ('count' as const)
}

function lawTextOf({ kind }: Law, { rule, parameter }: SetParameter): string {
  return settables(kind).find((one) => one.rule === rule && one.parameter === parameter)?.law ?? ''
}

/** The products on sale on the entry's day, and what its own numbers refuse of them. */
async function affectedProducts(
  ctx: ReadContext,
  row: RegulationRow,
  set: readonly SetParameter[],
  law: Law,
): Promise<Shown['products']> {
  if (set.length === 0) return []
  const effectiveOn = row.effective_on
  const others = (await readNumbersInForce(ctx.db, effectiveOn)).filter((one) => one.regulationId !== row.id)
  const packs = { before: packWith(law.kind, others), pack: packWith(law.kind, [...others, ...set]) }
  const versions = (await readOffered(ctx.db, effectiveOn)).map((one) => ({ ...one, isOnSale: true }))
  const scenario = { numbers: set, effectiveOn, oldContracts: row.old_contracts, from: effectiveOn, to: effectiveOn }
  return productEffects({ versions, scenario }, pricerOn(effectiveOn), packs).map((effect) => ({
    code: effect.version.code,
    name: effect.version.name as Localized,
    version: effect.version.version,
    offers: effect.offers,
    refused: effect.refused,
    dearestCostPpm: Number(effect.dearestCostPpm),
    longestMonths: Math.max(...effect.version.terms.termMonths),
    largestFen: String(effect.version.terms.amountFen.max),
  }))
}

async function readingsOf(ctx: ReadContext, row: RegulationRow) {
  const { rows } = await sql<{ id: string; name: string; roles: string[]; readAt: string | null }>`
    select u.id, u.name, coalesce(array_agg(s.role_id order by s.role_id) filter (where s.role_id is not null), '{}') as roles,
      max(g.read_at) as "readAt"
    from staff_user u
    left join staff_user_role s on s.user_id = u.id
    left join regulation_reading g on g.reader_id = u.id and g.regulation_id = ${row.id} and g.revision = ${row.revision}
    where u.status = 'active'
    group by u.id order by max(g.read_at) nulls last, u.name, u.id`.execute(ctx.db)
  return rows
}

async function whatIfsOf(ctx: ReadContext, id: string): Promise<Shown['whatIfs']> {
  const rows = await ctx.db
    .selectFrom('regulation_what_if as w')
    .leftJoin('staff_user as u', 'u.id', 'w.made_by')
    .select(['w.id', 'w.name', 'w.status', 'w.made_at', sql<string>`coalesce(u.name, w.made_by)`.as('made_by')])
    .where('w.regulation_id', '=', id)
    .orderBy('w.made_at', 'desc')
    .execute()
  return rows.map(({ made_by, made_at, ...row }) => ({ ...row, madeBy: made_by, madeAt: made_at }))
}

/** What was done to products because of an entry, with how the versions stand. */
export async function measuresOf(ctx: ReadContext, regulationId: string): Promise<Shown['measures']> {
  const rows = await ctx.db
    .selectFrom('regulation_measure as m')
    .leftJoin('product_version as v', 'v.id', 'm.version_id')
    .leftJoin('product as p', 'p.code', 'm.product_code')
    .leftJoin('staff_user as u', 'u.id', 'm.taken_by')
    .selectAll('m')
    .select(['v.version', 'v.status as version_status', 'p.id as product_id'])
    .select(sql<string>`coalesce(u.name, m.taken_by)`.as('taker'))
    .where('m.regulation_id', '=', regulationId)
    .orderBy('m.product_code')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    whatIfId: row.what_if_id,
    productCode: row.product_code,
    productId: row.product_id,
    kind: row.kind,
    version: row.version,
    versionStatus: row.version_status,
    effectiveOn: row.effective_on,
    takenBy: row.taker,
  }))
}

/** What can be set, what holds today, and who can be asked to do something. */
export async function regulationOptions(ctx: ReadContext): Promise<OutputOf<Api['getRegulationOptions']>> {
  const on = await businessDate(ctx.db)
  const { kind } = await lenderProfile(ctx)
  const law = await lawOn(ctx, addDays(on, 1))
  const people = await ctx.db
    .selectFrom('staff_user')
    .select(['id', 'name'])
    .where('status', '=', 'active')
    .orderBy('name')
    .execute()
  const all = Object.values(RULES as Readonly<Record<RuleId, RuleFacts>>)
  return {
    businessOn: on,
    numbers: settables(kind).map(({ bound, ...one }) => ({
      ...one,
      ruleTitle: RULES[one.rule].title,
      bound: bound === 'fixed' ? 'free' : bound,
      inForce: textOf(law.pack.values[one.rule][one.parameter] ?? null),
    })),
    rules: all.filter((rule) => rule.lenderKinds.includes(kind)).map(({ id, title }) => ({ id, title })),
    people,
  }
}
