import { type AnyOperation, isRefusalCode, refusalText } from '@puhui/api'
import type { Locale } from '@puhui/kernel'

/** What is wrong at one field of a form. */
export interface FieldProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What the operation's schema has against a body, in the words the server uses. */
export function problemsIn(operation: AnyOperation, body: unknown, locale: Locale): readonly FieldProblem[] {
  const read = operation.body.safeParse(body)
  if (read.success) return []
  return read.error.issues.map((issue) => ({
    path: issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message: textOf(issue as Issue, isBlank(body, issue.path), locale),
  }))
}

interface Issue {
  readonly code: string
  readonly message: string
  readonly input?: unknown
  readonly params?: { readonly code?: string }
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
}

const CODES: Readonly<Record<string, string>> = {
  unrecognized_keys: 'request.unknown_field',
  invalid_value: 'request.not_an_option',
  too_small: 'request.too_small',
  too_big: 'request.too_big',
}

function textOf(issue: Issue, isBlank: boolean, locale: Locale): string {
  const code = isBlank ? 'request.missing' : (issue.params?.code ?? codeOf(issue))
  const { minimum, maximum } = issue
  return isRefusalCode(code) ? refusalText(code, locale, { minimum, maximum }) : issue.message
}

/** As the server says it: `server/src/platform/http/validate.ts`. */
function codeOf({ code, message, origin }: Issue): string {
  if (code === 'invalid_type' && /undefined|null/.test(message)) return 'request.missing'
  if (code === 'invalid_format') return isRefusalCode(message) ? message : 'request.wrong_format'
  if (code === 'too_small' && origin === 'string') return 'request.too_short'
  if (code === 'too_big' && origin === 'string') return 'request.too_long'
  return CODES[code] ?? 'request.wrong_kind'
}

function isBlank(body: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step],
    body,
  )
  return typeof found === 'string' && found.trim() === ''
}

/** `/a/0/b~1c` → `['a', 0, 'b/c']`. */
export function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .replace(/^\/(body\/)?/, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
}

/** Whether the values that changed reach as far as this field. */
export function hasPlace(changed: unknown, name: readonly (string | number)[]): boolean {
  let at = changed
  for (const step of name) {
    if (typeof at !== 'object' || at === null || !(step in at)) return false
    at = (at as Record<string | number, unknown>)[step]
  }
  return true
}
