import { type AnyOperation, ApiProblem, type InputOf, makeClient, type OutputOf, type Problem } from '@puhui/api'
import { currentLocale } from '../app/appearance.ts'
import { fetchEarly } from './early.ts'

/** Staff and borrower may be signed in within one browser: the header says whose session is meant. */
const client = makeClient((url, init) =>
  fetchEarly(url, { ...(init as RequestInit), headers: { ...init.headers, 'x-puhui-client': 'h5' } }),
)

/** Calls an operation in the reader's language. */
export function call<Op extends AnyOperation>(
  operation: Op,
  input: InputOf<Op>,
  idempotencyKey?: string,
): Promise<OutputOf<Op>> {
  return client(operation, input, { locale: currentLocale(), ...(idempotencyKey ? { idempotencyKey } : {}) })
}

export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ApiProblem ? error.problem : undefined
}
