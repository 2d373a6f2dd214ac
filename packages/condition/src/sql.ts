import { dayFromEpoch } from '@puhui/calendar'
import { assertNever } from '@puhui/kernel'
import type { FactType } from './fact.ts'
import type { Condition, Expression, LiteralExpression } from './tree.ts'
import { productDivisor, quotientFactor, scaleOf } from './units.ts'

export interface SqlOptions {
  /**
   * The SQL that reads a fact, quoted by the caller. Its column must hold what the fact holds:
   * money fen and rate ppm as whole numbers, day as date, enum as text, unknown as NULL.
   */
  readonly column: (factId: string) => string
  /** The number of the first `$n`; 1 unless said. */
  readonly firstParameter?: number
  /** `postgresql` unless said. */
  readonly dialect?: SqlDialect
}

export type SqlDialect = 'postgresql' | 'duckdb'

export interface Sql {
  readonly text: string
  readonly parameters: readonly (number | string | boolean | readonly (number | string | boolean)[])[]
}

/**
 * Writes a condition for PostgreSQL or DuckDB. NULL is unknown, so the answer is the same three values as
 * `compile` gives; no value of the condition ever stands in the text itself.
 *
 * @example toSql(tree, { column: (id) => `"${id}"` }) // { text: '("age" >= $1::float8)', parameters: [18] }
 */
export function toSql(condition: Condition, options: SqlOptions): Sql {
  const writer = new SqlWriter(options)
  return { text: writer.condition(condition), parameters: writer.parameters }
}

/** Writes a value for PostgreSQL or DuckDB: float8, text or boolean; a day as days since 1970-01-01. */
export function expressionToSql(expression: Expression, options: SqlOptions): Sql {
  const writer = new SqlWriter(options)
  return { text: writer.value(expression), parameters: writer.parameters }
}

/** A computed value of more nodes is named in a subquery rather than written twice: the text stays linear. */
const WRITTEN_TWICE_MAX = 32

class SqlWriter {
  readonly parameters: (number | string | boolean | readonly (number | string | boolean)[])[] = []
  readonly #column: (factId: string) => string
  readonly #first: number
  readonly #isDuck: boolean

  constructor({ column, firstParameter = 1, dialect = 'postgresql' }: SqlOptions) {
    this.#column = column
    this.#isDuck = dialect === 'duckdb'
    this.#first = firstParameter
  }

  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'always':
        return condition.value ? 'TRUE' : 'FALSE'
      case 'compare':
        return this.#compare(condition)
      case 'range':
        return this.#range(condition)
      case 'oneOf':
        return this.#oneOf(condition)
      case 'known':
        return this.#known(condition)
      case 'textual':
        return this.#textual(condition)
      case 'holds':
        return this.value(condition.of)
      case 'and':
      case 'or':
        return `(${condition.all.map((part) => this.condition(part)).join(condition.kind === 'and' ? ' AND ' : ' OR ')})`
      case 'not':
        return `(NOT ${this.condition(condition.of)})`
      default:
        return assertNever(condition)
    }
  }

  value(expression: Expression): string {
    switch (expression.kind) {
      case 'fact':
        return this.#fact(expression.id, expression.type)
      case 'literal':
        return this.#parameter(expression.value, sqlType(expression.type))
      case 'arithmetic':
        return this.#arithmetic(expression)
      case 'call':
        return this.#call(expression)
      case 'if': {
        const [test, then] = [this.condition(expression.test), this.value(expression.then)]
        return `(CASE WHEN ${test} THEN ${then} ELSE ${this.value(expression.otherwise)} END)`
      }
      case 'share':
        return `(${this.value(expression.of)} / ${scaleOf('rate')}::float8)`
      default:
        return assertNever(expression)
    }
  }

  #fact(id: string, type: FactType): string {
    const column = this.#column(id)
    if (type === 'day') return `((${column})::date - date '1970-01-01')::float8`
    return type === 'boolean' ? `(${column})` : `(${column})::${sqlType(type)}`
  }

  #parameter(value: Sql['parameters'][number], type: string): string {
    this.parameters.push(value)
    return `$${this.#first + this.parameters.length - 1}::${type}`
  }

  #compare({ op, left, right }: Extract<Condition, { kind: 'compare' }>): string {
    const bare = this.#bare(left, right)
    if (bare) return `(${bare[0]} ${op === '!=' ? '<>' : op} ${bare[1]})`
    return `(${this.value(left)} ${op === '!=' ? '<>' : op} ${this.value(right)})`
  }

  /** A column against a whole literal stays a bare column, so that an index can serve it. */
  #bare(left: Expression, right: Expression): [string, string] | undefined {
    if (left.kind !== 'fact' || right.kind !== 'literal') return undefined
    const column = this.#column(left.id)
    if (typeof right.value !== 'number') return [column, this.#parameter(right.value, sqlType(right.type))]
    if (right.type === 'day') return [column, this.#parameter(dayFromEpoch(right.value), 'date')]
    return left.type !== 'number' && Number.isInteger(right.value)
      ? [column, this.#parameter(right.value, 'bigint')]
      : undefined
  }

  #known({ of, isKnown }: Extract<Condition, { kind: 'known' }>): string {
    const value = of.kind === 'fact' ? this.#column(of.id) : this.value(of)
    return `(${value} IS ${isKnown ? 'NOT ' : ''}NULL)`
  }

  #range({ of, low, high, lowClosed, highClosed }: Extract<Condition, { kind: 'range' }>): string {
    const [from, to] = [lowClosed ? '>=' : '>', highClosed ? '<=' : '<'] as const
    if (of.kind === 'fact') {
      const above = this.#compare({ kind: 'compare', op: from, left: of, right: low })
      return `(${above} AND ${this.#compare({ kind: 'compare', op: to, left: of, right: high })})`
    }
    if (this.#isDuck && sizeOf(of) <= WRITTEN_TWICE_MAX) {
      const above = `${this.value(of)} ${from} ${this.value(low)}`
      return `(${above} AND ${this.value(of)} ${to} ${this.value(high)})`
    }
    const [value, a, b] = [this.value(of), this.value(low), this.value(high)]
    return `(SELECT t.x ${from} t.a AND t.x ${to} t.b FROM (SELECT ${value} AS x, ${a} AS a, ${b} AS b) AS t)`
  }

  #oneOf({ of, options }: Extract<Condition, { kind: 'oneOf' }>): string {
    const value = this.value(of)
    const list = options.map((option: LiteralExpression) => option.value)
    if (this.#isDuck) return `(${value} IN (${list.map((each) => this.#parameter(each, sqlType(of.type))).join(', ')}))`
    return `(${value} = ANY(${this.#parameter(list, `${sqlType(of.type)}[]`)}))`
  }

  #textual({ name, of, part }: Extract<Condition, { kind: 'textual' }>): string {
    const [value, wanted] = [this.value(of), this.#parameter(part, 'text')]
    if (name === 'starts with') return `starts_with(${value}, ${wanted})`
    return this.#isDuck ? `contains(${value}, ${wanted})` : `(position(${wanted} in ${value}) > 0)`
  }

  #arithmetic({ op, left, right, type }: Extract<Expression, { kind: 'arithmetic' }>): string {
    const [a, b] = [this.value(left), this.value(right)]
    if (op === '+' || op === '-') return `(${a} ${op} ${b})`
    if (op === '*') return `(${a} * ${b}${suffix('/', productDivisor(left.type, right.type, type))})`
    return `(${a}${suffix('*', quotientFactor(left.type, right.type, type))} / NULLIF(${b}, 0))`
  }

  #call({ name, args, type }: Extract<Expression, { kind: 'call' }>): string {
    const values = args.map((arg) => this.value(arg))
    const unit = scaleOf(type)
    switch (name) {
      case 'coalesce':
        return `COALESCE(${values.join(', ')})`
      case 'min':
      case 'max':
        if (this.#isDuck)
          return `list_sort([${values.join(', ')}], '${name === 'min' ? 'ASC' : 'DESC'}', 'NULLS FIRST')[1]`
        return `(SELECT CASE WHEN count(v) = ${values.length} THEN ${name}(v) END FROM (VALUES ${values.map((value) => `(${value})`).join(', ')}) AS t(v))`
      case 'abs':
        return `abs(${values[0]})`
      case 'floor':
      case 'ceiling':
        return `(${name}(${values[0]}${suffix('/', unit)})${suffix('*', unit)})`
      case 'days between':
        return `(${values[1]} - ${values[0]})`
      default:
        return assertNever(name)
    }
  }
}

function sizeOf(expression: Expression): number {
  let count = 0
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    count += 1
    for (const each of Object.values(part)) visit(each)
  }
  visit(expression)
  return count
}

function suffix(op: '*' | '/', factor: number): string {
  return factor === 1 ? '' : ` ${op} ${factor}::float8`
}

function sqlType(type: FactType): string {
  switch (type) {
    case 'boolean':
      return 'boolean'
    case 'text':
    case 'enum':
      return 'text'
    default:
      return 'float8'
  }
}
