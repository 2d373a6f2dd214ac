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
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
