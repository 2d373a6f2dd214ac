import type { Check, Repo } from '../repo.ts'
import { blank, codeFiles, isTest, places } from '../source.ts'

interface Ban {
  readonly pattern: RegExp
  readonly instead: string
  readonly where: (path: string) => boolean
}

const inPackages = (path: string) => path.startsWith('packages/') && !isTest(path)
const inServer = (path: string) => path.startsWith('server/src/') && !isTest(path)
const inProduct = (path: string) => /^(packages|server|cli|console|h5)\//.test(path) && !isTest(path)
const inClock = (path: string) => /^server\/src\/platform\/(clock|log|postgres)\b/.test(path)
const inScreens = (path: string) => /^(console|h5)\//.test(path)
const inConfig = (path: string) => /^server\/src\/platform\/(config|postgres)\b/.test(path)
const everywhere = () => true

const bans: readonly Ban[] = [
  {
    where: inPackages,
    pattern: /\bnew Date\b|\bDate\.|\bDate\(/,
    instead: 'take the day or the instant as an argument',
  },
  { where: inPackages, pattern: /\bIntl\./, instead: 'format on the screen; packages return numbers and codes' },
  { where: inPackages, pattern: /\.toLocale\w*\(|\.localeCompare\(/, instead: 'compare and format without a locale' },
  { where: inPackages, pattern: /\bprocess\.\w|\bglobalThis\b/, instead: 'take it as an argument' },
  {
    where: (path) => inProduct(path) && path !== 'server/src/platform/tx.ts',
    pattern: /\bMath\.random\b/,
    instead: 'take the random source or the id as an argument',
  },
  {
    where: (path) => inServer(path) && !inClock(path),
    pattern: /\bnew Date\(\)|\bDate\.now\(/,
    instead: 'ask the clock port: the test clock must move everything',
  },
  {
    where: (path) => inServer(path) && !path.startsWith('server/src/platform/log') && !path.endsWith('/main.ts'),
    pattern: /\bconsole\.\w+\(/,
    instead: 'write to the log port, which leaves personal data out',
  },
  {
    where: (path) => inServer(path) && !inConfig(path),
    pattern: /\bprocess\.env\b/,
    instead: 'read settings in platform/config and pass them on',
  },
  {
    where: inScreens,
    pattern: /dangerouslySetInnerHTML|\.innerHTML\s*=|document\.write\(/,
    instead: 'render elements',
  },
  { where: everywhere, pattern: /(?<![.\w])eval\(|\bnew Function\(/, instead: 'use the condition language' },
  { where: everywhere, pattern: /\bdebugger\b/, instead: 'remove it' },
]

function find(repo: Repo) {
  return codeFiles(repo).flatMap((path) => {
    const code = blank(repo.text(path), { strings: true })
    return bans
      .filter((ban) => ban.where(path))
      .flatMap((ban) => places(path, code, ban.pattern, `no $0 here: ${ban.instead}`))
  })
}

export const banned: Check = {
  name: 'banned calls',
  find,
  bad: {
    'packages/loan/src/now.ts': [
      'export const now = () => new Date()',
      'export const dice = () => Math.random()',
      "export const text = new Intl.NumberFormat('zh')",
      "export const home = process.env['HOME']",
      'export const fine = "new Date() in a text"',
      '// Date.now() in a comment',
      "export const order = 'a'.localeCompare('b')",
    ].join('\n'),
    'server/src/modules/ledger/store.ts': [
      'const at = Date.now()',
      'console.log(at)',
      'export const url = process.env.DATABASE_URL',
      'export const fromRow = (text: string) => new Date(text)',
    ].join('\n'),
    'server/src/platform/clock.ts': 'export const now = () => new Date()',
    'console/src/page.tsx': 'export const page = <p dangerouslySetInnerHTML={{ __html: text }} />',
    'tools/run.ts': 'eval("1")\nexport const make = new Function("return 1")\ndebugger',
  },
  finds: [
    'packages/loan/src/now.ts:1',
    'packages/loan/src/now.ts:3',
    'packages/loan/src/now.ts:7',
    'packages/loan/src/now.ts:4',
    'packages/loan/src/now.ts:2',
    'server/src/modules/ledger/store.ts:1',
    'server/src/modules/ledger/store.ts:2',
    'server/src/modules/ledger/store.ts:3',
    'console/src/page.tsx:1',
    'tools/run.ts:1',
    'tools/run.ts:2',
    'tools/run.ts:3',
  ],
}
