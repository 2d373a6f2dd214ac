import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The repository as the checks see it: the files git knows or would add, and their text. */
export interface Repo {
  readonly files: readonly string[]
  text(path: string): string
  has(path: string): boolean
}

/** What a check found: where, and what to do about it. */
export interface Finding {
  readonly path: string
  readonly line?: number
  readonly say: string
}

/** A check, with the smallest repository that breaks it and what it must say there. */
export interface Check {
  readonly name: string
  find(repo: Repo): Finding[]
  readonly bad: Readonly<Record<string, string>>
  /** `path:line` or `path` of each finding in `bad`, in order. */
  readonly finds: readonly string[]
}

export const root = join(import.meta.dirname, '../..')

/** The checks' own examples of bad files are no part of what is read. */
const unread = ['test/tidy/checks/']

export function readRepo(): Repo {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const files = [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(root, path)) && !unread.some((each) => path.startsWith(each)))
    .sort()
  const texts = new Map<string, string>()
  return {
    files,
    has: (path) => existsSync(join(root, path)),
    text: (path) => {
      const known = texts.get(path)
      if (known !== undefined) return known
      const text = readFileSync(join(root, path), 'utf8')
      texts.set(path, text)
      return text
    },
  }
}

export function virtualRepo(files: Readonly<Record<string, string>>): Repo {
  const paths = Object.keys(files)
  return {
    files: paths,
    text: (path) => files[path] ?? '',
    has: (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
  }
}

export function show(finding: Finding): string {
  return `${place(finding)} ${finding.say}`
}

export function place(finding: Finding): string {
  return finding.line === undefined ? finding.path : `${finding.path}:${finding.line}`
}
