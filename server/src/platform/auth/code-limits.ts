import type { RefusalCode } from '@puhui/api'
import type { Platform } from '../context.ts'
import { addressKey, knowsCallers } from './client-address.ts'
import type { CodeScope } from './code.ts'
import { takePoint } from './rate-limit.ts'

export const RESEND_SECONDS = 60
const HOUR = 3_600
const DAY = 86_400
const PER_DAY = 10

/** Codes that go wherever the caller says: others go to the number of who is signed in. */
const IS_OPEN: Readonly<Record<CodeScope['purpose'], boolean>> = {
  sign_in: true,
  confirm_email: true,
  sign_contract: false,
  sign_agreement: false,
  sign_mandate: false,
}

interface Asked {
  readonly platform: Platform
  /** Where it came from; a code that is not asked for over HTTP comes from nowhere. */
  readonly request?: { readonly ip: string }
}

/**
 * Guards against sending too often: once a minute for each purpose and ten times a day per number; what a caller may send
 * to numbers of others, besides, so often an hour from an address, and from all together. Call it ahead of the transaction.
 *
 * @refuses auth.too_many_codes, auth.too_many_codes_from_address, auth.codes_used_up
 */
export async function limitCodes(
  asked: Asked,
  { mobile, purpose }: Pick<CodeScope, 'mobile' | 'purpose'>,
): Promise<void> {
  const { db, keys } = asked.platform
  const who = keys.blindIndex('rate.mobile', mobile).toString('base64url').slice(0, 22)
  const refusal = (seconds: number) => ({ code: 'auth.too_many_codes', seconds }) as const
  await takePoint(db, { key: `code-minute:${purpose}:${who}`, points: 1, windowSeconds: RESEND_SECONDS }, refusal)
  // Ahead of the day's count: whom a flood has shut out has lost none of his own tries.
  if (IS_OPEN[purpose]) await limitCallers(asked)
  await takePoint(db, { key: `code-day:${who}`, points: PER_DAY, windowSeconds: DAY }, refusal)
}

async function limitCallers({ platform, request }: Asked): Promise<void> {
  const { config, keys } = platform
  const { codesPerAddress, codesInAll } = config
  if (request && knowsCallers(config))
    await takeHourly(platform, `code-from:${addressKey(keys, request.ip)}`, codesPerAddress, FROM_ADDRESS)
  await takeHourly(platform, 'code-all', codesInAll, USED_UP)
}

const FROM_ADDRESS = 'auth.too_many_codes_from_address'
const USED_UP = 'auth.codes_used_up'

async function takeHourly({ db, log }: Platform, key: string, points: number | null, code: RefusalCode): Promise<void> {
  if (points === null) return
  await takePoint(db, { key, points, windowSeconds: HOUR }, (seconds) => {
    log.warn('codes.limit_reached', { code })
    return { code, minutes: Math.ceil(seconds / 60) }
  })
}
