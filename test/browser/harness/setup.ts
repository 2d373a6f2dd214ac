import type { TestProject } from 'vitest/node'
import { startPlatform, untilAnswering } from './platform.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    platformUrl: string
  }
}

/**
 * One lender for all files of a run. Its demo is not waited for: a file that needs it waits by `sharedPlatform`.
 * `PUHUI_TEST_URL` names a platform that runs already; it is then left running.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.PUHUI_TEST_URL
  if (running) {
    project.provide('platformUrl', running.replace(/\/$/, ''))
    return async () => {}
  }
  const platform = await startPlatform()
  await untilAnswering(platform)
  project.provide('platformUrl', platform.url)
  return () => platform.stop()
}
