import type { Locale, Localized } from '@puhui/kernel'
import type { z } from 'zod'
import type { ListSpec } from './list.ts'
import type { Permission } from './permissions.ts'
import type { RefusalCode } from './refusals/catalogue.ts'

/**
 * One operation of the platform, declared once: the HTTP route, its OpenAPI entry, the typed client of console, h5
 * and CLI and the authorization matrix all come from here. A route without its metadata does not start.
 *
 * - `permission`: what the caller must hold; `public` needs no session, `borrower` a borrower's own session,
 *   `signedIn` any staff session.
 * - `idempotency`: `none` for reads, `natural` where doing it twice is the same as once (a state that is already so),
 *   `key` where an `Idempotency-Key` header is required and stored with the answer.
 * - `audit`: whether the handler writes the journal in its transaction.
 */
export interface Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`, with `:name` for the params. */
  readonly path: string
  readonly summary: Localized
  readonly permission: Permission | 'public' | 'borrower' | 'signedIn'
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly output: O
  readonly refusals: readonly RefusalCode[]
  readonly idempotency: 'none' | 'natural' | 'key'
  readonly audit: 'none' | 'journal'
  /** What the answer carries when it is not JSON. */
  readonly answers?: 'json' | 'pdf' | 'csv'
  /** `upload`: the body is one file, sent as multipart field `file`; `body` then types the other fields. */
  readonly takes?: 'json' | 'upload'
  /** The largest JSON body in bytes; 1 MB unless said. */
  readonly bodyBytesMax?: number
  readonly list?: ListSpec
}

export type ParamsOf<Op> = Op extends Operation<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<Op> = Op extends Operation<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type BodyOf<Op> = Op extends Operation<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type OutputOf<Op> = Op extends Operation<z.ZodType, z.ZodType, z.ZodType, infer O> ? z.output<O> : never

/** What a caller hands over: params, query and body as they are before parsing. */
export type InputOf<Op> =
  Op extends Operation<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', z.input<P>> & Part<'query', z.input<Q>> & Part<'body', z.input<B>>
    : never

type Part<Name extends string, T> = [T] extends [undefined]
  ? { readonly [K in Name]?: undefined }
  : Record<never, never> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T }

export type AnyOperation = Operation

/** What a problem answer holds (RFC 9457): every problem of the input at once, each with its place. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly help?: string
  readonly requestId?: string
  readonly problems?: readonly ProblemItem[]
  readonly facts?: Readonly<Record<string, unknown>>
}

export interface ProblemItem {
  /** JSON pointer into the body, or `query/<name>`, `params/<name>`. */
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/** What `fetch` calls an AbortSignal; named here because packages know no browser. */
export interface CancelSignal {
  readonly aborted: boolean
}

export interface CallOptions {
  readonly locale?: Locale
  readonly idempotencyKey?: string
  readonly signal?: CancelSignal
}
