import type { RawBuilder, SqlBool } from 'kysely'
import { later } from '../../platform/clock.ts'
import type { ReadContext } from '../../platform/context.ts'
import { openSubjects } from './subjects.ts'
import { eventOf, lastBefore, readLines, readSubjects, subjectsBefore } from './tail.ts'
import { LATEST, type LiveState, ofWindows } from './watcher.ts'
import { openWindows, SPANS } from './windows.ts'

/**
 * The same reading of some customers only, counted afresh from the journal of the last hour: a part of the country is
 * asked for now and then, so nothing is kept for it.
 */
export async function narrowedTo(
  { db, clock }: Pick<ReadContext, 'db' | 'clock'>,
  whole: LiveState,
  ofCustomer: (customerId: string) => RawBuilder<SqlBool>,
): Promise<LiveState> {
  const now = Date.parse(clock.now())
  const since = later(clock.now(), -SPANS['1h'])
  const windows = openWindows()
  const lines = []
  for (let floor = await lastBefore(db, since); ; ) {
    const chunk = await readLines(db, floor, ofCustomer('journal.customer_id'))
    if (chunk.length === 0) break
    floor = chunk.at(-1)!.id
    lines.push(...chunk)
  }
  for (const line of lines) windows.add(eventOf(line))
  windows.moveTo(now)
  const subjects = openSubjects()
  for (let seq = await subjectsBefore(db, since); ; ) {
    const chunk = await readSubjects(db, seq, ofCustomer('subject_event.customer_id'))
    if (chunk.length === 0) break
    seq = chunk.at(-1)!.seq
    for (const { kind, subject, customer_id, at } of chunk)
      subjects.add({ kind, subject, customer: customer_id, at: Date.parse(at) })
  }
  const latencies = new Map(whole.latest.map(({ line, latencyMs }) => [line.id, latencyMs]))
  return {
    ...whole,
    ...ofWindows(windows),
    subjects: subjects.top(now, 10),
    latest: lines
      .slice(-LATEST)
      .reverse()
      .map((line) => ({ line, latencyMs: latencies.get(line.id) ?? null })),
  }
}
