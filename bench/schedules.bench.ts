import { Worker } from 'node:worker_threads'
import { inTurns, type Workload } from './measure.ts'
import type { Slice } from './schedules-worker.ts'

const loans = 1_000_000
const threads = 2
let workers: readonly Worker[] = []

/** A million loans that share nothing: amount, rate and day of each differ. Divide by 1,000 for seconds. */
export const workload: Workload = {
  id: 'P12',
  title: '1,000,000 fresh schedules of 12 instalments on two threads / a plain loop in floats on the same threads',
  run: () => {
    workers = Array.from({ length: threads }, () => new Worker(new URL('./schedules-worker.ts', import.meta.url)))
    return inTurns({ ours: () => spread('ours'), peer: () => spread('peer') }, 3)
  },
  close: async () => {
    await Promise.all(workers.map((worker) => worker.terminate()))
  },
}

async function spread(who: Slice['who']): Promise<number> {
  const size = loans / threads
  const parts = workers.map((worker, at) => answer(worker, { who, from: at * size, to: (at + 1) * size }))
  return (await Promise.all(parts)).reduce((sum, part) => sum + part, 0)
}

function answer(worker: Worker, slice: Slice): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.postMessage(slice)
  })
}
