import { borrowerApi, type OutputOf, sessionApi } from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { setAppearance } from '../app/appearance.ts'
import { call } from './call.ts'

export type Journey = OutputOf<typeof borrowerApi.getJourney>
export type Session = OutputOf<typeof sessionApi.getSession>

export const journeyKey = ['journey'] as const
const sessionKey = ['session'] as const

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: () => call(sessionApi.getSession, {}) })
}

export function useStatus() {
  return useQuery({ queryKey: ['status'], queryFn: () => call(sessionApi.getStatus, {}), staleTime: 30_000 })
}

/** Where the borrower stands; only asked once a borrower is signed in. */
export function useJourney() {
  const session = useSession()
  return useQuery({
    queryKey: journeyKey,
    queryFn: () => call(borrowerApi.getJourney, {}),
    enabled: session.data?.subject === 'customer',
  })
}

/** A step of the journey: every answer is the whole journey again, so the next screen follows from it. */
export function useStep<I>(send: (input: I) => Promise<Journey>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (journey) => queries.setQueryData(journeyKey, journey),
  })
}

export function useSignedIn() {
  const queries = useQueryClient()
  return (session: Session) => {
    queries.setQueryData(sessionKey, session)
    queries.removeQueries({ queryKey: journeyKey })
  }
}

/** Shows everything in a language; somebody who is signed in gets their messages in it from now on. */
export function useLanguage(): (locale: Locale) => void {
  const session = useSession()
  const queries = useQueryClient()
  const keep = useMutation({
    mutationFn: (language: Locale) => call(borrowerApi.setLanguage, { body: { language } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: journeyKey }),
  })
  return (locale) => {
    setAppearance({ locale })
    if (session.data?.subject === 'customer') keep.mutate(locale)
  }
}
