import { basename } from 'node:path'
import type { Check, Finding, Repo } from '../repo.ts'
import { blank, codeFiles, isTest } from '../source.ts'

/** Files that are started or found by their place, not by an import. */
const entries = /\/(?:index|main|worker|sw|routes)\.tsx?$|\.d\.ts$|\.config\.ts$|\/migrations\//

/** A source file that no other file names in an import, a worker or a glob is dead. */
function find(repo: Repo): Finding[] {
  const code = codeFiles(repo)
  const named = new Set(code.flatMap((path) => namesIn(blank(repo.text(path), { strings: false }))))
  const globbed = code.flatMap((path) =>
    [...repo.text(path).matchAll(/import\.meta\.glob\S*\(\s*'([^']+)'/g)].map((m) => m[1]!),
  )
  return code
    .filter((path) => /^(packages|server|console|h5|cli)\/.*src\//.test(path) && !isTest(path) && !entries.test(path))
    .filter((path) => !named.has(basename(path)) && !globbed.some((glob) => inGlob(path, glob)))
    .map((path) => ({ path, say: 'nothing imports it: use it or remove it' }))
}

function namesIn(code: string): string[] {
  return [...code.matchAll(/['"`]([^'"`\n]*\/)?([\w$.-]+\.tsx?)['"`]/g)].map((match) => match[2]!)
}

function inGlob(path: string, glob: string): boolean {
  const tail = glob.replace(/^(\.\.?\/)+/, '')
  const pattern = tail
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'))
  return new RegExp(`${pattern}$`).test(path)
}

export const deadFiles: Check = {
  name: 'dead files',
  find,
  bad: {
    'packages/loan/src/index.ts': "export { a } from './used.ts'",
    'packages/loan/src/used.ts': '',
    'packages/loan/src/unused.ts': "// import './unused.ts'",
    'console/src/pages/loans/page.tsx': '',
    'console/src/main.tsx': "const pages = import.meta.glob('./pages/**/page.tsx')",
  },
  finds: ['packages/loan/src/unused.ts'],
}
