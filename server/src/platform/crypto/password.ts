import { argon2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { sameBytes } from './keys.ts'

const argon2Async = promisify(argon2)

/** OWASP's floor for argon2id: 19 MiB, two passes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const HASHES_AT_ONCE = 4

let running = 0
const waiting: (() => void)[] = []

/** Hashes a password for storage: `argon2id$m=19456,t=2,p=1$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce)
  return `argon2id$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${nonce.toString('base64')}$${tag.toString('base64')}`
}

/** Checks a password. Without a stored hash it does the same work and says no: an unknown user takes as long as a known one. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, , salt, tag] = (stored ?? NOBODY).split('$')
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64'))
  return sameBytes(derived, Buffer.from(tag ?? '', 'base64')) && stored !== null
}

const NOBODY = `argon2id$m=19456,t=2,p=1$${Buffer.alloc(16, 1).toString('base64')}$${Buffer.alloc(32, 1).toString('base64')}`

/** A few at a time, so that a storm of logins cannot starve everything else. */
async function derive(password: string, nonce: Buffer): Promise<Buffer> {
  if (running >= HASHES_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    const message = Buffer.from(password.normalize('NFKC'), 'utf8')
    return Buffer.from((await argon2Async('argon2id', { ...COST, message, nonce })) as Buffer)
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
