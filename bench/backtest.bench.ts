import { availableParallelism } from 'node:os'
import { catalogueOf, type FactRecord, type FactType } from '@puhui/condition'
import { type Policy, type Rule, runPolicy } from '@puhui/policy'
import { type Column, shared } from '../server/src/modules/policies/columnar/columns.ts'
import { rehearse } from '../server/src/modules/policies/columnar/threads.ts'
import { columnarOf, FACTS, type Past, policyInUse } from '../server/src/modules/policies/index.ts'
import { median, type Workload } from './measure.ts'
import { mulberry32 } from './policy-tables.ts'

const APPLICATIONS = 5_000_000
/** The row loop is measured over fewer rows and counted up: at full size it would take minutes. */
const ROWS_OF_LOOP = 100_000
const ROUNDS = 3

/** Two versions of 15 rules over past applications held in columns, with the swap matrix, reasons and segments. */
export const workload: Workload = {
  id: 'P10',
  title: `backtest: 5,000,000 applications × 2 versions of 15 rules, swap matrix, ${availableParallelism()} threads / one row at a time (100,000 rows, × 50)`,
  run: async () => {
    const past = pastOf(APPLICATIONS)
    const records = recordsOf(past, ROWS_OF_LOOP)
    const [ours, peer]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      peer.push(timed(() => rowLoop(records)) * (APPLICATIONS / ROWS_OF_LOOP))
      const started = performance.now()
      const tally = await rehearse({ past, champion, challenger })
      ours.push(performance.now() - started)
      if (tally.applications !== APPLICATIONS) throw new Error('every application is counted once')
    }
    const [mine, theirs] = [median(ours), median(peer)]
    return { ours: Math.round(mine), peer: Math.round(theirs), ratio: Number((mine / theirs).toFixed(4)), unit: 'ms' }
  },
}

const CONDITIONS = [
  'applicantAge < ageMin',
  'applicantAge > ageMax',
  'not(regionServed)',
  'identityCheck = "failed"',
  'blacklisted',
  'requestedAmount < amountMin',
  'termMonths > 60',
  'loanPurpose in ("housePurchase", "business")',
  'accountsPastDue > 0',
  'chargeOffs > 0 and creditHistoryYears < 5',
  'bankruptcies > 1 or delinquencies24m > delinquenciesMax',
  'inquiries12m > inquiriesMax',
  'revolvingUtilization > 0.95',
  '2 * (monthlyDebtDue + newInstalment) > monthlyIncome',
  'bureauFileFound = false and employmentYears < 2',
]

function policyOf(version: number, parameters: Readonly<Record<string, number>>): Policy {
  const name = (id: string) => ({ zh: id, en: id })
  const rules = CONDITIONS.map((when, i): Rule => {
    const severity = i % 3 === 2 ? 'refer' : 'decline'
    return { id: `r${i}`, title: name(`r${i}`), when, severity, reasonCode: `R${i}`, onUnknown: 'refer' }
  })
  return {
    id: 'bench',
    version,
    title: name('bench'),
    purpose: 'credit',
    effectiveOn: '2026-11-22' as Policy['effectiveOn'],
    parameters: Object.entries(parameters).map(([id, value]) => {
      return { id, label: name(id), type: id === 'amountMin' ? 'money' : 'integer', value, source: name(id) } as const
    }),
    stages: [{ id: 'all', title: name('all'), kind: 'rules', sources: SOURCES, rules }],
    reasons: rules.map(({ reasonCode: code }) => ({ code, staff: name(code), borrower: name(code), help: name(code) })),
  }
}

const SOURCES = ['identity', 'own-history', 'list', 'bureau', 'income', 'device'] as const
const limits = { ageMin: 18, ageMax: 65, amountMin: 100_000, delinquenciesMax: 3, inquiriesMax: 10 }
const champion = policyOf(1, limits)
const challenger = policyOf(2, { ...limits, ageMax: 60, delinquenciesMax: 2, inquiriesMax: 8 })

/** Random applicants, one value in twenty unknown. */
function pastOf(count: number): Past {
  const random = mulberry32(20_261_122)
  const inputs = policyInUse(champion).compiled.inputs
  const columns = [...columnarOf(inputs, FACTS), { id: 'termMonths', type: 'integer' as FactType }]
  const facts = new Map<string, Column>()
  for (const { id, type } of columns) facts.set(id, columnOf(id, type, count, random))
  const codes = new Uint16Array(shared(count * 2))
  const performance = new Uint8Array(shared(count))
  for (let i = 0; i < count; i += 1) {
    codes[i] = Math.floor(random() * 31)
    performance[i] = random() < 0.6 ? 0 : random() < 0.05 ? 2 : 1
  }
  const lossFen = new Float64Array(shared(count * 8)).fill(500_000)
  return { columns: { count, facts }, performance, lossFen, segments: [{ codes, size: 31 }] }
}

function columnOf(id: string, type: FactType, count: number, random: () => number): Column {
  const fact = FACTS.get(id)!
  if (type === 'enum' || type === 'text') {
    const names = fact.values?.map(({ value }) => value) ?? ['x']
    const codes = new Int32Array(shared(count * 4))
    for (let i = 0; i < count; i += 1) codes[i] = random() < 0.05 ? -1 : Math.floor(random() ** 3 * names.length)
    return { kind: 'text', codes, names }
  }
  const values = new Float64Array(shared(count * 8))
  const most = MOST[id] ?? (type === 'boolean' ? 1 : type === 'money' ? 2_000_000 : type === 'rate' ? 1_000_000 : 12)
  for (let i = 0; i < count; i += 1) {
    const value =
      type === 'boolean' ? (random() < (LIKELY[id] ?? 0.02) ? 1 : 0) : Math.floor(random() ** 2 * (most + 1))
    values[i] = random() < 0.05 ? Number.NaN : value
  }
  return { kind: 'number', values }
}

const MOST: Readonly<Record<string, number>> = { applicantAge: 80, termMonths: 72, monthlyIncome: 3_000_000 }
const LIKELY: Readonly<Record<string, number>> = { regionServed: 0.98, bureauFileFound: 0.95 }

function recordsOf({ columns }: Past, count: number): FactRecord[] {
  const facts = catalogueOf([...FACTS.values()])
  return Array.from({ length: count }, (_, row) => {
    const record: Record<string, number | string | boolean> = {}
    for (const [id, column] of columns.facts) {
      const value = column.kind === 'text' ? column.names[column.codes[row]!] : column.values[row]!
      if (value === undefined || Number.isNaN(value)) continue
      record[id] = facts.get(id)!.type === 'boolean' ? value === 1 : value
    }
    return record
  })
}

/** As one would write it without columns: a record, two decisions, a matrix. */
function rowLoop(records: readonly FactRecord[]): number {
  const [one, other] = [policyInUse(champion).compiled, policyInUse(challenger).compiled]
  const matrix = new Map<string, number>()
  for (const record of records) {
    const cell = `${runPolicy(one, record).outcome}>${runPolicy(other, record).outcome}`
    matrix.set(cell, (matrix.get(cell) ?? 0) + 1)
  }
  return matrix.size
}

function timed(work: () => number): number {
  const started = performance.now()
  if (work() === 0) throw new Error('the work gave nothing')
  return performance.now() - started
}
