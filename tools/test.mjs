// npm test: brings what is missing, then runs every gate and every test. Plain JavaScript, because it is also the
// part that starts on an older Node and hands over to the Node 24 that npm brings.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { inherit, install, isStaleInstall, nodeThatRuns } from '../bin/start/install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')
const reports = join(root, '.cache', 'test-reports')
const projects = ['packages', 'repo', 'console', 'server', 'stories', 'browser', 'walk']
/** Two at a time, the second one quietly: each has a platform of its own, and a page that waits leaves a core free. */
const together = { walk: 'browser' }
const gates = {
  format: ['biome', ['check', '.']],
  lint: ['oxlint', ['--deny-warnings']],
  'types-packages': ['tsc', ['-p', 'packages']],
  'types-server': ['tsc', ['-p', '.']],
  'types-console': ['tsc', ['-p', 'console']],
  'types-h5': ['tsc', ['-p', 'h5']],
}
const parts = [...Object.keys(gates), ...projects]

const usage = `npm test [-- PART …] [-- --bail]
Parts: ${parts.join(' ')}; "types" and "gates" stand for their group. Without a part everything runs.`

async function main(args) {
  if (args.includes('--help')) return say(usage)
  const wanted = chooseParts(args.filter((arg) => !arg.startsWith('--')))
  if (isStaleInstall()) {
    say('npm ci: node_modules is missing or older than the lockfile')
    await install(say)
  }
  const node = nodeThatRuns()
  if (node !== process.execPath) return inherit(node, [fileURLToPath(import.meta.url), ...args])
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`

  const results = await runGates(wanted.filter((part) => part in gates))
  for (const lane of lanesOf(wanted.filter((part) => projects.includes(part)))) {
    if (args.includes('--bail') && results.some((result) => result.failed > 0)) break
    results.push(...(await Promise.all(lane.map(runProject))))
  }
  summarise(results)
}

function chooseParts(names) {
  const groups = { types: parts.filter((part) => part.startsWith('types-')), gates: Object.keys(gates) }
  const chosen = names.flatMap((name) => groups[name] ?? [name])
  const unknown = chosen.filter((name) => !parts.includes(name))
  if (unknown.length > 0) stop(`no such part: ${unknown.join(', ')}\n${usage}`)
  return chosen.length > 0 ? parts.filter((part) => chosen.includes(part)) : parts
}

function lanesOf(names) {
  return names
    .filter((name) => !names.includes(together[name]))
    .map((name) => [name, ...names.filter((other) => together[other] === name)])
}

/** The gates are independent processes: as many at a time as there are cores. */
async function runGates(names) {
  const waiting = [...names]
  const results = []
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) results.push(await runGate(name))
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), names.length) }, worker))
  return results
}

async function runGate(name) {
  const started = performance.now()
  const [tool, args] = gates[name]
  const { status, output } = await run(tool, args)
  if (status !== 0) say(`\n--- ${name}: ${tool} ${args.join(' ')}\n${output}`)
  return result(name, started, status === 0 ? [1, 0] : [0, 1])
}

async function runProject(name, place) {
  const started = performance.now()
  if (name === 'browser' || name === 'walk') await bringChromium()
  const file = join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  const secondTries = join(reports, `${name}-second-tries.json`)
  for (const old of [file, secondTries]) rmSync(old, { force: true })
  // One file after the other where they change the lender they share; else one per core.
  const workers = name === 'browser' ? 1 : availableParallelism()
  const args = [
    'run',
    '--project',
    name,
    `--maxWorkers=${workers}`,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./test/setup/second-try.ts',
    `--outputFile.json=${file}`,
  ]
  const env = { ...process.env, PUHUI_SECOND_TRY: secondTries }
  const { status, output } = await run('vitest', args, { stdio: place > 0 ? 'pipe' : 'inherit', env })
  if (output) say(output)
  return {
    ...result(name, started, countTests(file, status)),
    failures: failuresIn(file),
    secondTries: existsSync(secondTries) ? JSON.parse(readFileSync(secondTries, 'utf8')).map(inShort) : [],
  }
}

/** What failed and why, in two lines each: a log that is cut keeps its end. */
function failuresIn(file) {
  if (!existsSync(file)) return []
  const tests = JSON.parse(readFileSync(file, 'utf8')).testResults.flatMap((each) =>
    each.status === 'failed' && each.assertionResults.length === 0
      ? [{ title: each.name, message: each.message }]
      : each.assertionResults
          .filter((test) => test.status === 'failed')
          .map((test) => ({ title: test.fullName, message: test.failureMessages.join('\n') })),
  )
  return tests.map(inShort)
}

function inShort({ title, message }) {
  return `${title}\n    ${stripVTControlCharacters(message).slice(0, 1200)}`
}

/** A file that does not load, or an error outside every test, counts as one failure, so that no red run looks green. */
function countTests(file, status) {
  if (!existsSync(file)) return status === 0 ? [0, 0] : [0, 1]
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const broken = report.testResults.filter((each) => each.status === 'failed' && each.assertionResults.length === 0)
  const failed = report.numFailedTests + broken.length
  return [report.numPassedTests, failed === 0 && status !== 0 ? 1 : failed]
}

let chromium

/** Once, whoever asks first. */
function bringChromium() {
  chromium ??= import('../test/setup/chromium.ts').then(async ({ ensureChromium, fontEnv }) => {
    process.env.CHROMIUM_PATH = await ensureChromium(say)
    Object.assign(process.env, fontEnv())
  })
  return chromium
}

function run(command, args, { stdio = 'pipe', env = process.env } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', stdio, stdio], shell: onWindows() })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => done({ status: 1, output: error.message }))
    child.on('close', (status) => done({ status, output }))
  })
}

function result(name, started, [passed, failed]) {
  return { name, passed, failed, seconds: (performance.now() - started) / 1000 }
}

function summarise(results) {
  say('')
  for (const { name, passed, failed, seconds } of results) {
    say(
      `${failed > 0 ? '✗' : '✓'} ${name.padEnd(15)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`,
    )
  }
  for (const { name, secondTries = [] } of results) {
    for (const each of secondTries) say(`\n~ ${name}, passed only when tried again: ${each}`)
  }
  for (const { name, failures = [] } of results) for (const each of failures) say(`\n✗ ${name}: ${each}`)
  const [passed, failed] = ['passed', 'failed'].map((key) => results.reduce((sum, each) => sum + each[key], 0))
  say(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

function onWindows() {
  return process.platform === 'win32'
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

function stop(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

await main(process.argv.slice(2))
