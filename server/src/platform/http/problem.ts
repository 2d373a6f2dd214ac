import {
  isRefusalCode,
  type Problem,
  type ProblemItem,
  type RefusalCode,
  refusalCatalogue,
  refusalHelp,
  refusalText,
} from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import type { RefusalError } from '../refusal-error.ts'

const TOO_MANY = 429

/** After how many seconds it may be tried again: what `Retry-After` says of a limit that was reached. */
export function secondsToWait({ refusal }: RefusalError): number | undefined {
  if (refusalCatalogue[refusal.code].status !== TOO_MANY) return undefined
  const { seconds, minutes } = refusal as { readonly seconds?: number; readonly minutes?: number }
  return seconds ?? (minutes === undefined ? undefined : minutes * 60)
}

/** What a problem answer carries (RFC 9457), in the reader's language. */
export function problemOf(error: RefusalError, locale: Locale, requestId: string): Problem {
  const { code, ...facts } = error.refusal
  const shown = shownFacts(facts)
  const help = refusalHelp(code, locale, shown)
  return {
    type: `/docs/errors#${code}`,
    title: refusalText(code, locale, shown),
    status: refusalCatalogue[code].status,
    code,
    requestId,
    ...(help === undefined ? {} : { help }),
    ...(error.problems.length === 0 ? {} : { problems: error.problems.map((problem) => itemOf(problem, locale)) }),
    ...(Object.keys(facts).length === 0 ? {} : { facts: plain(facts) }),
  }
}

/** What the reader gets when something broke: no word of what. */
export function brokenProblem(locale: Locale, requestId: string): Problem {
  const code: RefusalCode = 'platform.unavailable'
  return { type: `/docs/errors#${code}`, title: refusalText(code, locale), status: 500, code, requestId }
}

function itemOf(problem: RefusalError['problems'][number], locale: Locale): ProblemItem {
  const { pointer, code, facts = {} } = problem
  return { pointer, code, message: refusalText(code, locale, shownFacts(facts)) }
}

/** Amounts are shown as yuan in a sentence; everything else as it is. */
function shownFacts(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'bigint' ? formatYuan(value) : value]),
  )
}

function plain(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(facts, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)))
}

/** A code from a package that may or may not be in the catalogue. */
export function knownCode(code: string, otherwise: RefusalCode): RefusalCode {
  return isRefusalCode(code) ? code : otherwise
}
