import { evaluateJdm, type Json, readJdm } from '@puhui/policy'
import { readArchive } from './dmn-archive.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

/** Numbers are doubles here and decimals of 28 digits in the cases. */
const TOLERANCE = 1e-9
/**
 * What `date('now')` gives. The files do not say when they were recorded: this second is read off the answers that
 * print it, so those cases check what is done with the time and not the time itself.
 */
const NOW_SECONDS = 1_755_622_502

/** The embedded cases of the decision graphs: tables, expressions and switches. */
export const zenJdm: ConformanceSet = {
  name: 'zen-jdm',
  run: () => {
    const files = [...readArchive('zen-test-data.tgz')]
    return files.length === 0 ? undefined : files.filter(([path]) => /\/graphs\/.*\.json$/u.test(path)).flatMap(runFile)
  },
  reasons: {
    'insurance-coverage-calculator#1':
      'An output that cannot be computed makes its row miss there, in silence; here the row hits and the output is null.',
  },
  categoryReasons: {
    'not supported': 'The graph runs JavaScript in a function node; such a graph is refused, never run in part.',
  },
  note: '120 of 131 cases are of graphs with tables, expressions and switches only; five depend on the time now, which is read off their answers',
}

/** A graph that does not read is one failed case. */
function runFile([path, text]: readonly [string, string]): readonly CaseResult[] {
  const name = path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
  try {
    return run(name, JSON.parse(text))
  } catch (error) {
    return [{ id: name, category: 'not read', difference: String(error) }]
  }
}

function run(name: string, graph: { tests?: readonly { input: Json; output: Json }[] }): readonly CaseResult[] {
  const read = readJdm(graph)
  const category = read.ok ? 'supported' : 'not supported'
  return runEach(
    graph.tests ?? [],
    ({ input, output }, i) => {
      const id = `${name}#${i + 1}`
      if (!read.ok) return { id, category, difference: problemsOf(read.error.problems) }
      const difference = differenceOf(output, evaluateJdm(read.value, input, NOW_SECONDS), '')
      return difference === undefined ? { id, category } : { id, category, difference }
    },
    (_, i) => `${name}#${i + 1}`,
  )
}

function problemsOf(problems: readonly { readonly code: string; readonly text?: string }[]): string {
  return problems.map(({ code, text }) => `${code} ${text ?? ''}`).join(', ')
}

/** The first place where two values differ. */
function differenceOf(expected: Json | undefined, got: Json | undefined, at: string): string | undefined {
  if (typeof expected === 'number' && typeof got === 'number') {
    if (Math.abs(expected - got) <= TOLERANCE * Math.max(1, Math.abs(expected))) return undefined
  } else if (typeof expected === 'object' && expected !== null && typeof got === 'object' && got !== null) {
    const [a, b] = [expected as Record<string, Json>, got as Record<string, Json>]
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = differenceOf(a[key], b[key], `${at}/${key}`)
      if (found !== undefined) return found
    }
    return undefined
  } else if (expected === got) return undefined
  return `${at || '/'}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`
}
