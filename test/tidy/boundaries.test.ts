import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './repo.ts'

/** Each rule of the road, broken once: the file, what it imports, and what the linter must say. */
const broken: readonly [rule: string, file: string, code: string, says: string][] = [
  ['packages import no node:', 'packages/loan/src/a.ts', "import { readFile } from 'node:fs'", 'packages/ are pure'],
  ['packages import no npm package', 'packages/loan/src/b.ts', "import { z } from 'zod'", 'packages/ are pure'],
  ['packages import no layer above', 'packages/loan/src/c.ts', "import { tx } from '@puhui/server'", 'only packages/'],
  [
    'packages are imported by name',
    'packages/loan/src/d.ts',
    "import { fen } from '../../money/src/fen.ts'",
    '@puhui/money',
  ],
  ['packages have one face', 'packages/loan/src/e.ts', "import { fen } from '@puhui/money/src/fen.ts'", '@puhui/money'],
  ['tests of packages stay pure too', 'packages/loan/src/f.test.ts', "import { Pool } from 'pg'", 'packages/ are pure'],
  [
    'the console never imports the server',
    'console/src/a.tsx',
    "import { tx } from '../../server/src/platform/tx.ts'",
    'never server/',
  ],
  ['h5 never imports the server', 'h5/src/a.tsx', "export { tx } from '@puhui/server'", 'never server/'],
  [
    'the CLI never imports the server',
    'cli/src/a.ts',
    "const app = await import('../../server/src/main.ts')",
    'never server/',
  ],
  ['h5 never imports the console', 'h5/src/b.tsx', "import { kit } from '../../console/src/kit.ts'", 'never console/'],
  [
    'the server never imports a face',
    'server/src/main.ts',
    "import { a } from '../../console/src/a.ts'",
    'never imports console/',
  ],
  [
    'the platform knows no module',
    'server/src/platform/a.ts',
    "import { l } from '../modules/ledger/index.ts'",
    'platform/ knows no',
  ],
  [
    'adapters know only the platform',
    'server/src/adapters/sms/a.ts',
    "import { l } from '../../modules/ledger/index.ts'",
    'adapters/ import only',
  ],
  [
    'a module knows no flow',
    'server/src/modules/ledger/a.ts',
    "import { r } from '../../flows/repay.ts'",
    'modules/ never import flows/',
  ],
  [
    'a module knows no adapter',
    'server/src/modules/ledger/b.ts',
    "import { s } from '../../adapters/sms/index.ts'",
    'never import adapters/',
  ],
  [
    'a module reads only upstream',
    'server/src/modules/ledger/c.ts',
    "import { s } from '../servicing/index.ts'",
    'comes after modules/ledger',
  ],
  [
    'a module has one face',
    'server/src/modules/ledger/d.ts',
    "import { s } from '../contracts/store.ts'",
    'public face',
  ],
  [
    'a module has its place in the order',
    'server/src/modules/gossip/a.ts',
    "import { l } from '../ledger/index.ts'",
    'missing in modulesInOrder',
  ],
  [
    'a flow uses the face of a module',
    'server/src/flows/a.ts',
    "import { s } from '../modules/ledger/store.ts'",
    'public face',
  ],
  [
    'a flow calls no adapter',
    'server/src/flows/b.ts',
    "import { s } from '../adapters/sms/index.ts'",
    'flows/ import platform/',
  ],
]

const allowed: readonly [file: string, code: string][] = [
  ['packages/loan/src/ok.ts', "import { fen } from '@puhui/money'\nimport { step } from './step.ts'"],
  ['packages/api/src/ok.ts', "import { z } from 'zod'"],
  ['packages/loan/src/ok.test.ts', "import { readFileSync } from 'node:fs'\nimport { test } from 'vitest'"],
  [
    'console/src/ok.tsx',
    "import { Table } from 'antd'\nimport { client } from '@puhui/api'\nimport { kit } from './kit.ts'",
  ],
  [
    'server/src/modules/servicing/ok.ts',
    "import { post } from '../ledger/index.ts'\nimport { tx } from '../../platform/tx.ts'",
  ],
  [
    'server/src/flows/ok.ts',
    "import { post } from '../modules/ledger/index.ts'\nimport { quote } from '@puhui/product'",
  ],
  ['server/src/adapters/sms/ok.ts', "import { log } from '../../platform/log.ts'\nimport pg from 'pg'"],
  [
    'server/src/main.ts.ok.ts',
    "import { repay } from './flows/repay.ts'\nimport { sms } from './adapters/sms/index.ts'",
  ],
]

describe('module boundaries, as the linter sees them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'))
  let said: ReadonlyMap<string, string>

  beforeAll(() => {
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    cpSync(join(root, 'tools/lint'), join(folder, 'tools/lint'), { recursive: true })
    for (const [file, code] of [...broken.map(([, file, code]) => [file, code] as const), ...allowed]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${code}\n`)
    }
    said = lint(folder)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(broken)('%s', (_rule, file, _code, says) => {
    expect(said.get(file)).toContain(says)
  })

  test.each(allowed)('lets %s be', (file) => {
    expect(said.get(file)).toBeUndefined()
  })

  test('finds a circle of files', () => {
    writeFileSync(join(folder, 'packages/loan/src/x.ts'), "import { y } from './y.ts'\nexport const x = () => y\n")
    writeFileSync(join(folder, 'packages/loan/src/y.ts'), "import { x } from './x.ts'\nexport const y = () => x\n")
    expect(lint(folder, 'import(no-cycle)').has('packages/loan/src/x.ts')).toBe(true)
  })
})

/** What oxlint reports by one rule, by file. */
function lint(folder: string, rule = 'puhui(boundaries)'): ReadonlyMap<string, string> {
  const command = join(root, 'node_modules/.bin/oxlint')
  const run = spawnSync(command, ['--format=json', '.'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const { diagnostics } = JSON.parse(run.stdout) as {
    diagnostics: { code: string; message: string; filename: string }[]
  }
  const found = diagnostics.filter((each) => each.code === rule)
  return new Map(found.map((each) => [each.filename.replaceAll('\\', '/'), each.message]))
}
