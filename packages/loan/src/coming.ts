import type { Day } from '@puhui/calendar'
import type { Core } from './core.ts'
import type { Extended, InterestPaused, LoanEvent, Repriced, Rescheduled } from './event.ts'

/** A change that holds from a day to come, as it will be made on that day. */
export type Coming = Repriced | Extended | InterestPaused

/** The change that an event announces for a day after its value day; undefined for one that holds at once. */
export function comesOn(event: LoanEvent): Coming | undefined {
  const from = holdsFrom(event)
  return from !== undefined && from > event.valueOn ? ({ ...event, valueOn: from } as Coming) : undefined
}

function holdsFrom(event: LoanEvent): Day | undefined {
  const isChange = event.kind === 'repriced' || event.kind === 'extended' || event.kind === 'interestPaused'
  return isChange ? event.from : undefined
}

/** Adds a change to those that are to come, in the order of their days. */
export function withComing(core: Core, added: Coming): Core {
  const later = core.coming.findIndex(({ valueOn }) => valueOn > added.valueOn)
  return { ...core, coming: core.coming.toSpliced(later < 0 ? core.coming.length : later, 0, added) }
}

/** New terms take the place of all that was agreed for days to come; instalments laid out anew, of other days for them. */
export function withoutComing(core: Core, { reAge, reAmortise }: Rescheduled): Core {
  if (core.coming.length === 0 || reAmortise) return core
  return { ...core, coming: core.coming.filter(({ kind }) => reAge && kind !== 'extended') }
}
