import { parentPort, workerData } from 'node:worker_threads'
import type { Policy } from '@puhui/policy'
import { policyInUse } from '../model.ts'
import type { Column } from './columns.ts'
import { type Past, rehearsal } from './rehearse.ts'

/** What a thread is given: the rows are shared memory, the policies their data. */
export interface Errand {
  readonly past: Omit<Past, 'columns'> & {
    readonly columns: { readonly count: number; readonly facts: readonly (readonly [string, Column])[] }
  }
  readonly champion: Policy
  readonly challenger: Policy
  readonly from: number
  readonly to: number
  readonly step: number
}

if (parentPort) {
  const { past, champion, challenger, from, to, step } = workerData as Errand
  const columns = { count: past.columns.count, facts: new Map(past.columns.facts) }
  const own = rehearsal({ ...past, columns }, policyInUse(champion).compiled, policyInUse(challenger).compiled)
  for (let at = from; at < to; at += step) {
    own.run(at, Math.min(to, at + step))
    parentPort.postMessage({ done: Math.min(to, at + step) - at })
  }
  parentPort.postMessage({ tally: own.tally })
}
