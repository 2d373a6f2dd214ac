import { ApiProblem } from '@puhui/api'

/** What the person did wrong, as opposed to what broke. Exit code 2. */
export class UsageError extends Error {}

/** Prints a refusal with every problem and its place, and leaves with a code scripts can tell apart. */
export function failed(error: unknown): void {
  if (error instanceof ApiProblem) {
    const { title, help, problems = [], code, requestId } = error.problem
    const lines = [`${title}  [${code}]`, ...(help ? [help] : [])]
    for (const problem of problems) lines.push(`  ${problem.pointer}: ${problem.message}`)
    if (requestId) lines.push(`  ${requestId}`)
    process.stderr.write(`${lines.join('\n')}\n`)
    process.exitCode = 1
    return
  }
  process.stderr.write(`${textOf(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

const NO_ANSWER =
  '平台没有应答：它可能已停止，或地址不对。重新启动后，未完成的任务会自行继续。' +
  '\nThe platform does not answer: it has stopped, or the address is wrong. After a new start unfinished jobs go on by themselves.'

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof TypeError && error.message === 'fetch failed') return NO_ANSWER
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' && path) return `没有这个文件 / no such file: ${path}`
  if (code === 'EISDIR') return '这是文件夹，不是文件 / this is a folder, not a file'
  return error.message
}
