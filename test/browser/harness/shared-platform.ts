import { inject } from 'vitest'
import { untilReady } from './platform.ts'

/** The address of the lender that all files of a run share, once it is ready. Tests leave it as good as they found it. */
export async function sharedPlatform(): Promise<string> {
  const url = inject('platformUrl')
  await untilReady(url)
  return url
}
