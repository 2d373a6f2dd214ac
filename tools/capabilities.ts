// Which capabilities have a story that passed in the last run of the stories and the browser tests.
// node tools/capabilities.ts [--json]
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

interface Proof {
  readonly passing: number
  readonly stories: readonly string[]
}

const root = join(import.meta.dirname, '..')
const reports = join(root, '.cache/test-reports')
const idRow = /^\| ([A-Z]{3}-\d{2}|C\d{2}) \|/gm
const idInTitle = /\b(?:[A-Z]{3}-\d{2}|C\d{2})\b/g

const asJson = process.argv.includes('--json')
const ids = [...readFileSync(join(root, 'docs/capabilities.md'), 'utf8').matchAll(idRow)].map((match) => match[1]!)
const storiesReport = reportOf('stories')
if (!storiesReport) throw new Error('the stories could not be run: see npm test -- stories')
const proofs = prove(ids, passedTitles([storiesReport, reportOf('browser')]))

if (asJson) process.stdout.write(`${JSON.stringify(proofs)}\n`)
else show(proofs)

function reportOf(project: 'stories' | 'browser'): Report | undefined {
  const file = join(reports, `${project}.json`)
  if (!existsSync(file) && project === 'stories') runStories(file)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}

/** Without a report of an earlier run the stories run now; their own output must not mix with ours. */
function runStories(file: string): void {
  mkdirSync(reports, { recursive: true })
  const args = ['run', '--project', 'stories', '--passWithNoTests', '--reporter=json', `--outputFile.json=${file}`]
  const shell = process.platform === 'win32'
  spawnSync(join(root, 'node_modules/.bin/vitest'), args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell })
}

function passedTitles(all: readonly (Report | undefined)[]): string[] {
  return all
    .flatMap((report) => report?.testResults ?? [])
    .filter((file) => existsSync(file.name))
    .flatMap((file) =>
      file.assertionResults
        .filter((test) => test.status === 'passed')
        .map((test) => `${relative(root, file.name).replaceAll('\\', '/')} > ${test.fullName}`),
    )
}

function prove(all: readonly string[], titles: readonly string[]): Record<string, Proof> {
  return Object.fromEntries(
    all.map((id) => {
      const stories = titles.filter((title) => [...title.matchAll(idInTitle)].some((match) => match[0] === id))
      return [id, { passing: stories.length, stories }]
    }),
  )
}

function show(all: Record<string, Proof>): void {
  const proven = Object.entries(all).filter(([, proof]) => proof.passing > 0)
  for (const [id, proof] of proven) process.stdout.write(`${id}  ${proof.stories.join('\n        ')}\n`)
  process.stdout.write(`${proven.length} of ${Object.keys(all).length} capabilities have a passing story\n`)
}
