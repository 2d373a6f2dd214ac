import type { Day } from '@puhui/calendar'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { isExpiryPossible, type ListName, type RequestKind, statusAfter, type Verdict } from './model.ts'
import {
  expireBefore,
  insertEntries,
  insertRequests,
  type NewEntry,
  readEntry,
  readLists,
  readRequest,
  updateDecided,
  updateStatus,
} from './store.ts'
import { type Subject, type SubjectKind, subjectFrom } from './subject.ts'

export interface Proposal {
  readonly list: ListName
  readonly kind: SubjectKind
  /** As somebody has them: one, or the lines of a file. */
  readonly values: readonly string[]
  readonly reason: string
  readonly expiresOn: Day
}

/**
 * Asks for subjects to be put on a list, all or none. Nothing holds until another person has approved.
 *
 * @returns the ids of the entries, in the order given; a value that is given twice is one entry
 * @refuses lists.expiry_not_possible, lists.value_invalid and lists.already_listed with every line
 */
export async function propose(ctx: WriteContext, proposal: Proposal, origin: NewEntry['origin']): Promise<string[]> {
  const { list, kind, reason, expiresOn } = proposal
  const on = await businessDate(ctx.db)
  if (!isExpiryPossible(expiresOn, on)) throw new RefusalError({ code: 'lists.expiry_not_possible', expiresOn })
  const read = proposal.values.map((text) => subjectFrom(ctx.keys, kind, text))
  const wrong = read.flatMap((subject, line) => (subject === null ? [line] : []))
  if (wrong.length > 0) throw refusedLines('lists.value_invalid', wrong)
  const subjects = distinct(read.filter((subject) => subject !== null))
  const entries = subjects.map(({ index, masked, line }) => {
    return { id: ctx.ids.next('lst'), list, kind, subject: index, masked, reason, expiresOn, origin, line }
  })
  await expireBefore(
    ctx,
    on,
    entries.map(({ subject }) => subject),
  )
  const taken = await insertEntries(
    ctx,
    entries.map(({ line: _line, ...entry }) => entry),
  )
  const listed = entries.filter(({ id }) => !taken.has(id)).map(({ line }) => line)
  if (listed.length > 0) throw refusedLines('lists.already_listed', listed)
  await insertRequests(
    ctx,
    entries.map(({ id }) => ({ entryId: id, kind: 'add', reason })),
  )
  for (const { id, masked } of entries) {
    const after = { list, kind, subject: masked, expiresOn }
    await record(ctx, { action: 'lists.proposed', objectKind: 'listEntry', objectId: id, reason, after })
  }
  return entries.map(({ id }) => id)
}

function refusedLines(code: 'lists.value_invalid' | 'lists.already_listed', lines: readonly number[]): RefusalError {
  const problems = lines.map((line) => ({ pointer: `/values/${line}`, code, facts: { line: line + 1 } }))
  return new RefusalError({ code, line: lines[0]! + 1 }, problems)
}

function distinct<T extends Subject>(subjects: readonly T[]): readonly (T & { readonly line: number })[] {
  const seen = new Set<string>()
  return subjects.flatMap((subject, line) => {
    const key = subject.index.toString('base64')
    if (seen.has(key)) return []
    seen.add(key)
    return [{ ...subject, line }]
  })
}

/**
 * Asks for an entry to be taken off, or appeals against it.
 *
 * @refuses lists.not_found, lists.not_active, lists.request_open
 */
export async function ask(
  ctx: WriteContext,
  entryId: string,
  kind: Exclude<RequestKind, 'add'>,
  reason: string,
): Promise<void> {
  const entry = await readEntry(ctx.db, entryId)
  if (!entry) throw new RefusalError({ code: 'lists.not_found' })
  if (entry.status !== 'active') throw new RefusalError({ code: 'lists.not_active' })
  if (!(await insertRequests(ctx, [{ entryId, kind, reason }]))) throw new RefusalError({ code: 'lists.request_open' })
  const action = kind === 'appeal' ? 'lists.appealed' : 'lists.removal_asked'
  await record(ctx, { action, objectKind: 'listEntry', objectId: entryId, reason })
}

/**
 * Decides requests, all or none; who asked does not decide.
 *
 * @refuses lists.not_found, lists.own_request, lists.already_decided
 */
export async function decideRequests(
  ctx: WriteContext,
  ids: readonly string[],
  verdict: Verdict,
  note: string,
): Promise<void> {
  for (const id of ids) {
    const request = await readRequest(ctx.db, id)
    if (!request) throw new RefusalError({ code: 'lists.not_found' })
    if (request.requested_by === ctx.actor.id) throw new RefusalError({ code: 'lists.own_request' })
    if (!(await updateDecided(ctx, id, verdict, note))) throw new RefusalError({ code: 'lists.already_decided' })
    const status = statusAfter(request.kind, verdict, request.status)
    await updateStatus(ctx, request.entry_id, status)
    await record(ctx, {
      action: 'lists.decided',
      objectKind: 'listEntry',
      objectId: request.entry_id,
      ...(note === '' ? {} : { reason: note }),
      before: { status: request.status },
      after: {
        list: request.list,
        kind: request.subject_kind,
        subject: request.masked,
        request: request.kind,
        verdict,
        status,
      },
    })
  }
}

/** On which lists an applicant stands today, by anything they are known by. */
export async function listedOn(
  ctx: Pick<ReadContext, 'db'>,
  subjects: readonly Subject[],
  on: Day,
): Promise<Readonly<Record<ListName, boolean>>> {
  const lists = await readLists(ctx.db, subjects, on)
  return { black: lists.has('black'), grey: lists.has('grey'), white: lists.has('white') }
}
