import { createHmac, randomInt } from 'node:crypto'
import { later } from '../clock.ts'
import type { Platform, ReadContext, WriteContext } from '../context.ts'
import { type Keys, sameBytes } from '../crypto/keys.ts'
import { send } from '../outbox/send.ts'
import { RefusalError } from '../refusal-error.ts'

/** What a one-time code is for; a code for one thing opens no other. */
export interface CodeScope {
  readonly purpose: 'sign_in' | 'sign_contract' | 'sign_agreement' | 'sign_mandate' | 'confirm_email'
  /** Where the code goes: a mobile number, or for `confirm_email` the address. */
  readonly mobile: string
  /** The one object it is for, such as the contract. */
  readonly boundTo?: string
}

export interface CodeMessage extends CodeScope {
  readonly customerId?: string | null
  /** The text message around the code. */
  readonly text: (code: string) => string
}

/** A code that was right; `useCode` spends it, once. */
export interface CodeProof {
  readonly challengeId: string
}

const LIFE_MS = 10 * 60_000
const TRIES_MAX = 5

/** Makes a code of six digits and writes the text message that carries it. Earlier codes of the same scope end. */
export async function sendCode(
  ctx: WriteContext,
  { purpose, mobile, boundTo = '', customerId = null, text }: CodeMessage,
): Promise<void> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const id = ctx.ids.next('otp')
  const now = ctx.clock.now()
  const phoneIndex = ctx.keys.blindIndex('otp.mobile', mobile)
  await ctx.tx
    .updateTable('otp_challenge')
    .set({ used_at: now })
    .where('phone_index', '=', phoneIndex)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
  const challenge = {
    id,
    purpose,
    phone_index: phoneIndex,
    bound_to: boundTo,
    code_hash: codeHash(ctx.keys, id, code),
    created_at: now,
    expires_at: later(now, LIFE_MS),
    used_at: null,
  }
  await ctx.tx.insertInto('otp_challenge').values(challenge).execute()
  await send(ctx, {
    ...(purpose === 'confirm_email' ? { kind: 'email', subject: 'Code' } : { kind: 'sms' }),
    template: `auth.${purpose}_code`,
    recipient: mobile,
    body: text(code),
    customerId,
    objectKind: 'otp',
    objectId: id,
  })
}

/**
 * Checks a code and counts the try, in a statement of its own, so that a refused write does not give the try back.
 * Give it to `mountWrite` as `before`, and spend the proof inside with `useCode`.
 */
export async function tryCode(
  { platform }: { platform: Platform },
  scope: CodeScope,
  code: string,
): Promise<CodeProof> {
  const { db, keys, clock } = platform
  const challenge = await latest({ db, keys }, scope)
  if (!challenge || challenge.expires_at <= clock.now()) throw new RefusalError({ code: 'auth.code_expired' })
  const counted = await db
    .updateTable('otp_challenge')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', challenge.id)
    .where('tries', '<', TRIES_MAX)
    .executeTakeFirst()
  if (counted.numUpdatedRows === 0n) throw new RefusalError({ code: 'auth.too_many_attempts', minutes: 10 })
  if (!sameBytes(codeHash(keys, challenge.id, code), challenge.code_hash))
    throw new RefusalError({ code: 'auth.wrong_code' })
  return { challengeId: challenge.id }
}

/** Spends a proof inside the write that it allows; a second use is refused. */
export async function useCode(ctx: WriteContext, { challengeId }: CodeProof): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('otp_challenge')
    .set({ used_at: ctx.clock.now() })
    .where('id', '=', challengeId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new RefusalError({ code: 'auth.code_expired' })
}

async function latest({ db, keys }: Pick<ReadContext, 'db' | 'keys'>, { purpose, mobile, boundTo = '' }: CodeScope) {
  return db
    .selectFrom('otp_challenge')
    .selectAll()
    .where('phone_index', '=', keys.blindIndex('otp.mobile', mobile))
    .where('purpose', '=', purpose)
    .where('bound_to', '=', boundTo)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

function codeHash(keys: Keys, challengeId: string, code: string): Buffer {
  return createHmac('sha256', keys.blindIndex('otp.code', challengeId)).update(code).digest()
}
