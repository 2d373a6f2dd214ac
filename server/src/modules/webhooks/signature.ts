import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { assert } from '@puhui/kernel'

const PREFIX = 'whsec_'
const BYTES = 32
const TOLERANCE_SECONDS = 300

/** A new secret of a receiver: `whsec_` and 32 random bytes in base64 (Standard Webhooks). */
export function newSecret(): string {
  return PREFIX + randomBytes(BYTES).toString('base64')
}

/** What is signed: the id, the second of the attempt, the very bytes of the body. */
export interface SignedMessage {
  readonly id: string
  readonly seconds: number
  readonly body: string
}

/** The header `webhook-signature`: one `v1,…` per secret, so that a receiver can change over while two are good. */
export function signatureHeader(message: SignedMessage, secrets: readonly string[]): string {
  return secrets.map((secret) => `v1,${signed(message, secret).toString('base64')}`).join(' ')
}

/** Whether a message came from who holds the secret, and lately: what a receiver does. */
export function isGenuine(message: SignedMessage, header: string, secret: string, nowSeconds: number): boolean {
  if (Math.abs(nowSeconds - message.seconds) > TOLERANCE_SECONDS) return false
  const expected = signed(message, secret)
  return header.split(' ').some((part) => {
    const [version, text = ''] = part.split(',')
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

function signed({ id, seconds, body }: SignedMessage, secret: string): Buffer {
  assert(secret.startsWith(PREFIX), 'a secret is whole', {})
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest()
}
