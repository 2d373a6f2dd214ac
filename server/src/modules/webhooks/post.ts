import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { hostOf, isPublicAddress, NotPublic, publicLookup } from './address.ts'

/** What came of one attempt. */
export interface Attempt {
  /** Null: there was no answer. */
  readonly status: number | null
  /** The first characters of the answer. */
  readonly response: string
  readonly error: string | null
  readonly isSimulated: boolean
  /** The receiver asks not to be asked before so many seconds. */
  readonly retryAfterSeconds: number | null
}

export interface Posting {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly isProduction: boolean
}

export const TIMEOUT_MS = 15_000
const EXCERPT = 500

/**
 * Hands a message to a receiver: POST, no redirects, a limit on time and on what is read of the answer. In production
 * only public addresses over https. Names that end in `.example` exist nowhere (RFC 2606): outside production a
 * simulated receiver answers for them, and says so.
 */
export async function post(posting: Posting): Promise<Attempt> {
  const url = new URL(posting.url)
  if (!posting.isProduction && url.hostname.endsWith('.example')) return simulated(url)
  if (posting.isProduction && isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url))) {
    return noAnswer('the address is not public')
  }
  return send(url, posting).catch((error: unknown) => noAnswer(wordsOf(error)))
}

function simulated({ hostname }: URL): Attempt {
  const isDown = hostname.startsWith('down.')
  return {
    status: isDown ? 503 : 200,
    response: isDown ? 'simulated receiver: out of order' : 'simulated receiver: taken',
    error: null,
    isSimulated: true,
    retryAfterSeconds: null,
  }
}

function noAnswer(error: string): Attempt {
  return { status: null, response: '', error, isSimulated: false, retryAfterSeconds: null }
}

function wordsOf(error: unknown): string {
  if (error instanceof NotPublic) return error.message
  const { code, name } = error as { code?: string; name?: string }
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time'
  return code ?? 'the connection failed'
}

function send(url: URL, { headers, body, isProduction }: Posting): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest
    const asking = open(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(isProduction ? { lookup: publicLookup as never } : {}),
      },
      (answer) => {
        let response = ''
        const { statusCode = 0, headers: told } = answer
        const end = () =>
          resolve({
            status: statusCode,
            response: readable(response),
            error: null,
            isSimulated: false,
            retryAfterSeconds: secondsOf(told['retry-after']),
          })
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          response += part
          if (response.length > EXCERPT) answer.destroy()
        })
        answer.on('close', end)
        answer.on('error', end)
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null
}

/** Long numbers are left out: what a receiver answers is no place for anybody's telephone or card. */
function readable(text: string): string {
  return text
    .slice(0, EXCERPT)
    .replaceAll('\u0000', '')
    .replace(/\d{7,}[\dXx]?/g, '…')
}
