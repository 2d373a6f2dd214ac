import { RefusalError } from '../platform/refusal-error.ts'

/** Somebody may move the loan meanwhile: then it is looked at anew, so many times in all. */
export async function patiently<T>(tries: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isRace = error instanceof RefusalError && error.refusal.code === 'loans.changed_meanwhile'
      if (!isRace || attempt === tries) throw error
    }
  }
}
