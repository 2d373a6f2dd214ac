import type { Locale } from '@puhui/kernel'
import type { AnyOperation, CallOptions, CancelSignal, InputOf, OutputOf, Problem } from './operation.ts'

/** A refusal or failure that came back over HTTP; `problem` lists everything that was wrong. */
export class ApiProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ApiProblem'
    this.problem = problem
  }
}

export type FetchLike = (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body?: string
    signal?: CancelSignal
    credentials?: 'include'
  },
) => Promise<{ ok: boolean; status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>

/** The address of an operation with its params and query filled in, for links to PDFs and CSV. */
export function urlOf(operation: AnyOperation, input: { params?: unknown; query?: unknown } = {}): string {
  const params = (input.params ?? {}) as Record<string, string>
  const path = operation.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = searchOf(input.query)
  return `/api${path}${search === '' ? '' : `?${search}`}`
}

function searchOf(query: unknown): string {
  const parts = Object.entries((query ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '') return []
    const text = Array.isArray(value) ? value.join(',') : String(value)
    return text === '' ? [] : [`${name}=${encodeURIComponent(text)}`]
  })
  return parts.join('&')
}

/**
 * The typed client of console, h5 and CLI: `call(getLoan, { params: { loanId } })` answers what the operation declares.
 *
 * @param fetchLike `fetch` of the place it runs in; `base` is '' in a browser
 * @returns a function that throws `ApiProblem` for every answer that is not a success
 */
export function makeClient(fetchLike: FetchLike, base = '') {
  return async function call<Op extends AnyOperation>(
    operation: Op,
    input: InputOf<Op>,
    options: CallOptions = {},
  ): Promise<OutputOf<Op>> {
    const given = input as { params?: unknown; query?: unknown; body?: unknown }
    const headers: Record<string, string> = { accept: 'application/json' }
    if (options.locale) headers['accept-language'] = options.locale === 'zh' ? 'zh-CN' : 'en'
    if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
    if (given.body !== undefined) headers['content-type'] = 'application/json'
    const answer = await fetchLike(base + urlOf(operation, given), {
      method: operation.method,
      headers,
      credentials: 'include',
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    const text = await answer.text()
    if (answer.ok) return (operation.answers === undefined ? JSON.parse(text) : text) as OutputOf<Op>
    throw new ApiProblem(problemOf(answer.status, text))
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const parsed = JSON.parse(text) as Problem
    if (typeof parsed.code === 'string') return parsed
  } catch {
    // A proxy's page or an empty answer: what we know is the status.
  }
  return { type: 'about:blank', title: `HTTP ${status}`, status, code: 'platform.unavailable' }
}

/**
 * Where an operation is reached by a link, in a language of the reader's choice.
 *
 * @example urlIn('en', loansApi.schedulePdf, { params: { loanId } }) // '/api/loans/loa_1/repayment-schedule.pdf?lang=en'
 */
export function urlIn<Op extends AnyOperation>(locale: Locale, operation: Op, input: InputOf<Op>): string {
  const url = urlOf(operation, input)
  return `${url}${url.includes('?') ? '&' : '?'}lang=${locale}`
}
