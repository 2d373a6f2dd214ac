import { systemActor } from '../../platform/actor.ts'
import { later, wallNow } from '../../platform/clock.ts'
import { type Platform, write } from '../../platform/context.ts'
import { type Loop, startLoop } from '../../platform/loop.ts'
import { brokenBy, raiseAlert, readRules } from './alerts.ts'
import { openLatency } from './latency.ts'
import { openSubjects, type SubjectCount } from './subjects.ts'
import { eventOf, type Line, lastBefore, readLines, readSubjects, subjectsBefore } from './tail.ts'
import { type Counted, openWindows, SPANS, type Span, spikeOf, type Windows } from './windows.ts'

const PAUSE_MS = 150
/** Numbers are given out before they are committed: so long a lower one may still come in. */
const SETTLED_MS = 10_000
export const LATEST = 40
const HOUR_MS = 3_600_000
const RULES_EVERY_MS = 2_000

export interface Happened {
  readonly line: Line
  /** From its writing until it could be read here; null for what was there before the watch began. */
  readonly latencyMs: number | null
}

export interface LiveState {
  readonly version: number
  readonly at: string
  readonly counted: Readonly<Record<Span, Counted>>
  readonly spike: number
  readonly subjects: readonly SubjectCount[]
  readonly latest: readonly Happened[]
  readonly latency: ReturnType<ReturnType<typeof openLatency>['read']>
}

/** What the windows say: counts of each, and how far the last minute is above the hour. */
export function ofWindows(windows: Windows): Pick<LiveState, 'counted' | 'spike'> {
  const counted = Object.fromEntries(
    (Object.keys(SPANS) as Span[]).map((span) => [span, windows.read(span)]),
  ) as LiveState['counted']
  return { counted, spike: spikeOf(counted['1m'].applications, counted['1h'].applications) }
}

/** Follows the journal and keeps the windows; one per process. */
export interface Watcher {
  read(): LiveState
  /** Resolves when something newer than a version can be read, or after a while. */
  newerThan(version: number, waitMs: number): Promise<LiveState>
  stop(): Promise<void>
}

/**
 * Starts to follow. The journal is followed by its number rather than by NOTIFY: a commit that notifies takes a lock over
 * the whole database, and payments would wait for each other.
 */
export async function startWatcher(platform: Platform): Promise<Watcher> {
  const { db, clock } = platform
  const [windows, subjects, latency] = [openWindows(), openSubjects(), openLatency()]
  const since = later(clock.now(), -HOUR_MS)
  let floor = await lastBefore(db, since)
  let subjectSeq = await subjectsBefore(db, since)
  let version = 0
  let latest: Happened[] = []
  let isCaughtUp = false
  let checkedRulesAt = 0
  const seen = new Map<bigint, number>()
  const waiting = new Set<() => void>()

  async function round(): Promise<boolean> {
    const lines = (await readLines(db, floor)).filter(({ id }) => !seen.has(id))
    const applied = await readSubjects(db, subjectSeq)
    const now = Date.parse(clock.now())
    for (const line of lines) take(line, now)
    for (const { seq, kind, subject, customer_id, at } of applied) {
      subjects.add({ kind, subject, customer: customer_id, at: Date.parse(at) })
      subjectSeq = seq
    }
    windows.moveTo(now)
    settle()
    if (lines.length > 0 || applied.length > 0 || version === 0) announce()
    if (isCaughtUp && wall() - checkedRulesAt >= RULES_EVERY_MS) await checkRules()
    isCaughtUp = true
    return lines.length >= 1_000
  }

  function take(line: Line, now: number): void {
    const event = eventOf(line)
    windows.add(event)
    seen.set(line.id, wall())
    const latencyMs = isCaughtUp ? Math.max(0, now - event.at) : null
    if (latencyMs !== null) latency.add(latencyMs)
    latest = [{ line, latencyMs }, ...latest].slice(0, LATEST)
  }

  /** Forgets numbers that nothing can come in below any more. */
  function settle(): void {
    const before = wall() - SETTLED_MS
    for (const [id, at] of seen) {
      if (at > before) return
      floor = id > floor ? id : floor
      seen.delete(id)
    }
  }

  function announce(): void {
    version += 1
    for (const wake of waiting) wake()
    waiting.clear()
  }

  async function checkRules(): Promise<void> {
    checkedRulesAt = wall()
    const broken = brokenBy(await readRules({ db }), read())
    let isRaised = false
    for (const one of broken) {
      isRaised = (await write(platform, { actor: systemActor('watch') }, (ctx) => raiseAlert(ctx, one))) || isRaised
    }
    if (isRaised) announce()
  }

  function read(): LiveState {
    const now = clock.now()
    windows.moveTo(Date.parse(now))
    return {
      version,
      at: now,
      ...ofWindows(windows),
      subjects: subjects.top(Date.parse(now), 10),
      latest,
      latency: latency.read(),
    }
  }

  await round()
  const loop: Loop = startLoop('watch', PAUSE_MS, platform.log, round)
  return {
    read,
    newerThan: async (known, waitMs) => {
      if (version > known || waitMs === 0) return read()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, waitMs)
        function done(): void {
          clearTimeout(timer)
          waiting.delete(done)
          resolve()
        }
        waiting.add(done)
      })
      return read()
    },
    stop: () => {
      for (const wake of waiting) wake()
      return loop.stop()
    },
  }
}

/** Real time: how long to wait does not follow the lender's clock. */
function wall(): number {
  return Date.parse(wallNow())
}
