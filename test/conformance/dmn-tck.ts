import {
  childOf,
  childrenOf,
  type DmnModel,
  evaluateDmn,
  type FeelValue,
  parseTemporal,
  readDmn,
  readXml,
  type XmlElement,
} from '@puhui/policy'
import { readArchive } from './dmn-archive.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

/** Numbers are doubles here and decimals of 34 digits in the cases; they are the same within this share. */
const TOLERANCE = 1e-10
const NUMBERS_NOTE = 'doubles against 34-digit decimals, equal within 1e-10 of the value'

interface Suite {
  readonly name: string
  readonly models: readonly string[]
  readonly tests: readonly string[]
}

/** Every suite of level 2. */
export const dmnLevel2: ConformanceSet = {
  name: 'dmn-level-2',
  run: () => runSuites(({ name }) => name.includes('compliance-level-2/')),
  note: NUMBERS_NOTE,
}

/** The suites of both levels whose models hold a decision table. */
export const dmnTables: ConformanceSet = {
  name: 'dmn-tables',
  run: () => runSuites(({ models }) => models.some((xml) => /<(?:\w+:)?decisionTable[\s>]/u.test(xml))),
  note: NUMBERS_NOTE,
}

function runSuites(isWanted: (suite: Suite) => boolean): readonly CaseResult[] | undefined {
  const all = suites()
  return all.length === 0 ? undefined : all.filter(isWanted).flatMap(runSuite)
}

/** A suite that breaks down is one failed case. */
function runSuite(suite: Suite): readonly CaseResult[] {
  try {
    return run(suite)
  } catch (error) {
    return [{ id: suite.name, category: 'not run', difference: String(error) }]
  }
}

let read: readonly Suite[] | undefined

function suites(): readonly Suite[] {
  if (read) return read
  const folders = new Map<string, Suite & { models: string[]; tests: string[] }>()
  for (const [path, text] of readArchive('dmn-tck.tgz')) {
    const name = path.slice(0, path.lastIndexOf('/'))
    const suite = folders.get(name) ?? { name, models: [], tests: [] }
    if (path.endsWith('.dmn')) suite.models.push(text)
    else if (path.endsWith('.xml')) suite.tests.push(text)
    folders.set(name, suite)
  }
  read = [...folders.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return read
}

function run({ name, models, tests }: Suite): readonly CaseResult[] {
  const read = models.map((xml) => readDmn(xml, models)).flatMap((model) => (model.ok ? [model.value] : []))
  const suite = name.slice(name.lastIndexOf('/') + 1)
  return tests.flatMap((text) => {
    const root = readXml(text)
    if (!root.ok) return [{ id: suite, category: suite, difference: 'the cases do not read' }]
    const own = mainModel(read, suite)
    const cases = childrenOf(root.value, 'testCase')
    return runEach(
      cases,
      (test) => caseOf(test, suite, own),
      (test) => `${suite}#${test.attributes.id ?? ''}`,
    )
  })
}

/** The model of the suite first, then those it imports. */
function mainModel(models: readonly DmnModel[], suite: string): readonly DmnModel[] {
  const main =
    models.find(({ name }) => name === suite) ?? models.find(({ imports }) => imports.length > 0) ?? models[0]
  return main ? [main, ...models.filter((model) => model !== main)] : []
}

function caseOf(test: XmlElement, suite: string, models: readonly DmnModel[]): CaseResult {
  const id = `${suite}#${test.attributes.id ?? ''}`
  const given = new Map(childrenOf(test, 'inputNode').map((node) => [node.attributes.name ?? '', valueIn(node)]))
  const differences = childrenOf(test, 'resultNode').flatMap((node) => {
    const { name = '' } = node.attributes
    const expected = valueIn(childOf(node, 'expected')!)
    const got = evaluateDmn(models, name, given)
    return isSame(expected, got) ? [] : [`${name}: expected ${shown(expected)}, got ${shown(got)}`]
  })
  return differences.length === 0
    ? { id, category: suite }
    : { id, category: suite, difference: differences.join('; ') }
}

function valueIn(node: XmlElement): FeelValue {
  const components = childrenOf(node, 'component')
  if (components.length > 0) return new Map(components.map((each) => [each.attributes.name ?? '', valueIn(each)]))
  const list = childOf(node, 'list')
  if (list) return childrenOf(list, 'item').map(valueIn)
  const value = childOf(node, 'value')
  if (!value || value.attributes['xsi:nil'] === 'true') return null
  return typed(value.text, (value.attributes['xsi:type'] ?? 'xsd:string').replace(/^.*:/u, ''))
}

function typed(text: string, type: string): FeelValue {
  switch (type) {
    case 'string':
      return text
    case 'boolean':
      return text.trim() === 'true'
    case 'decimal':
    case 'double':
    case 'integer':
    case 'int':
    case 'long':
    case 'float':
      return Number(text)
    default:
      return parseTemporal(text.trim())
  }
}

function isSame(expected: FeelValue, got: FeelValue): boolean {
  if (typeof expected === 'number' && typeof got === 'number') {
    return Math.abs(expected - got) <= TOLERANCE * Math.max(1, Math.abs(expected))
  }
  if (Array.isArray(expected) && Array.isArray(got)) {
    return expected.length === got.length && expected.every((item, i) => isSame(item, got[i]))
  }
  if (expected instanceof Map && got instanceof Map) {
    return expected.size === got.size && [...expected].every(([key, item]) => isSame(item, got.get(key) ?? null))
  }
  return shown(expected) === shown(got)
}

function shown(value: FeelValue): string {
  return JSON.stringify(value, (_, each) => (each instanceof Map ? Object.fromEntries(each) : each))
}
