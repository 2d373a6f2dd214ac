import type { OutputOf, profilesApi } from '@puhui/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { journeyKey } from '../api/journey.ts'

export type MyData = OutputOf<typeof profilesApi.myData>

export const dataKey = ['my-data'] as const

/** Each change answers the whole page again, so that what holds now is what is shown. */
export function useMyDataChange<I>(send: (input: I) => Promise<MyData>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (data) => {
      queries.setQueryData(dataKey, data)
      return queries.invalidateQueries({ queryKey: journeyKey })
    },
  })
}
