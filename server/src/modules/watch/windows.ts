/** One thing that happened; money in fen as a number, exact far beyond any lender's hour. */
export interface LiveEvent {
  readonly kind: 'applied' | 'decided' | 'disbursed' | 'repaid'
  /** Milliseconds since 1970, by the lender's clock. */
  readonly at: number
  readonly amountFen: number
  readonly outcome: string | null
  readonly reasons: readonly string[]
}

export interface Counted {
  readonly applications: number
  readonly requestedFen: number
  readonly decisions: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly disbursements: number
  readonly disbursedFen: number
  readonly repayments: number
  readonly repaidFen: number
  readonly reasons: Readonly<Record<string, number>>
}

export const SPANS = { '1m': 60_000, '5m': 300_000, '1h': 3_600_000 } as const
export type Span = keyof typeof SPANS

/**
 * Counts over stretches of time up to now. Each event is added once and taken off once per stretch, so a reading costs
 * nothing that grows with the hour. What is as old as the stretch is outside.
 */
export interface Windows {
  add(event: LiveEvent): void
  /** Lets time pass; readings are up to here. */
  moveTo(now: number): void
  read(span: Span): Counted
}

export function openWindows(): Windows {
  const events: LiveEvent[] = []
  const sums = new Map<Span, Sum>(spans().map((span) => [span, emptySum()]))
  let now = 0

  function moveTo(to: number): void {
    now = Math.max(now, to)
    for (const [span, sum] of sums) {
      const from = now - SPANS[span]
      while (sum.first < events.length && events[sum.first]!.at <= from) take(sum, events[sum.first++]!, -1)
    }
    const gone = Math.min(...[...sums.values()].map(({ first }) => first))
    if (gone < FORGET_AT) return
    events.splice(0, gone)
    for (const sum of sums.values()) sum.first -= gone
  }

  function add(event: LiveEvent): void {
    moveTo(event.at)
    const at = placeFor(events, event.at)
    events.splice(at, 0, event)
    for (const [span, sum] of sums) {
      if (event.at > now - SPANS[span]) take(sum, event, 1)
      else sum.first += 1
    }
  }

  return { add, moveTo, read: (span) => countedOf(sums.get(span)!) }
}

const FORGET_AT = 1_000

interface Sum {
  /** The first event inside. */
  first: number
  readonly by: Map<string, number>
}

function spans(): Span[] {
  return Object.keys(SPANS) as Span[]
}

function emptySum(): Sum {
  return { first: 0, by: new Map() }
}

/** Late ones go where they belong; nearly all go to the end. */
function placeFor(events: readonly LiveEvent[], at: number): number {
  let place = events.length
  while (place > 0 && events[place - 1]!.at > at) place -= 1
  return place
}

function take({ by }: Sum, { kind, amountFen, outcome, reasons }: LiveEvent, sign: 1 | -1): void {
  const plus = (key: string, amount: number) => by.set(key, (by.get(key) ?? 0) + sign * amount)
  plus(kind, 1)
  plus(`${kind}Fen`, amountFen)
  if (kind !== 'decided') return
  if (outcome !== null) plus(`outcome:${outcome}`, 1)
  for (const code of reasons) plus(`reason:${code}`, 1)
}

function countedOf({ by }: Sum): Counted {
  const of = (key: string) => by.get(key) ?? 0
  const named = (prefix: string) =>
    Object.fromEntries(
      [...by]
        .filter(([key, count]) => key.startsWith(prefix) && count > 0)
        .map(([key, count]) => [key.slice(prefix.length), count]),
    )
  return {
    applications: of('applied'),
    requestedFen: of('appliedFen'),
    decisions: of('decided'),
    outcomes: named('outcome:'),
    disbursements: of('disbursed'),
    disbursedFen: of('disbursedFen'),
    repayments: of('repaid'),
    repaidFen: of('repaidFen'),
    reasons: named('reason:'),
  }
}

/**
 * How far the last minute is above what the hour before it lets one expect, in deviations of a Poisson count; at least
 * one application a minute is expected, so that a quiet night does not make two a spike.
 */
export function spikeOf(minute: number, hour: number): number {
  const expected = Math.max(1, (hour - minute) / 59)
  return (minute - expected) / Math.sqrt(expected)
}
