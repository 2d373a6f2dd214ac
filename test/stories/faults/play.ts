import { expect } from 'vitest'
import { interleave } from './interleave.ts'

export type Contest = readonly [() => Promise<unknown>, () => Promise<unknown>]

/** Every order in which the second comes in after so many statements of the first. */
export interface Orders {
  readonly orders: number
  /** How many statements lie between two orders; long stories are not cut at each of theirs. */
  readonly stride?: number
}

/**
 * Plays a pair of requests in every order, and the other way round, each time on things of its own. Whoever loses gets
 * a refusal below 500.
 *
 * @returns how many won, order by order
 */
export async function play(prepareRace: () => Promise<Contest>, { orders, stride = 1 }: Orders): Promise<number[]> {
  const won: number[] = []
  for (const isTurned of [false, true]) {
    for (let statements = 0; statements <= orders * stride; statements += stride) {
      const [a, b] = await prepareRace()
      const { outcomes, isWhole } = await interleave(isTurned ? b : a, isTurned ? a : b, statements)
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue
        const { problem } = outcome.reason as { problem?: { status: number } }
        expect(problem, String(outcome.reason?.stack ?? outcome.reason)).toBeDefined()
        expect(problem!.status).toBeLessThan(500)
      }
      won.push(outcomes.filter(({ status }) => status === 'fulfilled').length)
      if (isWhole) break
    }
  }
  return won
}

/** As many ones as there were orders: each had exactly one winner. */
export const one = (won: readonly number[]) => won.map(() => 1)
