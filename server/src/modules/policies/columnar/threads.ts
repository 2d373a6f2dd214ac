import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { assert } from '@puhui/kernel'
import type { Policy } from '@puhui/policy'
import { policyInUse } from '../model.ts'
import { type Past, rehearsal } from './rehearse.ts'
import { addTally, type Tally } from './tally.ts'
import type { Errand } from './worker.ts'

export interface RehearsalPlan {
  readonly past: Past
  readonly champion: Policy
  readonly challenger: Policy
  /** Threads beside this one; 0 does all the work here. As many as there are processors when left out. */
  readonly threads?: number
  /** Called between stretches with the rows done so far; what it throws stops the work. */
  readonly onProgress?: (done: number) => void | Promise<void>
}

const ROWS_PER_STEP = 65_536
/** Fewer rows than this are done sooner than threads start. */
const WORTH_THREADS = 200_000

/** Two versions over past applications, on all processors. */
export async function rehearse(plan: RehearsalPlan): Promise<Tally> {
  const { count } = plan.past.columns
  const threads = plan.threads ?? (count < WORTH_THREADS ? 0 : availableParallelism())
  return threads === 0 ? rehearseHere(plan) : rehearseOn(threads, plan)
}

async function rehearseHere({ past, champion, challenger, onProgress }: RehearsalPlan): Promise<Tally> {
  const own = rehearsal(past, policyInUse(champion).compiled, policyInUse(challenger).compiled)
  const { count } = past.columns
  for (let at = 0; at < count; at += ROWS_PER_STEP) {
    const to = Math.min(count, at + ROWS_PER_STEP)
    own.run(at, to)
    await onProgress?.(to)
  }
  return own.tally
}

async function rehearseOn(threads: number, plan: RehearsalPlan): Promise<Tally> {
  const { count } = plan.past.columns
  const size = Math.ceil(count / threads)
  let done = 0
  const workers: Worker[] = []
  const stop = () => Promise.all(workers.map((worker) => worker.terminate()))
  const onDone = async (rows: number) => {
    done += rows
    await plan.onProgress?.(done)
  }
  try {
    const tallies = await Promise.all(
      Array.from({ length: threads }, (_, i) => {
        const stretch = { from: Math.min(count, i * size), to: Math.min(count, (i + 1) * size) }
        return tallyOf(errandOf(plan, stretch), workers, onDone)
      }),
    )
    const [first, ...rest] = tallies
    assert(first, 'at least one thread ran')
    for (const tally of rest) addTally(first, tally)
    return first
  } finally {
    await stop()
  }
}

function errandOf({ past, champion, challenger }: RehearsalPlan, stretch: { from: number; to: number }): Errand {
  const columns = { count: past.columns.count, facts: [...past.columns.facts] }
  return { past: { ...past, columns }, champion, challenger, ...stretch, step: ROWS_PER_STEP * 4 }
}

type Message = { readonly done: number } | { readonly tally: Tally }

function tallyOf(errand: Errand, workers: Worker[], onDone: (rows: number) => Promise<void>): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: errand })
    workers.push(worker)
    worker.on('error', reject)
    worker.on('message', (message: Message) => {
      if ('tally' in message) resolve(message.tally)
      else onDone(message.done).catch(reject)
    })
  })
}
