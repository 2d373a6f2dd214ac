import { ApiProblem, investigationApi, type OutputOf, type Problem, urlOf } from '@puhui/api'
import { currentLocale } from '../app/appearance.ts'
import type { KeptFile } from './kept-files.ts'

export type Sent = OutputOf<typeof investigationApi.addOwnPaper>

/** The line was lost on the way; the file may or may not have arrived, and sending it again is safe. */
export class LineLost extends Error {}

/**
 * Sends a file and tells how far it is, which `fetch` cannot.
 *
 * @param moreFollow whether other files of the same batch wait: the application goes on with the last one
 */
export function sendPaper(file: KeptFile, moreFollow: boolean, onProgress: (share: number) => void): Promise<Sent> {
  const body = new FormData()
  body.append('kind', file.kind)
  body.append('moreFollow', moreFollow ? 'yes' : 'no')
  body.append('file', file.file, file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', urlOf(investigationApi.addOwnPaper))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', currentLocale() === 'zh' ? 'zh-CN' : 'en')
    request.setRequestHeader('x-puhui-client', 'h5')
    request.timeout = TIMEOUT_MS
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Sent)
      else reject(new ApiProblem(problemIn(request)))
    }
    request.onerror = () => reject(new LineLost())
    request.ontimeout = () => reject(new LineLost())
    request.send(body)
  })
}

const TIMEOUT_MS = 180_000

function problemIn({ status, responseText }: XMLHttpRequest): Problem {
  try {
    const said = JSON.parse(responseText) as Problem
    if (typeof said.code === 'string') return said
  } catch {
    // A proxy's page: what is known is the status.
  }
  return { type: 'about:blank', title: `HTTP ${status}`, status, code: 'platform.unavailable' }
}
