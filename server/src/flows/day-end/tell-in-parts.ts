import type { Day } from '@puhui/calendar'
import { insertMarkers } from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { letPeopleFirst } from '../../platform/people-first.ts'
import { chunksOf, type DayEndRun, type ResumeAt, within } from './run-context.ts'

/** So many messages go with the last transaction of the day; more of them have transactions of their own. */
export const FEW = 100
/** A part is written by one statement. It is small, because payments of the same moment wait while it is made ready. */
const AT_ONCE = 20

export interface Tellable {
  /** Parts are told in the order of keys, and a run that was killed goes on after the last one told. */
  readonly key: string
  readonly amountFen: bigint
}

export interface Telling<T extends Tellable> {
  readonly step: 'pastDue' | 'reminders'
  readonly all: readonly T[]
  /** @returns how many messages were new */
  readonly send: (ctx: WriteContext, part: readonly T[]) => Promise<number>
  /** What a marker says of a part, beside where it ended. */
  readonly figures: (sent: number) => { readonly count: number; readonly figures: Readonly<Record<string, unknown>> }
}

export interface Rest<T> {
  readonly items: readonly T[]
  readonly chunk: number
}

/** Tells many in parts of a hundred, each with its marker in its own transaction; what is left is few. */
export async function tellMany<T extends Tellable>(
  run: DayEndRun,
  on: Day,
  { telling, from }: { readonly telling: Telling<T>; readonly from: ResumeAt },
): Promise<Rest<T>> {
  let items = telling.all.filter(({ key }) => key > from.afterId)
  let { chunk } = from
  for (; items.length > FEW; items = items.slice(FEW)) {
    const part = items.slice(0, FEW)
    const started = performance.now()
    await within(run, async (ctx) => {
      const { count, figures } = telling.figures(await tellFew(ctx, telling, part))
      const tookMs = performance.now() - started
      const amountFen = part.reduce((sum, one) => sum + one.amountFen, 0n)
      const lastId = part.at(-1)!.key
      await insertMarkers(ctx.tx, on, [
        { step: telling.step, chunk, count, amountFen, tookMs, figures: { ...figures, lastId } },
      ])
    })
    chunk += 1
  }
  return { items, chunk }
}

export async function tellFew<T extends Tellable>(
  ctx: WriteContext,
  { send }: Pick<Telling<T>, 'send'>,
  items: readonly T[],
): Promise<number> {
  let sent = 0
  for (const part of chunksOf(items, AT_ONCE)) {
    sent += await send(ctx, part)
    await letPeopleFirst()
  }
  return sent
}
