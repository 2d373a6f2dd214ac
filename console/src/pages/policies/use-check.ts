import type { Policy, Scenario } from '@puhui/policy'
import { useEffect, useRef, useState } from 'react'
import type { Applicant, Checked, CheckRequest } from './check.ts'
import { latestOnly } from './latest-only.ts'

const AFTER_MS = 200

/** Checks a draft a moment after the last change; the answer to what is on screen wins over late ones. */
export function useCheck(policy: Policy, scenarios: readonly Scenario[], applicant: Applicant) {
  const [answer, setAnswer] = useState<Checked>()
  const [asked, setAsked] = useState(0)
  const queue = useRef<ReturnType<typeof latestOnly<CheckRequest>>>(null)
  const last = useRef(0)
  useEffect(() => {
    const own = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
    const waiting = latestOnly<CheckRequest>((request) => own.postMessage(request))
    own.addEventListener('message', ({ data }: MessageEvent<Checked>) => {
      waiting.answered()
      if (data.id === last.current) setAnswer(data)
    })
    queue.current = waiting
    return () => own.terminate()
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => {
      last.current += 1
      setAsked(last.current)
      queue.current?.ask({ id: last.current, policy, scenarios, applicant })
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [policy, scenarios, applicant])
  return { checked: answer, isFresh: answer !== undefined && answer.id === asked }
}
