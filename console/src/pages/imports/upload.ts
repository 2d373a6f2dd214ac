import { ApiProblem, applicationsApi, type OutputOf, type Problem, urlOf } from '@puhui/api'
import { OfflineError } from '../../api/call.ts'
import { reportReachable, reportUnreachable, sessionRenewed } from '../../api/connection.ts'
import { currentLocale } from '../../theme/appearance.ts'

type Uploaded = OutputOf<typeof applicationsApi.uploadImport>

/** Sends one file as the multipart field `file`. A session that ended asks to sign in again, then the file goes on. */
export async function uploadApplicants(file: File): Promise<Uploaded> {
  const answer = await send(file)
  if (answer.status !== 401) return read(answer)
  await sessionRenewed()
  return read(await send(file))
}

async function send(file: File): Promise<Response> {
  const body = new FormData()
  body.append('file', file, file.name)
  const language = currentLocale() === 'zh' ? 'zh-CN' : 'en'
  const answer = await fetch(urlOf(applicationsApi.uploadImport), {
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

async function read(answer: Response): Promise<Uploaded> {
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text) as Uploaded
  throw new ApiProblem(problemIn(text, answer.status))
}

function problemIn(text: string, status: number): Problem {
  try {
    return JSON.parse(text) as Problem
  } catch {
    return { type: 'about:blank', title: `HTTP ${status}`, status, code: 'platform.unavailable' }
  }
}
