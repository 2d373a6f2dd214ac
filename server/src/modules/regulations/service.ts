import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../../platform/auth/approval.ts'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { endParameters, insertParameters, readParametersOf, updateDecided } from './parameter-store.ts'
import { isRuleId, parameterProblems, type SetParameter } from './parameters.ts'
import {
  insertAction,
  insertNote,
  insertReading,
  insertRegulation,
  type NewAction,
  type RegulationRow,
  type RegulationText,
  raiseRevision,
  readAction,
  readActions,
  readNotes,
  readRegulation,
  type StoredState,
  updateDone,
  updateState,
  updateText,
} from './store.ts'

const PARAMETERS = 'regulations.parameters'

/** @refuses regulations.not_found */
export async function regulationById({ db }: Pick<ReadContext, 'db'>, id: string): Promise<RegulationRow> {
  const row = await readRegulation(db, id)
  if (!row) throw new RefusalError({ code: 'regulations.not_found' })
  return row
}

/** Enters a policy that somebody has seen. It is watched until somebody says what it means. */
export async function enterRegulation(ctx: WriteContext, text: RegulationText): Promise<string> {
  requireRules(text.rules)
  const id = await insertRegulation(ctx, text)
  await recordOf(ctx, 'regulations.entered', id, { after: { ...text } })
  return id
}

/**
 * Changes the text of an entry. What the platform ships is changed by nobody; what is in force keeps its day.
 *
 * @refuses regulations.not_found, regulations.is_law, regulations.is_superseded, regulations.numbers_released,
 *   regulations.changed_meanwhile
 */
export async function changeRegulation(
  ctx: WriteContext,
  id: string,
  { revision, ...text }: RegulationText & { readonly revision: number },
): Promise<void> {
  const row = await openById(ctx, id)
  if (row.origin === 'law') throw new RefusalError({ code: 'regulations.is_law' })
  requireRules(text.rules)
  const numbers = await readParametersOf(ctx.db, id)
  const isFixed = numbers.some(({ status }) => status !== 'rejected')
  if (isFixed && text.effectiveOn !== row.effective_on) throw new RefusalError({ code: 'regulations.numbers_released' })
  if (!(await updateText(ctx, id, revision, text))) throw new RefusalError({ code: 'regulations.changed_meanwhile' })
  const before = { title: row.title, effectiveOn: row.effective_on, oldContracts: row.old_contracts }
  await recordOf(ctx, 'regulations.changed', id, { before, after: { ...text } })
}

async function openById(ctx: WriteContext, id: string): Promise<RegulationRow> {
  const row = await regulationById(ctx, id)
  if (row.state === 'superseded') throw new RefusalError({ code: 'regulations.is_superseded' })
  return row
}

function requireRules(rules: readonly string[]): void {
  const at = rules.findIndex((rule) => !isRuleId(rule))
  if (at < 0) return
  throw new RefusalError({ code: 'regulations.rule_unknown', rule: rules[at]! }, [
    { pointer: `/rules/${at}`, code: 'regulations.rule_unknown', facts: { rule: rules[at]! } },
  ])
}

/** Says how the lender reads a text: kept for ever, and everybody has to read it again. */
export async function interpret(ctx: WriteContext, id: string, body: Localized): Promise<string> {
  const row = await openById(ctx, id)
  const noteId = await insertNote(ctx, id, body)
  await raiseRevision(ctx.tx, id)
  if (row.state === 'watched') await updateState(ctx, id, { from: 'watched', to: 'interpreted' })
  await recordOf(ctx, 'regulations.interpreted', id, { after: { noteId, body } })
  return noteId
}

/** The reader has read the text and its interpretation as they stand. */
export async function acknowledgeReading(ctx: WriteContext, id: string, revision: number): Promise<void> {
  const row = await regulationById(ctx, id)
  if (row.revision !== revision) throw new RefusalError({ code: 'regulations.changed_meanwhile' })
  if (await insertReading(ctx, id, revision)) await recordOf(ctx, 'regulations.read', id, { after: { revision } })
}

/** What has to be done, by whom and by when. */
export async function addAction(ctx: WriteContext, of: NewAction): Promise<string> {
  await openById(ctx, of.regulationId)
  const actionId = await insertAction(ctx, of)
  await recordOf(ctx, 'regulations.action_added', of.regulationId, { after: { ...of, actionId } })
  return actionId
}

/** @refuses regulations.action_not_found, regulations.action_done */
export async function finishAction(ctx: WriteContext, actionId: string, note: string): Promise<void> {
  const action = await readAction(ctx.db, actionId)
  if (!action) throw new RefusalError({ code: 'regulations.action_not_found' })
  const isDone = await updateDone(ctx, actionId, await businessDate(ctx.db), note)
  if (!isDone) throw new RefusalError({ code: 'regulations.action_done' })
  await recordOf(ctx, 'regulations.action_finished', action.regulation_id, { after: { actionId, note } })
}

/**
 * Moves an entry on: what is interpreted is planned once somebody has to do something or a number is set. From its day a
 * planned entry is in force by itself.
 *
 * @refuses regulations.not_found, regulations.is_superseded, regulations.not_interpreted, regulations.nothing_planned
 */
export async function planRegulation(ctx: WriteContext, id: string): Promise<void> {
  const row = await openById(ctx, id)
  if (row.state === 'planned') return
  if ((await readNotes(ctx.db, id)).length === 0) throw new RefusalError({ code: 'regulations.not_interpreted' })
  const isEmpty = (await readActions(ctx.db, id)).length === 0 && (await readParametersOf(ctx.db, id)).length === 0
  if (isEmpty) throw new RefusalError({ code: 'regulations.nothing_planned' })
  await moveTo(ctx, row, 'planned')
}

/**
 * Ends an entry by a later one: its numbers hold until the later one's day.
 *
 * @refuses regulations.not_found, regulations.is_law, regulations.is_superseded, regulations.superseded_by_itself
 */
export async function supersede(ctx: WriteContext, id: string, byId: string): Promise<void> {
  const row = await openById(ctx, id)
  if (row.origin === 'law') throw new RefusalError({ code: 'regulations.is_law' })
  if (byId === id) throw new RefusalError({ code: 'regulations.superseded_by_itself' })
  const by = await openById(ctx, byId)
  await endParameters(ctx, id, by.effective_on)
  await moveTo(ctx, row, 'superseded', byId)
}

async function moveTo(ctx: WriteContext, row: RegulationRow, to: StoredState, by?: string): Promise<void> {
  const isMoved = await updateState(ctx, row.id, { from: row.state, to, ...(by ? { by } : {}) })
  if (!isMoved) throw new RefusalError({ code: 'regulations.changed_meanwhile' })
  const after = { state: to, ...(by ? { by } : {}) }
  await recordOf(ctx, 'regulations.moved', row.id, { before: { state: row.state }, after })
}

/**
 * Hands in the numbers that an entry sets, to hold from its day; a second person releases them.
 *
 * @refuses regulations.not_found, regulations.is_law, regulations.is_superseded, regulations.effective_in_past,
 *   regulations.numbers_invalid with every problem, approvals.already_asked
 */
export async function proposeParameters(
  ctx: WriteContext,
  id: string,
  numbers: readonly SetParameter[],
): Promise<string> {
  const row = await openById(ctx, id)
  if (row.origin === 'law') throw new RefusalError({ code: 'regulations.is_law' })
  await requireNotPast(ctx, row)
  const { kind } = await lenderProfile(ctx)
  requireLawfulNumbers(parameterProblems(kind, numbers))
  const payload = { code: row.number, numbers, effectiveOn: row.effective_on, oldContracts: row.old_contracts }
  const request = { kind: PARAMETERS, objectKind: 'regulation', objectId: id, payload } as const
  const approvalId = await askApprovalOnce(ctx, request)
  await insertParameters(ctx, { regulationId: id, approvalId, effectiveOn: row.effective_on, numbers })
  await recordOf(ctx, 'regulations.numbers_proposed', id, { after: payload })
  return approvalId
}

async function requireNotPast({ db }: WriteContext, row: RegulationRow): Promise<void> {
  if (row.effective_on <= (await businessDate(db))) throw new RefusalError({ code: 'regulations.effective_in_past' })
}

/** @refuses regulations.numbers_invalid with every problem and its place */
export function requireLawfulNumbers(problems: ReturnType<typeof parameterProblems>, at = '/numbers'): void {
  if (problems.length === 0) return
  throw new RefusalError(
    { code: 'regulations.numbers_invalid', count: problems.length },
    problems.map((one) => ({ pointer: `${at}/${one.at}/value`, code: one.code })),
  )
}

/**
 * Releases the numbers or sends them back. Who handed them in cannot.
 *
 * @refuses regulations.not_found, approvals.none_pending, approvals.maker_cannot_check, regulations.effective_in_past
 */
export async function decideParameters(
  ctx: WriteContext,
  id: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<'released' | 'rejected'> {
  const row = await regulationById(ctx, id)
  const approval = await decidePending(ctx, { kind: PARAMETERS, objectId: id, verdict, note })
  const status = verdict === 'approve' ? 'released' : 'rejected'
  if (status === 'released') await requireNotPast(ctx, row)
  await updateDecided(ctx, approval.id, status)
  if (status === 'released' && row.state !== 'planned') await moveTo(ctx, row, 'planned')
  await recordOf(ctx, 'regulations.numbers_decided', id, { reason: note, after: { status, approvalId: approval.id } })
  return status
}

/** The numbers that wait for a second person, and who handed them in. */
export function pendingParameters(ctx: Pick<ReadContext, 'db'>, id: string) {
  return pendingApproval(ctx, PARAMETERS, id)
}

type Action =
  | 'regulations.entered'
  | 'regulations.changed'
  | 'regulations.interpreted'
  | 'regulations.read'
  | 'regulations.action_added'
  | 'regulations.action_finished'
  | 'regulations.moved'
  | 'regulations.numbers_proposed'
  | 'regulations.numbers_decided'

interface Told {
  readonly before?: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  readonly reason?: string
}

function recordOf(ctx: WriteContext, action: Action, objectId: string, { before, after, reason }: Told): Promise<void> {
  return record(ctx, {
    action,
    objectKind: 'regulation',
    objectId,
    ...(reason ? { reason } : {}),
    ...(before ? { before } : {}),
    after,
  })
}

/** In which state an entry is on a day; what is planned is in force from its day, and over after its last. */
export function stateOn(row: Pick<RegulationRow, 'state' | 'effective_on' | 'effective_to'>, on: Day) {
  if (row.state !== 'planned' || row.effective_on > on) return row.state
  return row.effective_to !== null && row.effective_to < on ? ('superseded' as const) : ('inForce' as const)
}
