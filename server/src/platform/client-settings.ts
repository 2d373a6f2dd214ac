import { isIP } from 'node:net'
import type { ConfigProblem, Environment } from './config.ts'

/** What is known of those who call from outside, and how many codes they may ask for. */
export interface ClientSettings {
  /** Whose word on the address of a caller counts; empty: nobody stands in front; null: nothing was said. */
  readonly trustedProxies: readonly string[] | null
  /** One-time codes an hour for callers who are not signed in; null for no limit. */
  readonly codesPerAddress: number | null
  readonly codesInAll: number | null
}

/** Where messages are simulated nobody pays for them or is annoyed by them. */
export const NO_LIMITS: ClientSettings = { trustedProxies: null, codesPerAddress: null, codesInAll: null }

const PER_ADDRESS = 30
const IN_ALL = 3_000

/** Reads `PUHUI_TRUSTED_PROXIES`, `PUHUI_CODES_PER_ADDRESS` and `PUHUI_CODES_IN_ALL`. */
export function readClientSettings(env: Environment, isProduction: boolean): ClientSettings {
  return {
    trustedProxies: readProxies(env.PUHUI_TRUSTED_PROXIES),
    codesPerAddress: readLimit(env.PUHUI_CODES_PER_ADDRESS, isProduction ? PER_ADDRESS : null),
    codesInAll: readLimit(env.PUHUI_CODES_IN_ALL, isProduction ? IN_ALL : null),
  }
}

function readProxies(text: string | undefined): readonly string[] | null {
  if (text === undefined || text === '') return null
  return text === 'none' ? [] : text.split(',').map((part) => part.trim())
}

function readLimit(text: string | undefined, usual: number | null): number | null {
  if (text === undefined || text === '') return usual
  return text === 'off' ? null : Number(text)
}

/** What stops the start: a misspelt range must not quietly trust nobody, or everybody. */
export function clientProblems({ trustedProxies, codesPerAddress, codesInAll }: ClientSettings): ConfigProblem[] {
  const isLimit = (limit: number | null) => limit === null || (Number.isInteger(limit) && limit >= 1)
  const limits = [
    ['PUHUI_CODES_PER_ADDRESS', codesPerAddress],
    ['PUHUI_CODES_IN_ALL', codesInAll],
  ] as const
  return [
    ...((trustedProxies ?? []).every(isRange) ? [] : [PROXIES]),
    ...limits.flatMap(([setting, limit]) => (isLimit(limit) ? [] : [{ setting, ...LIMIT }])),
  ]
}

const NAMED = ['loopback', 'linklocal', 'uniquelocal']
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 }

function isRange(text: string): boolean {
  if (NAMED.includes(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const most = BITS[isIP(address)]
  if (most === undefined || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most)
}

const PROXIES: ConfigProblem = {
  setting: 'PUHUI_TRUSTED_PROXIES',
  zh: '须为 none，或以逗号分隔的地址、网段（如 10.0.0.0/8）或 loopback、linklocal、uniquelocal',
  en: 'must be none, or addresses, ranges (such as 10.0.0.0/8), loopback, linklocal or uniquelocal, parted by commas',
}

const LIMIT = { zh: '须为不小于 1 的整数，或 off', en: 'must be a whole number from 1 on, or off' }
