import type { ConditionProblem } from './problem.ts'
import type { Syntax, UnaryTest } from './syntax.ts'
import { type Token, tokensOf } from './tokens.ts'
import type { ArithmeticOp, CompareOp, Place } from './tree.ts'

/** More than people write and less than would be a burden. */
const TEXT_LENGTH_MAX = 20_000
const DEPTH_MAX = 48

const COMPARE_OPS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies CompareOp[]
const KEYWORDS = ['and', 'or', 'not', 'in', 'between', 'is', 'null', 'true', 'false', 'if', 'then', 'else']
const BRACKETS: readonly string[] = ['[', ']', ')']
const TWO_WORD_FUNCTIONS = ['days between', 'starts with']

/**
 * Reads the FEEL subset by recursive descent and never gives up at the first mistake: a piece that
 * cannot be read becomes `broken`, and reading goes on at the next `and`, `or`, comma or bracket.
 */
export class Parser {
  readonly problems: ConditionProblem[] = []
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(text: string) {
    const isTooLong = text.length > TEXT_LENGTH_MAX
    this.#text = isTooLong ? '' : text
    this.#tokens = tokensOf(this.#text, this.problems)
    if (isTooLong) this.#problem('condition.too_large', { start: 0, end: text.length }, `${TEXT_LENGTH_MAX}`)
  }

  /** A whole condition or value. */
  whole(): Syntax {
    const syntax = this.#or()
    this.#end()
    return syntax
  }

  /** The tests of a decision-table cell, separated by commas. */
  cell(): UnaryTest[] {
    const token = this.#peek()
    if (token.kind === 'symbol' && token.text === '-' && this.#peek(1).kind === 'end') {
      return [{ kind: 'any', place: token.place }]
    }
    const tests = this.#tests('end')
    this.#end()
    return tests
  }

  #or(): Syntax {
    let left = this.#and()
    while (this.#takeName('or')) left = this.#joined('or', left, this.#and())
    return left
  }

  #and(): Syntax {
    let left = this.#comparison()
    while (this.#takeName('and')) left = this.#joined('and', left, this.#comparison())
    return left
  }

  #joined(kind: 'and' | 'or', left: Syntax, right: Syntax): Syntax {
    return { kind, left, right, place: span(left, right) }
  }

  #comparison(): Syntax {
    const left = this.#sum()
    const token = this.#peek()
    if (token.kind === 'symbol' && COMPARE_OPS.includes(token.text)) {
      this.#at += 1
      const right = this.#sum()
      return { kind: 'compare', op: token.text as CompareOp, left, right, place: span(left, right) }
    }
    if (this.#takeName('between')) return this.#between(left)
    if (this.#takeName('in')) return this.#in(left)
    if (token.kind === 'name' && token.text === 'not' && this.#peek(1).text === 'in') {
      this.#at += 2
      const within = this.#in(left)
      return { kind: 'not', of: within, place: within.place }
    }
    if (this.#takeName('is')) return this.#is(left)
    return left
  }

  #between(of: Syntax): Syntax {
    const low = this.#sum()
    if (!this.#takeName('and')) this.#expected('and')
    const high = this.#sum()
    const place = span(of, high)
    return { kind: 'in', of, place, tests: [{ kind: 'within', low, high, lowClosed: true, highClosed: true, place }] }
  }

  #in(of: Syntax): Syntax {
    const isList = this.#isSymbol('(') && !this.#isRangeAhead()
    if (!isList) {
      const test = this.#test()
      return { kind: 'in', of, tests: [test], place: span(of, test) }
    }
    this.#at += 1
    const tests = this.#tests(')')
    const close = this.#close(')')
    return { kind: 'in', of, tests, place: { start: of.place.start, end: close } }
  }

  #is(of: Syntax): Syntax {
    const isNot = this.#takeName('not')
    const token = this.#peek()
    if (token.kind !== 'name' || !['null', 'known', 'unknown'].includes(token.text)) {
      this.#expected('known')
      return { kind: 'broken', place: token.place }
    }
    this.#at += 1
    const isKnown = (token.text === 'known') !== isNot
    return { kind: 'known', of, isKnown, place: span(of, token) }
  }

  /** `(1..5]` opens like a list; only the dots tell. A bracket behind dots closes, whichever way it looks. */
  #isRangeAhead(): boolean {
    const open: { hasDots: boolean }[] = []
    for (let at = this.#at; at < this.#tokens.length; at += 1) {
      const { kind, text } = this.#tokens[at]!
      const inner = open.at(-1)
      if (kind === 'end' || (open.length === 1 && kind === 'symbol' && text === ',')) return false
      if (kind !== 'symbol') continue
      if (text === '..' && open.length === 1) return true
      if (text === '..' && inner) inner.hasDots = true
      if (text === '(' || (text !== ')' && BRACKETS.includes(text) && !inner?.hasDots)) open.push({ hasDots: false })
      else if (BRACKETS.includes(text)) open.pop()
      if (open.length === 0) return false
    }
    return false
  }

  #tests(until: ')' | 'end'): UnaryTest[] {
    const tests = [this.#test()]
    while (this.#takeSymbol(',')) tests.push(this.#test())
    const token = this.#peek()
    const isDone = until === 'end' ? token.kind === 'end' : token.kind === 'symbol' && token.text === until
    if (!isDone && until === 'end') this.#expected(',')
    return tests
  }

  #test(): UnaryTest {
    const token = this.#peek()
    if (token.kind === 'symbol' && COMPARE_OPS.includes(token.text)) {
      this.#at += 1
      const to = this.#sum()
      return { kind: 'compares', op: token.text as CompareOp, to, place: span(token, to) }
    }
    if (token.kind === 'symbol' && ['[', ']'].includes(token.text)) return this.#range()
    if (token.kind === 'symbol' && token.text === '(' && this.#isRangeAhead()) return this.#range()
    if (token.kind === 'name' && token.text === 'not' && this.#peek(1).text === '(') {
      this.#at += 2
      const of = this.#tests(')')
      return { kind: 'none', of, place: { start: token.place.start, end: this.#close(')') } }
    }
    const to = this.#sum()
    return { kind: 'equals', to, place: to.place }
  }

  #range(): UnaryTest {
    const open = this.#take()
    const low = this.#sum()
    if (!this.#takeSymbol('..')) this.#expected('..')
    const high = this.#sum()
    const close = this.#peek()
    const closes = close.kind === 'symbol' && [']', ')', '['].includes(close.text)
    if (closes) this.#at += 1
    else this.#expected(']')
    const place = { start: open.place.start, end: close.place.end }
    return { kind: 'within', low, high, lowClosed: open.text === '[', highClosed: close.text === ']', place }
  }

  #sum(): Syntax {
    let left = this.#product()
    for (let op = this.#takeAnySymbol('+-'); op; op = this.#takeAnySymbol('+-')) {
      left = this.#arithmetic(op, left, this.#product())
    }
    return left
  }

  #product(): Syntax {
    let left = this.#factor()
    for (let op = this.#takeAnySymbol('*/'); op; op = this.#takeAnySymbol('*/')) {
      left = this.#arithmetic(op, left, this.#factor())
    }
    return left
  }

  #arithmetic(op: string, left: Syntax, right: Syntax): Syntax {
    return { kind: 'arithmetic', op: op as ArithmeticOp, left, right, place: span(left, right) }
  }

  #factor(): Syntax {
    const token = this.#peek()
    this.#depth += 1
    try {
      if (this.#depth > DEPTH_MAX) return this.#tooDeep(token)
      if (!this.#takeSymbol('-')) return this.#primary()
      const of = this.#factor()
      return { kind: 'negative', of, place: span(token, of) }
    } finally {
      this.#depth -= 1
    }
  }

  #tooDeep(token: Token): Syntax {
    this.#problem('condition.too_large', token.place, token.text, `${DEPTH_MAX}`)
    this.#at = this.#tokens.length - 1
    return { kind: 'broken', place: token.place }
  }

  #primary(): Syntax {
    const token = this.#peek()
    const { place } = token
    switch (token.kind) {
      case 'number':
        this.#at += 1
        return { kind: 'number', digits: token.text, isPercent: token.isPercent === true, place }
      case 'text':
        this.#at += 1
        return { kind: 'text', value: token.text, place }
      case 'name':
        return this.#named(token)
      case 'symbol':
        if (token.text === '(') return this.#group()
        if (token.text === '@') return this.#day()
        break
      case 'end':
        break
    }
    return this.#missing()
  }

  #group(): Syntax {
    const open = this.#take()
    const inner = this.#or()
    return { ...inner, place: { start: open.place.start, end: this.#close(')') } }
  }

  #day(): Syntax {
    const at = this.#take()
    const token = this.#peek()
    if (token.kind !== 'text') return this.#missing('"2026-01-31"')
    this.#at += 1
    return { kind: 'day', value: token.text, place: span(at, token) }
  }

  #named(token: Token): Syntax {
    const { text, place } = token
    if (text === 'true' || text === 'false') {
      this.#at += 1
      return { kind: 'boolean', value: text === 'true', place }
    }
    if (text === 'null') {
      this.#at += 1
      return { kind: 'null', place }
    }
    if (text === 'not') return this.#not()
    if (text === 'if') return this.#if()
    if (KEYWORDS.includes(text)) return this.#missing()
    const twoWords = `${text} ${this.#peek(1).text}`
    const words = TWO_WORD_FUNCTIONS.includes(twoWords) && this.#peek(2).text === '(' ? 2 : 1
    this.#at += words
    if (!this.#isSymbol('(')) return { kind: 'name', name: text, place }
    return this.#call(words === 2 ? twoWords : text, place)
  }

  #call(name: string, from: Place): Syntax {
    this.#at += 1
    const args: Syntax[] = []
    if (!this.#isSymbol(')')) {
      args.push(this.#or())
      while (this.#takeSymbol(',')) args.push(this.#or())
    }
    return { kind: 'call', name, args, place: { start: from.start, end: this.#close(')') } }
  }

  #not(): Syntax {
    const token = this.#take()
    const of = this.#isSymbol('(') ? this.#group() : this.#comparison()
    return { kind: 'not', of, place: span(token, of) }
  }

  #if(): Syntax {
    const token = this.#take()
    const test = this.#or()
    if (!this.#takeName('then')) this.#expected('then')
    const then = this.#or()
    if (!this.#takeName('else')) this.#expected('else')
    const otherwise = this.#or()
    return { kind: 'if', test, then, otherwise, place: span(token, otherwise) }
  }

  #missing(expected = 'value'): Syntax {
    const { place } = this.#peek()
    this.#expected(expected)
    this.#skip()
    return { kind: 'broken', place }
  }

  /** Leaves what cannot be read, up to where reading makes sense again. */
  #skip(): void {
    for (let token = this.#peek(); token.kind !== 'end'; token = this.#peek()) {
      if (token.kind === 'name' && ['and', 'or', 'then', 'else'].includes(token.text)) return
      if (token.kind === 'symbol' && [')', ']', ','].includes(token.text)) return
      this.#at += 1
    }
  }

  /** Whatever is left over is said once, then read as if `and` stood before it. */
  #end(): void {
    while (this.#peek().kind !== 'end') {
      this.#expected('and')
      if (this.#peek().kind === 'symbol') this.#at += 1
      this.#skip()
      if (this.#takeName('and') || this.#takeName('or')) this.#or()
    }
  }

  #close(symbol: ')'): number {
    const { place } = this.#peek()
    if (this.#takeSymbol(symbol)) return place.end
    this.#expected(symbol)
    return place.start
  }

  #expected(expected: string): void {
    const { place } = this.#peek()
    const isKnown = this.problems.some(
      ({ code, place: at }) => code === 'condition.expected' && at.start === place.start && at.end === place.end,
    )
    if (isKnown) return
    const suggestion = expected === 'value' ? undefined : expected
    this.#problem('condition.expected', place, this.#text.slice(place.start, place.end), expected, suggestion)
  }

  #problem(code: ConditionProblem['code'], place: Place, text: string, expected?: string, suggestion?: string): void {
    this.problems.push({ code, place, text, ...(expected ? { expected } : {}), ...(suggestion ? { suggestion } : {}) })
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!
  }

  #take(): Token {
    const token = this.#peek()
    this.#at += 1
    return token
  }

  #isSymbol(text: string): boolean {
    const token = this.#peek()
    return token.kind === 'symbol' && token.text === text
  }

  #takeSymbol(text: string): boolean {
    if (!this.#isSymbol(text)) return false
    this.#at += 1
    return true
  }

  #takeAnySymbol(texts: string): string | undefined {
    const { kind, text } = this.#peek()
    if (kind !== 'symbol' || !texts.includes(text)) return undefined
    this.#at += 1
    return text
  }

  #takeName(name: string): boolean {
    const token = this.#peek()
    if (token.kind !== 'name' || token.text !== name) return false
    this.#at += 1
    return true
  }
}

function span(from: { readonly place: Place }, to: { readonly place: Place }): Place {
  return { start: from.place.start, end: to.place.end }
}
