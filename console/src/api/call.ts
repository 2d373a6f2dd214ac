import {
  type AnyOperation,
  ApiProblem,
  type FetchLike,
  type InputOf,
  makeClient,
  type OutputOf,
  type Problem,
} from '@puhui/api'
import { currentLocale } from '../theme/appearance.ts'
import { reportReachable, reportUnreachable, sessionRenewed } from './connection.ts'

/** The server could not be reached, or something in between answered for it. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError'
}

export interface CallHints {
  readonly signal?: AbortSignal
  readonly idempotencyKey?: string
}

const client = makeClient(reach)

/**
 * Calls an operation in the reader's language. An expired session opens the sign-in dialog over the page and the
 * call goes on afterwards, so that nothing typed is lost.
 */
export async function call<Op extends AnyOperation>(
  operation: Op,
  input: InputOf<Op>,
  hints: CallHints = {},
): Promise<OutputOf<Op>> {
  const options = { locale: currentLocale(), ...hints }
  try {
    return await client(operation, input, options)
  } catch (error) {
    if (problemOf(error)?.status !== 401 || operation.permission === 'public') throw error
    await sessionRenewed()
    return client(operation, input, options)
  }
}

export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ApiProblem ? error.problem : undefined
}

async function reach(url: string, init: Parameters<FetchLike>[1]): Promise<Response> {
  const answer = await fetch(url, init as RequestInit).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    return undefined
  })
  if (answer && ![502, 503, 504].includes(answer.status)) {
    reportReachable()
    return answer
  }
  reportUnreachable()
  throw new OfflineError('the server cannot be reached')
}
