import { type Condition, catalogueOf, type Fact, type FactType, readCondition } from '@puhui/condition'
import { mulberry32 } from './policy-tables.ts'

/** 25 facts of a customer and a believable spread of each; about one value in twenty is missing where it can be. */
type Draw = (random: () => number) => number | string | boolean

interface DrawnFact {
  readonly id: string
  readonly type: FactType
  readonly sql: string
  readonly draw: Draw
  readonly isAlwaysKnown?: true
}

const pick = (values: readonly string[]): Draw => {
  return (random) => values[Math.floor(random() * random() * values.length)]!
}
const whole = (low: number, high: number): Draw => {
  return (random) => low + Math.floor(random() * (high - low + 1))
}
/** Amounts with a long tail, in fen, to the yuan. */
const amount = (middle: number): Draw => {
  return (random) => Math.round(middle * Math.exp(1.2 * (random() + random() + random() - 1.5))) * 100
}
const yes = (share: number): Draw => {
  return (random) => random() < share
}

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`)
export const PROVINCES = numbered('p', 31)
export const OCCUPATIONS = numbered('job', 10)

const DRAWN: readonly DrawnFact[] = [
  { id: 'province', type: 'enum', sql: 'text', draw: pick(PROVINCES), isAlwaysKnown: true },
  { id: 'city', type: 'enum', sql: 'text', draw: pick(numbered('c', 340)) },
  { id: 'tier', type: 'enum', sql: 'text', draw: pick(numbered('t', 6)) },
  { id: 'age', type: 'integer', sql: 'smallint', draw: whole(18, 70) },
  { id: 'gender', type: 'enum', sql: 'text', draw: pick(['f', 'm']) },
  { id: 'occupation', type: 'enum', sql: 'text', draw: pick(OCCUPATIONS) },
  { id: 'education', type: 'enum', sql: 'text', draw: pick(numbered('e', 5)) },
  { id: 'income', type: 'money', sql: 'bigint', draw: amount(6_000) },
  { id: 'score', type: 'integer', sql: 'smallint', draw: whole(300, 850) },
  { id: 'grade', type: 'enum', sql: 'text', draw: pick(['A', 'B', 'C', 'D', 'E']) },
  { id: 'loansOpen', type: 'integer', sql: 'smallint', draw: (random) => Math.floor(random() * random() * 4) },
  { id: 'balance', type: 'money', sql: 'bigint', draw: amount(9_000) },
  { id: 'dpdMax', type: 'integer', sql: 'smallint', draw: (random) => Math.max(0, Math.floor(random() * 200) - 150) },
  { id: 'applications', type: 'integer', sql: 'smallint', draw: whole(0, 9) },
  { id: 'lastPaidOn', type: 'day', sql: 'date', draw: whole(20_000, 20_700) },
  { id: 'joinedOn', type: 'day', sql: 'date', draw: whole(18_500, 20_700), isAlwaysKnown: true },
  { id: 'ticket', type: 'money', sql: 'bigint', draw: amount(150) },
  { id: 'recencyDays', type: 'integer', sql: 'smallint', draw: whole(0, 365) },
  { id: 'frequency', type: 'integer', sql: 'smallint', draw: whole(0, 60) },
  { id: 'category', type: 'enum', sql: 'text', draw: pick(numbered('k', 12)) },
  { id: 'payday', type: 'integer', sql: 'smallint', draw: whole(1, 28) },
  { id: 'channel', type: 'enum', sql: 'text', draw: pick(['app', 'branch', 'call', 'village']) },
  { id: 'smsConsent', type: 'boolean', sql: 'boolean', draw: yes(0.6) },
  { id: 'creditConsent', type: 'boolean', sql: 'boolean', draw: yes(0.5) },
  { id: 'bucket', type: 'integer', sql: 'smallint', draw: whole(0, 9_999), isAlwaysKnown: true },
]

const word = (text: string) => ({ zh: text, en: text })
const values = (id: string): string[] => {
  const options: Record<string, string[]> = {
    province: PROVINCES,
    city: numbered('c', 340),
    tier: numbered('t', 6),
    gender: ['f', 'm'],
    occupation: OCCUPATIONS,
    education: numbered('e', 5),
    grade: ['A', 'B', 'C', 'D', 'E'],
    category: numbered('k', 12),
    channel: ['app', 'branch', 'call', 'village'],
  }
  return options[id] ?? []
}

export const facts: readonly Fact[] = DRAWN.map(({ id, type }) => ({
  id,
  type,
  label: word(id),
  source: 'own-history',
  ...(type === 'enum' ? { values: values(id).map((value) => ({ value, label: word(value) })) } : {}),
}))
export const sqlTypes: ReadonlyMap<string, string> = new Map(DRAWN.map(({ id, sql }) => [id, sql]))
const catalogue = catalogueOf(facts)

export type Value = number | string | boolean | undefined

/** Calls `take` with each customer in order; the same customers every time. */
export function drawCustomers(rows: number, take: (id: string, values: readonly Value[]) => void): void {
  const random = mulberry32(20_261_122)
  const drawn: Value[] = DRAWN.map(() => undefined)
  for (let row = 0; row < rows; row++) {
    for (let f = 0; f < DRAWN.length; f++) {
      const { draw, isAlwaysKnown } = DRAWN[f]!
      const value = draw(random)
      drawn[f] = isAlwaysKnown || random() > 0.05 ? value : undefined
    }
    take(idOf(row), drawn)
  }
}

/** As long as the platform's own ids. */
export function idOf(row: number): string {
  return `cus_${String(row).padStart(26, '0')}`
}

export function condition(text: string): Condition {
  const read = readCondition(text, catalogue)
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.error)}`)
  return read.value
}
