import { assertNever } from '@puhui/kernel'
import type { Condition, Expression } from './tree.ts'
import { productDivisor, quotientFactor, scaleOf } from './units.ts'

/** A piece of JavaScript and whether its value can be `undefined`, that is unknown. */
export interface Source {
  readonly code: string
  readonly isMaybe: boolean
}

/** Names that stand in generated text. */
export interface SourceNames {
  /** The variable that holds a fact's slot. */
  readonly fact: (factId: string) => string
  /** Whether a fact is known whenever this text runs: then it is two-valued and as fast as by hand. */
  readonly isKnown: (factId: string) => boolean
}

const OPTIONS_WRITTEN_MAX = 16

/**
 * Writes conditions as JavaScript text, for a server that may make functions from text. Nothing of a record and no
 * name an author chose stands in the text unquoted. The text gives what `compileTest` gives; a property test says so.
 */
export class SourceWriter {
  /** Variables the text needs to be declared before it. */
  readonly temporaries: string[] = []
  readonly #names: SourceNames

  constructor(names: SourceNames) {
    this.#names = names
  }

  /** A condition: true, false or `undefined`. */
  condition(condition: Condition): Source {
    switch (condition.kind) {
      case 'always':
        return sure(`${condition.value}`)
      case 'compare': {
        const op = condition.op === '=' ? '===' : condition.op === '!=' ? '!==' : condition.op
        return this.#joined(this.value(condition.left), this.value(condition.right), (a, b) => `${a} ${op} ${b}`)
      }
      case 'range':
        return this.#range(condition)
      case 'oneOf':
        return this.#oneOf(condition)
      case 'known':
        return this.#known(condition)
      case 'textual': {
        const name = condition.name === 'contains' ? 'includes' : 'startsWith'
        return this.#mapped(this.value(condition.of), (x) => `${x}.${name}(${JSON.stringify(condition.part)})`)
      }
      case 'holds':
        return this.value(condition.of)
      case 'and':
      case 'or':
        return this.#logic(
          condition.kind,
          condition.all.map((part) => this.condition(part)),
        )
      case 'not':
        return this.#mapped(this.condition(condition.of), (x) => `!${x}`)
      default:
        return assertNever(condition)
    }
  }

  /** A value as conditions compute with it: number, text, boolean or `undefined`. */
  value(expression: Expression): Source {
    switch (expression.kind) {
      case 'fact':
        return { code: this.#names.fact(expression.id), isMaybe: !this.#names.isKnown(expression.id) }
      case 'literal':
        return sure(literal(expression.value))
      case 'arithmetic':
        return this.#arithmetic(expression)
      case 'call':
        return this.#call(expression)
      case 'if': {
        const [then, otherwise] = [this.value(expression.then), this.value(expression.otherwise)]
        const test = this.condition(expression.test)
        const isTrue = test.isMaybe ? `(${test.code}) === true` : test.code
        return { code: `(${isTrue} ? ${then.code} : ${otherwise.code})`, isMaybe: then.isMaybe || otherwise.isMaybe }
      }
      case 'share':
        return this.#mapped(this.value(expression.of), (x) => `(${x} / ${scaleOf('rate')})`)
      default:
        return assertNever(expression)
    }
  }

  #range({ of, low, high, lowClosed, highClosed }: Extract<Condition, { kind: 'range' }>): Source {
    const [from, to] = [lowClosed ? '>=' : '>', highClosed ? '<=' : '<'] as const
    const [value, bind] = this.#once(this.value(of))
    const above = this.#joined(value, this.value(low), (x, a) => `${x} ${from} ${a}`)
    const below = this.#joined(value, this.value(high), (x, b) => `${x} ${to} ${b}`)
    const both = this.#logic('and', [above, below])
    return bind === '' ? both : { code: `(${bind}, ${both.code})`, isMaybe: both.isMaybe }
  }

  #oneOf({ of, options }: Extract<Condition, { kind: 'oneOf' }>): Source {
    const list = options.map(({ value }) => literal(value))
    if (list.length > OPTIONS_WRITTEN_MAX)
      return this.#mapped(this.value(of), (x) => `[${list.join(', ')}].includes(${x})`)
    return this.#mapped(this.value(of), (x) => `(${list.map((option) => `${x} === ${option}`).join(' || ')})`)
  }

  #known({ of, isKnown }: Extract<Condition, { kind: 'known' }>): Source {
    const value = this.value(of)
    return sure(value.isMaybe ? `(${value.code} ${isKnown ? '!==' : '==='} undefined)` : `${isKnown}`)
  }

  #arithmetic({ op, left, right, type }: Extract<Expression, { kind: 'arithmetic' }>): Source {
    const [a, b] = [this.value(left), this.value(right)]
    if (op === '+' || op === '-') return this.#joined(a, b, (x, y) => `${x} ${op} ${y}`)
    if (op === '*') {
      const divisor = productDivisor(left.type, right.type, type)
      return this.#joined(a, b, (x, y) => (divisor === 1 ? `${x} * ${y}` : `${x} * ${y} / ${divisor}`))
    }
    const factor = quotientFactor(left.type, right.type, type)
    const [divisor, bind] = this.#once(b)
    const quotient = this.#joined(a, sure(divisor.code), (x, y) => `${x} * ${factor} / ${y}`)
    if (right.kind === 'literal' && right.value !== 0) return quotient
    const isNone = divisor.isMaybe ? `${divisor.code} === undefined || ${divisor.code} === 0` : `${divisor.code} === 0`
    return { code: `(${bind === '' ? '' : `${bind}, `}${isNone} ? undefined : ${quotient.code})`, isMaybe: true }
  }

  #call({ name, args, type }: Extract<Expression, { kind: 'call' }>): Source {
    const values = args.map((arg) => this.value(arg))
    const [first, second] = values as [Source, Source]
    const unit = scaleOf(type)
    switch (name) {
      case 'coalesce':
        return values.reduceRight((rest, value) => this.#firstKnown(value, rest))
      case 'min':
      case 'max':
        return values.reduce((a, b) => this.#joined(a, b, (x, y) => `Math.${name}(${x}, ${y})`))
      case 'abs':
        return this.#mapped(first, (x) => `Math.abs(${x})`)
      case 'floor':
        return this.#mapped(first, (x) => `(Math.floor(${x} / ${unit}) * ${unit})`)
      case 'ceiling':
        return this.#mapped(first, (x) => `(Math.ceil(${x} / ${unit}) * ${unit})`)
      case 'days between':
        return this.#joined(second, first, (to, from) => `${to} - ${from}`)
      default:
        return assertNever(name)
    }
  }

  #firstKnown(value: Source, rest: Source): Source {
    if (!value.isMaybe) return value
    const [once, bind] = this.#once(value)
    return { code: `(${bind || once.code} !== undefined ? ${once.code} : ${rest.code})`, isMaybe: rest.isMaybe }
  }

  /** Kleene: what settles it ends it; else unknown as soon as one part is unknown. */
  #logic(kind: 'and' | 'or', parts: readonly Source[]): Source {
    if (parts.length === 0) return sure(`${kind === 'and'}`)
    if (parts.every(({ isMaybe }) => !isMaybe))
      return sure(`(${parts.map(({ code }) => code).join(kind === 'and' ? ' && ' : ' || ')})`)
    const settling = kind === 'and' ? 'false' : 'true'
    const taken = parts.map((part) => this.#once(part))
    const settled = taken.map(([{ code }, bind]) => `${bind || code} === ${settling} ? ${settling} : `).join('')
    const open = taken.filter(([{ isMaybe }]) => isMaybe).map(([{ code }]) => `${code} === undefined`)
    return { code: `(${settled}${open.join(' || ')} ? undefined : ${kind === 'and'})`, isMaybe: true }
  }

  #mapped(of: Source, apply: (x: string) => string): Source {
    if (!of.isMaybe) return this.#namedIn(of, apply)
    const [once, bind] = this.#once(of)
    return { code: `(${bind || once.code} === undefined ? undefined : ${apply(once.code)})`, isMaybe: true }
  }

  /** A sure value that is more than a name is named first when it is written more than once. */
  #namedIn(of: Source, apply: (x: string) => string): Source {
    const written = apply('\u0001').split('\u0001').length - 1
    if (written < 2 || isName(of.code)) return sure(apply(of.code))
    const name = this.#temporary()
    return sure(`(${name} = ${of.code}, ${apply(name)})`)
  }

  #joined(a: Source, b: Source, apply: (x: string, y: string) => string): Source {
    if (!a.isMaybe && !b.isMaybe) return sure(`(${apply(a.code, b.code)})`)
    const [left, bindLeft] = a.isMaybe ? this.#once(a) : [a, '']
    const [right, bindRight] = b.isMaybe ? this.#once(b) : [b, '']
    const tests = [
      ...(left.isMaybe ? [`${bindLeft || left.code} === undefined`] : []),
      ...(right.isMaybe ? [`${bindRight || right.code} === undefined`] : []),
    ]
    return { code: `(${tests.join(' || ')} ? undefined : ${apply(left.code, right.code)})`, isMaybe: true }
  }

  /** A value under a name, and the text that binds it there; a name or literal needs no binding. */
  #once(of: Source): [Source, string] {
    if (isName(of.code)) return [of, '']
    const name = this.#temporary()
    return [{ code: name, isMaybe: of.isMaybe }, `(${name} = ${of.code})`]
  }

  #temporary(): string {
    const name = `t${this.temporaries.length}`
    this.temporaries.push(name)
    return name
  }
}

function sure(code: string): Source {
  return { code, isMaybe: false }
}

function isName(code: string): boolean {
  return /^(?:[a-z]\d+|\(?-?[\d.e+-]+\)?|true|false|undefined)$/u.test(code)
}

function literal(value: number | string | boolean): string {
  if (typeof value !== 'number') return JSON.stringify(value)
  return value < 0 ? `(${value})` : `${value}`
}
