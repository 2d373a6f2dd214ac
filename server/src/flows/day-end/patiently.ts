import { RefusalError } from '../../platform/refusal-error.ts'

const TRIES = 3

/** A payment may come in between: the loan is looked at anew. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isRace = error instanceof RefusalError && error.refusal.code === 'loans.changed_meanwhile'
      if (!isRace || attempt === TRIES) throw error
    }
  }
}
