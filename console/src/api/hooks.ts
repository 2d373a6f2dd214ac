import type { AnyOperation, InputOf, OutputOf } from '@puhui/api'
import { keepPreviousData, QueryClient, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { call, OfflineError } from './call.ts'
import { whenRecovered } from './connection.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 30 * 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof OfflineError && count < 1,
    },
    mutations: { networkMode: 'always' },
  },
})

whenRecovered(() => void queryClient.invalidateQueries())

export interface ReadOptions<Answer = unknown> {
  readonly isEnabled?: boolean
  /** Asks again every so many milliseconds. */
  readonly everyMs?: number | false | ((answer: Answer | undefined) => number | false)
  /** Keeps what is shown while other input loads: lists and pages, not other objects. */
  readonly keepsPrevious?: boolean
}

/** Reads an operation: `useRead(loansApi.getLoan, { params: { loanId } })`. */
export function useRead<Op extends AnyOperation>(
  operation: Op,
  input: InputOf<Op>,
  { isEnabled = true, everyMs = false, keepsPrevious = false }: ReadOptions<OutputOf<Op>> = {},
): UseQueryResult<OutputOf<Op>> {
  return useQuery({
    queryKey: [operation.id, input],
    queryFn: ({ signal }) => call(operation, input, { signal }),
    enabled: isEnabled,
    refetchInterval: ({ state }) =>
      typeof everyMs === 'function' ? everyMs(state.data as OutputOf<Op> | undefined) : everyMs,
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  }) as UseQueryResult<OutputOf<Op>>
}

/**
 * Writes an operation. The idempotency key is made when the input is first handed over and kept for a second try of
 * the same input, so that an answer lost on the way never makes money move twice.
 *
 * @param options.refreshes ids of the operations to read again afterwards; all, when left out
 */
export function useWrite<Op extends AnyOperation>(
  operation: Op,
  options: { readonly refreshes?: readonly string[] } = {},
) {
  const last = useRef({ input: '', key: '' })
  return useMutation<OutputOf<Op>, Error, InputOf<Op>>({
    mutationFn: (input) => {
      const text = JSON.stringify(input)
      if (last.current.input !== text) last.current = { input: text, key: crypto.randomUUID() }
      return call(operation, input, operation.idempotency === 'key' ? { idempotencyKey: last.current.key } : {})
    },
    onSuccess: () => {
      last.current = { input: '', key: '' }
      return refresh(options.refreshes)
    },
  })
}

/** Reads again what is on the page, or only some operations. */
export function refresh(operationIds?: readonly string[]): Promise<void> {
  return queryClient.invalidateQueries(
    operationIds ? { predicate: ({ queryKey }) => operationIds.includes(String(queryKey[0])) } : {},
  )
}
