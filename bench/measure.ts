/** What one workload measured: ours against the peer named in the title; `ratio` is ours / peer. */
export interface Measured {
  readonly ours: number
  readonly peer: number
  readonly ratio: number
  readonly unit: string
}

export interface Workload {
  readonly id: string
  readonly title: string
  run(): Promise<Measured>
  /** Gives back what the workloads of a file share; called when all have run. */
  close?(): Promise<void>
}

/**
 * Times two pieces of work in turns, so that a busy machine disturbs both alike, and takes the median of each.
 *
 * @param work returns a number that depends on the result, so that nothing is optimised away
 * @returns milliseconds per call
 */
export async function inTurns(
  work: { ours: () => number | Promise<number>; peer: () => number | Promise<number> },
  rounds = 9,
): Promise<Measured> {
  const taken: { ours: number[]; peer: number[] } = { ours: [], peer: [] }
  let consumed = 0
  for (let round = 0; round < rounds + 2; round++) {
    for (const who of ['peer', 'ours'] as const) {
      const started = performance.now()
      consumed += await work[who]()
      if (round >= 2) taken[who].push(performance.now() - started)
    }
  }
  if (Number.isNaN(consumed)) throw new Error('the work gave no number')
  const [ours, peer] = [median(taken.ours), median(taken.peer)]
  return { ours: round3(ours), peer: round3(peer), ratio: round3(ours / peer), unit: 'ms' }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}
