import { type CheckRequest, checked } from './check.ts'

/** Checks off the page's own thread, so that typing into a large table never waits. */
self.addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => {
  self.postMessage(checked(data))
})
