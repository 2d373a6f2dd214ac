import { type Day, epochOf, isDay } from '@puhui/calendar'
import type { Fact, FactCatalogue, FactType, Purpose } from './fact.ts'
import { DECIMALS_MAX, percentDigits, plain, scaled } from './literal.ts'
import type { ConditionProblem, ConditionProblemCode } from './problem.ts'
import {
  asShare,
  constantOf,
  enumValuesOf,
  gathered,
  isDigits,
  joinedAs,
  productsIn,
  sameValue,
  widest,
} from './shape.ts'
import { nearest } from './suggest.ts'
import type { Syntax, UnaryTest } from './syntax.ts'
import type { CompareOp, Condition, Expression, FunctionName, LiteralExpression, Place, TextTest } from './tree.ts'
import { differenceType, isNumeric, isOrdered, productType, quotientType } from './units.ts'

/** With at most this many multiplications in one value no result leaves the range of a double. */
const PRODUCTS_MAX = 12
const NODES_MAX = 2_000
const FUNCTIONS: Readonly<Record<FunctionName, readonly [min: number, max: number]>> = {
  min: [1, 20],
  max: [1, 20],
  abs: [1, 1],
  floor: [1, 1],
  ceiling: [1, 1],
  coalesce: [2, 20],
  'days between': [2, 2],
}
const CONDITION_FUNCTIONS = ['starts with', 'contains', 'is known', 'is unknown', 'not', 'date'] as const
const MIRRORED: Readonly<Record<CompareOp, CompareOp>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** A literal whose type the other side will decide. */
type Pending = { readonly kind: 'pending'; readonly syntax: Syntax; readonly isNegative: boolean }
type Typed = Expression | Pending
type Placed = { readonly place: Place }

/** Gives names and types to what was written, and notes everything that does not fit. */
export class Checker {
  readonly problems: ConditionProblem[] = []
  readonly #catalogue: FactCatalogue
  readonly #purpose: Purpose | undefined
  readonly #text: string
  #nodes = 0

  constructor(text: string, catalogue: FactCatalogue, purpose: Purpose | undefined) {
    this.#text = text
    this.#catalogue = catalogue
    this.#purpose = purpose
  }

  condition(syntax: Syntax): Condition | undefined {
    this.#count(syntax)
    switch (syntax.kind) {
      case 'boolean':
        return { kind: 'always', value: syntax.value }
      case 'and':
      case 'or':
        return this.#joined(syntax)
      case 'not': {
        const of = this.condition(syntax.of)
        return of && { kind: 'not', of }
      }
      case 'compare':
        return this.#compare(syntax)
      case 'in':
        return this.#in(syntax)
      case 'known':
        return this.#known(syntax.of, syntax.isKnown)
      case 'broken':
        return undefined
      default:
        return this.#holds(syntax)
    }
  }

  /** `subject in (tests)`: literals gather into one list, everything else is an alternative of its own. */
  tests(tests: readonly UnaryTest[], of: Expression): Condition | undefined {
    const alternatives = tests.map((test) => this.#test(test, of))
    if (alternatives.some((alternative) => !alternative)) return undefined
    return joinedAs('or', gathered(of, alternatives as Condition[]))
  }

  /** A value; `expected` settles a bare literal and is checked otherwise. */
  value(syntax: Syntax, expected?: FactType): Expression | undefined {
    const typed = this.#typed(syntax)
    if (!typed) return undefined
    if (!expected) return typed.kind === 'pending' ? this.#settle(typed) : typed
    const settled = typed.kind === 'pending' ? this.#settle(typed, expected) : typed
    if (!settled || settled.type === expected || (expected === 'number' && settled.type === 'integer')) return settled
    if (expected === 'number' && settled.type === 'rate') return { kind: 'share', type: 'number', of: settled }
    return this.#mismatch(syntax, expected, settled.type)
  }

  #in(syntax: Extract<Syntax, { kind: 'in' }>): Condition | undefined {
    const of = this.value(syntax.of)
    return of && this.tests(syntax.tests, of)
  }

  #joined(syntax: Extract<Syntax, { kind: 'and' | 'or' }>): Condition | undefined {
    const [left, right] = [this.condition(syntax.left), this.condition(syntax.right)]
    return left && right && joinedAs(syntax.kind, [left, right])
  }

  #compare(syntax: Extract<Syntax, { kind: 'compare' }>): Condition | undefined {
    const { op, left, right } = syntax
    if (left.kind === 'null' || right.kind === 'null') {
      if (op === '=' || op === '!=') return this.#known(left.kind === 'null' ? right : left, op === '!=')
      this.#problem('condition.type_mismatch', syntax, { expected: '= null', suggestion: '=' })
      return undefined
    }
    const [a, b] = [this.#typed(left), this.#typed(right)]
    return a && b && this.#compared(op, a, b, { at: syntax, left, right })
  }

  #compared(
    op: CompareOp,
    a: Typed,
    b: Typed,
    written: Record<'at' | 'left' | 'right', Placed>,
  ): Condition | undefined {
    const pair = this.#united(a, b, written.left, written.right)
    if (!pair) return undefined
    const [left, right] = pair
    if (op !== '=' && op !== '!=' && !isOrdered(left.type)) {
      this.#problem('condition.type_mismatch', written.at, { expected: '= / !=', found: left.type, suggestion: '=' })
      return undefined
    }
    if (isDigits(left) && !isDigits(right)) return { kind: 'compare', op: MIRRORED[op], left: right, right: left }
    return { kind: 'compare', op, left, right }
  }

  #known(syntax: Syntax, isKnown: boolean): Condition | undefined {
    const of = this.value(syntax)
    return of && { kind: 'known', of, isKnown }
  }

  #test(test: UnaryTest, of: Expression): Condition | undefined {
    switch (test.kind) {
      case 'any':
        return { kind: 'always', value: true }
      case 'equals':
        return this.#versus('=', of, test.to, test)
      case 'compares':
        return this.#versus(test.op, of, test.to, test)
      case 'within':
        return this.#range(test, of)
      case 'none': {
        const none = this.tests(test.of, of)
        return none && { kind: 'not', of: none }
      }
    }
  }

  #versus(op: CompareOp, of: Expression, to: Syntax, at: Placed): Condition | undefined {
    if (to.kind === 'null') return { kind: 'known', of, isKnown: op === '!=' }
    const typed = this.#typed(to)
    return typed && this.#compared(op, of, typed, { at, left: at, right: to })
  }

  #range(test: Extract<UnaryTest, { kind: 'within' }>, of: Expression): Condition | undefined {
    const low = this.#versus(test.lowClosed ? '>=' : '>', of, test.low, test)
    const high = this.#versus(test.highClosed ? '<=' : '<', of, test.high, test)
    if (low?.kind !== 'compare' || high?.kind !== 'compare') return undefined
    if (!sameValue(low.left, of) || !sameValue(high.left, of)) return { kind: 'and', all: [low, high] }
    const { lowClosed, highClosed } = test
    return { kind: 'range', of, low: low.right, high: high.right, lowClosed, highClosed }
  }

  #holds(syntax: Syntax): Condition | undefined {
    if (syntax.kind === 'call') {
      const textual = this.#conditionCall(syntax)
      if (textual !== 'a value') return textual
    }
    const typed = this.#typed(syntax)
    if (!typed) return undefined
    if (typed.kind !== 'pending' && typed.type === 'boolean') return { kind: 'holds', of: typed }
    const found = typed.kind === 'pending' ? 'literal' : typed.type
    this.#problem('condition.not_a_condition', syntax, { expected: 'boolean', found })
    return undefined
  }

  #conditionCall(syntax: Extract<Syntax, { kind: 'call' }>): Condition | undefined | 'a value' {
    if (syntax.name !== 'starts with' && syntax.name !== 'contains') return 'a value'
    if (!this.#hasArguments(syntax, 2, 2)) return undefined
    const [of, part] = [this.value(syntax.args[0]!, 'text'), syntax.args[1]!]
    if (part.kind !== 'text') return this.#mismatch(part, 'text', part.kind)
    return of && { kind: 'textual', name: syntax.name satisfies TextTest, of, part: part.value }
  }

  #typed(syntax: Syntax): Typed | undefined {
    this.#count(syntax)
    switch (syntax.kind) {
      case 'number':
      case 'text':
        return { kind: 'pending', syntax, isNegative: false }
      case 'boolean':
        return { kind: 'literal', type: 'boolean', value: syntax.value }
      case 'day':
        return this.#dayLiteral(syntax, syntax.value)
      case 'name':
        return this.#fact(syntax)
      case 'negative':
        return this.#negative(syntax)
      case 'arithmetic':
        return this.#arithmetic(syntax)
      case 'call':
        return this.#call(syntax)
      case 'if':
        return this.#if(syntax)
      case 'broken':
        return undefined
      default:
        this.#problem('condition.not_a_value', syntax, {})
        return undefined
    }
  }

  #fact(syntax: Extract<Syntax, { kind: 'name' }>): Expression | undefined {
    const fact = this.#catalogue.get(syntax.name) ?? this.#factByLabel(syntax.name)
    if (!fact) {
      const suggestion = nearest(syntax.name, this.#namesOfFacts())
      this.#problem('condition.unknown_fact', syntax, suggestion ? { suggestion } : {})
      return undefined
    }
    if (this.#purpose && fact.forbiddenIn?.includes(this.#purpose)) {
      this.#problem('condition.forbidden_fact', syntax, { purpose: this.#purpose })
      return undefined
    }
    if (fact.constant !== undefined && fact.constant !== null) return constantOf(fact)
    return { kind: 'fact', id: fact.id, type: fact.type }
  }

  #factByLabel(name: string): Fact | undefined {
    const found = [...this.#catalogue.values()].filter(({ label }) => label.zh === name)
    return found.length === 1 ? found[0] : undefined
  }

  *#namesOfFacts(): Generator<string> {
    for (const { id } of this.#catalogue.values()) yield id
    for (const { label } of this.#catalogue.values()) yield label.zh
  }

  #negative(syntax: Extract<Syntax, { kind: 'negative' }>): Typed | undefined {
    const of = this.#typed(syntax.of)
    if (!of) return undefined
    if (of.kind === 'pending' && of.syntax.kind === 'number') return { ...of, isNegative: !of.isNegative }
    const settled = of.kind === 'pending' ? this.#settle(of) : of
    if (!settled) return undefined
    if (!isNumeric(settled.type)) return this.#mismatch(syntax.of, 'number', settled.type)
    const zero: LiteralExpression = { kind: 'literal', type: settled.type, value: 0 }
    return { kind: 'arithmetic', op: '-', type: settled.type, left: zero, right: settled }
  }

  #arithmetic(syntax: Extract<Syntax, { kind: 'arithmetic' }>): Expression | undefined {
    const { op } = syntax
    return op === '+' || op === '-' ? this.#sum(syntax, op) : this.#product(syntax, op)
  }

  #sum(syntax: Extract<Syntax, { kind: 'arithmetic' }>, op: '+' | '-'): Expression | undefined {
    const [a, b] = [this.#typed(syntax.left), this.#typed(syntax.right)]
    if (!a || !b) return undefined
    if ([a, b].some((typed) => typed.kind !== 'pending' && typed.type === 'day'))
      return this.#dayArithmetic(syntax, op, a, b)
    const pair = this.#united(a, b, syntax.left, syntax.right)
    if (!pair) return undefined
    const [left, right] = pair
    if (!isNumeric(left.type)) return this.#mismatch(syntax.left, 'number', left.type)
    return { kind: 'arithmetic', op, type: widest(pair), left, right }
  }

  #dayArithmetic(
    syntax: Extract<Syntax, { kind: 'arithmetic' }>,
    op: '+' | '-',
    a: Typed,
    b: Typed,
  ): Expression | undefined {
    const left = a.kind === 'pending' ? this.#settle(a, a.syntax.kind === 'text' ? 'day' : 'integer') : a
    const right = b.kind === 'pending' ? this.#settle(b, b.syntax.kind === 'text' ? 'day' : 'integer') : b
    if (!left || !right) return undefined
    const type = differenceType(op, left.type, right.type)
    if (!type) return this.#mismatch(syntax.right, 'integer', right.type)
    return { kind: 'arithmetic', op, type, left, right }
  }

  #product(syntax: Extract<Syntax, { kind: 'arithmetic' }>, op: '*' | '/'): Expression | undefined {
    const [a, b] = [this.#typed(syntax.left), this.#typed(syntax.right)]
    const left = a?.kind === 'pending' ? this.#settle(a) : a
    const right = b?.kind === 'pending' ? this.#settle(b) : b
    if (!left || !right) return undefined
    if (!isNumeric(left.type)) return this.#mismatch(syntax.left, 'number', left.type)
    if (!isNumeric(right.type)) return this.#mismatch(syntax.right, 'number', right.type)
    const type = op === '*' ? productType(left.type, right.type) : quotientType(left.type, right.type)
    if (!type) return this.#mismatch(syntax.right, 'number', right.type)
    const product: Expression = { kind: 'arithmetic', op, type, left, right }
    if (productsIn(product) <= PRODUCTS_MAX) return product
    this.#problem('condition.too_large', syntax, { expected: `${PRODUCTS_MAX}` })
    return undefined
  }

  #call(syntax: Extract<Syntax, { kind: 'call' }>): Expression | undefined {
    if (syntax.name === 'date') {
      const only = syntax.args[0]
      return this.#hasArguments(syntax, 1, 1) && only?.kind === 'text' ? this.#dayLiteral(only, only.value) : undefined
    }
    if (!Object.hasOwn(FUNCTIONS, syntax.name)) {
      const suggestion = nearest(syntax.name, [...Object.keys(FUNCTIONS), ...CONDITION_FUNCTIONS])
      const isCondition = (CONDITION_FUNCTIONS as readonly string[]).includes(syntax.name)
      if (isCondition) this.#problem('condition.not_a_value', syntax, {})
      else
        this.#problem('condition.unknown_function', syntax, {
          text: syntax.name,
          ...(suggestion ? { suggestion } : {}),
        })
      for (const arg of syntax.args) this.#typed(arg)
      return undefined
    }
    const name = syntax.name as FunctionName
    if (!this.#hasArguments(syntax, ...FUNCTIONS[name])) return undefined
    return name === 'days between' ? this.#daysBetween(syntax) : this.#uniform(name, syntax.args)
  }

  #daysBetween(syntax: Extract<Syntax, { kind: 'call' }>): Expression | undefined {
    const args = syntax.args.map((arg) => this.value(arg, 'day'))
    if (args.some((arg) => !arg)) return undefined
    return { kind: 'call', name: 'days between', type: 'integer', args: args as Expression[] }
  }

  /** A function whose arguments and result are of one type. */
  #uniform(name: FunctionName, syntaxes: readonly Syntax[]): Expression | undefined {
    const args = this.#alike(syntaxes)
    if (!args) return undefined
    const type = widest(args)
    const fits =
      name === 'coalesce' || (name === 'min' || name === 'max' ? isOrdered(type) : isNumeric(type) && type !== 'rate')
    if (!fits) return this.#mismatch(syntaxes[0]!, 'number', type)
    if (name === 'floor' || name === 'ceiling') {
      return { kind: 'call', name, type: type === 'money' ? 'money' : 'integer', args }
    }
    return { kind: 'call', name, type, args }
  }

  #alike(syntaxes: readonly Syntax[]): Expression[] | undefined {
    const typed = syntaxes.map((syntax) => this.#typed(syntax))
    if (typed.some((each) => !each)) return undefined
    const all = typed as Typed[]
    const lead = all.findIndex((each) => each.kind !== 'pending')
    const from = lead < 0 ? 0 : lead
    const pairs = all.map((each, i) => this.#united(all[from]!, each, syntaxes[from]!, syntaxes[i]!))
    if (pairs.some((pair) => !pair)) return undefined
    const args = pairs.map((pair) => pair![1])
    const isMixed = new Set(args.map(({ type }) => type === 'rate')).size > 1
    return isMixed ? args.map(asShare) : args
  }

  #if(syntax: Extract<Syntax, { kind: 'if' }>): Expression | undefined {
    const test = this.condition(syntax.test)
    const pair = this.#pair(syntax.then, syntax.otherwise)
    if (!test || !pair) return undefined
    const [then, otherwise] = pair
    return { kind: 'if', type: widest(pair), test, then, otherwise }
  }

  #pair(a: Syntax, b: Syntax): [Expression, Expression] | undefined {
    const [left, right] = [this.#typed(a), this.#typed(b)]
    return left && right && this.#united(left, right, a, b)
  }

  /** Brings two values to one type, so that they can be compared or added. */
  #united(a: Typed, b: Typed, aAt: Placed, bAt: Placed): [Expression, Expression] | undefined {
    const left = a.kind === 'pending' ? this.#settle(a, b.kind === 'pending' ? undefined : b.type, b) : a
    const right = b.kind === 'pending' ? this.#settle(b, a.kind === 'pending' ? undefined : a.type, a) : b
    if (!left || !right) return undefined
    if (left.type === right.type) return [left, right]
    const types = [left.type, right.type]
    if (types.every((type) => type === 'number' || type === 'integer')) return [left, right]
    if (types.every((type) => type === 'number' || type === 'integer' || type === 'rate')) {
      return [asShare(left), asShare(right)]
    }
    return a.kind === 'pending'
      ? this.#mismatch(aAt, right.type, left.type)
      : this.#mismatch(bAt, left.type, right.type)
  }

  /** Gives a literal the type of its neighbour; alone, a percentage is a rate and digits are a number. */
  #settle(pending: Pending, wanted?: FactType, neighbour?: Typed): LiteralExpression | undefined {
    const { syntax } = pending
    if (syntax.kind === 'text') return this.#textLiteral(syntax, wanted, neighbour)
    if (syntax.kind !== 'number') return undefined
    const type = wanted ?? (syntax.isPercent ? 'rate' : 'number')
    if (!isNumeric(type) || (type === 'money' && syntax.isPercent)) {
      return this.#mismatch(syntax, type, syntax.isPercent ? 'rate' : 'number')
    }
    return this.#numberLiteral(pending, syntax, type)
  }

  #numberLiteral(
    pending: Pending,
    syntax: Extract<Syntax, { kind: 'number' }>,
    type: FactType,
  ): LiteralExpression | undefined {
    const digits = syntax.isPercent ? percentDigits(syntax.digits) : syntax.digits
    const sign = pending.isNegative ? -1 : 1
    const decimals = type === 'money' ? 2 : type === 'rate' ? 6 : undefined
    const count = decimals === undefined ? plain(digits) : scaled(digits, decimals)
    if (count === 'too many decimals') {
      const most = decimals ?? DECIMALS_MAX
      this.#problem('condition.too_many_decimals', syntax, { expected: `${syntax.isPercent ? most - 2 : most}` })
      return undefined
    }
    if (count === 'too large' || count > 1e15) {
      this.#problem('condition.number_too_large', syntax, { expected: '<= 1e15' })
      return undefined
    }
    const settled = type === 'integer' && !Number.isInteger(count) ? 'number' : type
    return { kind: 'literal', type: settled, value: count === 0 ? 0 : sign * count }
  }

  #textLiteral(
    syntax: Extract<Syntax, { kind: 'text' }>,
    wanted: FactType | undefined,
    neighbour?: Typed,
  ): LiteralExpression | undefined {
    if (wanted === 'day') return this.#dayLiteral(syntax, syntax.value)
    if (wanted === 'enum') return this.#enumLiteral(syntax, neighbour)
    if (wanted && wanted !== 'text') return this.#mismatch(syntax, wanted, 'text')
    return { kind: 'literal', type: 'text', value: syntax.value }
  }

  #enumLiteral(syntax: Extract<Syntax, { kind: 'text' }>, neighbour?: Typed): LiteralExpression | undefined {
    const values = neighbour && neighbour.kind !== 'pending' ? enumValuesOf(neighbour, this.#catalogue) : undefined
    const found = values?.find(({ value, label }) => [value, label.zh, label.en].includes(syntax.value))
    if (found || !values) return { kind: 'literal', type: 'enum', value: found?.value ?? syntax.value }
    const near = nearest(
      syntax.value,
      values.flatMap(({ value, label }) => [value, label.zh, label.en]),
    )
    this.#problem('condition.unknown_enum_value', syntax, {
      expected: values.map(({ value }) => value).join(', '),
      ...(near ? { suggestion: JSON.stringify(near) } : {}),
    })
    return undefined
  }

  #dayLiteral(syntax: Syntax, text: string): LiteralExpression | undefined {
    if (isDay(text)) return { kind: 'literal', type: 'day', value: epochOf(text as Day) }
    this.#problem('condition.not_a_day', syntax, { expected: '@"2026-01-31"' })
    return undefined
  }

  #hasArguments(syntax: Extract<Syntax, { kind: 'call' }>, min: number, max: number): boolean {
    const count = syntax.args.length
    if (count >= min && count <= max) return true
    const expected = min === max ? `${min}` : `${min}–${max}`
    this.#problem('condition.wrong_argument_count', syntax, { expected, found: `${count}` })
    return false
  }

  #mismatch(at: Placed, expected: string, found: string): undefined {
    this.#problem('condition.type_mismatch', at, { expected, found })
  }

  #count(syntax: Syntax): void {
    this.#nodes += 1
    if (this.#nodes === NODES_MAX) this.#problem('condition.too_large', syntax, { expected: `${NODES_MAX}` })
  }

  #problem(code: ConditionProblemCode, at: Placed, facts: Partial<ConditionProblem>): void {
    const { place } = at
    const isSaid = this.problems.some(
      (problem) => problem.code === code && problem.place.start === place.start && problem.place.end === place.end,
    )
    if (!isSaid) this.problems.push({ code, place, text: this.#text.slice(place.start, place.end), ...facts })
  }
}
