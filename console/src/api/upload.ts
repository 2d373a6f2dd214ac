import { type AnyOperation, ApiProblem, type OutputOf, type Problem, urlOf } from '@puhui/api'
import { currentLocale } from '../theme/appearance.ts'
import { OfflineError } from './call.ts'
import { reportReachable, reportUnreachable, sessionRenewed } from './connection.ts'

/**
 * Sends one file as the multipart field `file`, with fields beside it, to an operation that takes an upload. A session
 * that ended asks to sign in again, then the file goes on.
 */
export async function upload<Op extends AnyOperation>(
  operation: Op,
  file: File,
  fields: Readonly<Record<string, string>> = {},
): Promise<OutputOf<Op>> {
  const answer = await send(operation, file, fields)
  if (answer.status !== 401) return read(answer)
  await sessionRenewed()
  return read(await send(operation, file, fields))
}

async function send(operation: AnyOperation, file: File, fields: Readonly<Record<string, string>>): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('file', file, file.name)
  const language = currentLocale() === 'zh' ? 'zh-CN' : 'en'
  const answer = await fetch(urlOf(operation), {
    method: 'POST',
    credentials: 'include',
    headers: { accept: 'application/json', 'accept-language': language },
    body,
  }).catch(() => undefined)
  if (answer) {
    reportReachable()
    return answer
  }
  reportUnreachable()
  throw new OfflineError('the server cannot be reached')
}

async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text) as T
  throw new ApiProblem(problemIn(text, answer.status))
}

function problemIn(text: string, status: number): Problem {
  try {
    return JSON.parse(text) as Problem
  } catch {
    return { type: 'about:blank', title: `HTTP ${status}`, status, code: 'platform.unavailable' }
  }
}
