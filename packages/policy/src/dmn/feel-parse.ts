import type { Feel, FeelOperator, FeelTests } from './feel-syntax.ts'

const DEPTH_MAX = 60
const LENGTH_MAX = 50_000
const SPACE = /(?:\s|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/uy
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/uy
const TEXT = /"((?:[^"\\]|\\.)*)"/suy
const NAME = /[\p{L}_?][\p{L}\p{N}_']*/uy
const NAME_PART = /[\p{L}\p{N}_]/u
const COMPARISONS: readonly FeelOperator[] = ['<=', '>=', '!=', '=', '<', '>']
const RESERVED = new Set(
  'and or if then else for in return some every satisfies between instance true false null'.split(' '),
)
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

class SyntaxProblem extends Error {}

/**
 * Reads an expression of FEEL.
 *
 * @param names every name with spaces or signs that may stand in it; the longest that fits is taken
 * @returns the tree; undefined when it does not read
 */
export function parseFeel(text: string, names: readonly string[]): Feel | undefined {
  return whole(text, names, (parser) => parser.expression())
}

/** Reads the entry of an input column: `-`, `< 5`, `[1..3]`, `"A","B"`, `not("A")`. */
export function parseFeelTests(text: string, names: readonly string[]): FeelTests | undefined {
  if (text.trim() === '-' || text.trim() === '') return 'any'
  return whole(text, names, (parser) => parser.tests())
}

function whole<T>(text: string, names: readonly string[], read: (parser: FeelParser) => T): T | undefined {
  if (text.length > LENGTH_MAX) return undefined
  try {
    const parser = new FeelParser(text, names)
    const tree = read(parser)
    return parser.isAtEnd() ? tree : undefined
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return undefined
    throw problem
  }
}

class FeelParser {
  readonly #text: string
  readonly #names: Map<string, string[]>
  #at = 0
  #depth = 0

  constructor(text: string, names: readonly string[]) {
    this.#text = text
    this.#names = new Map()
    for (const name of names) this.#addName(name)
    this.#space()
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  tests(): FeelTests {
    const start = this.#at
    if (this.#word('not') && this.#sign('(')) {
      const tests = this.#list(')', () => this.#test())
      if (this.isAtEnd()) return { isNegated: true, tests }
      this.#at = start
    } else this.#at = start
    const tests = [this.#test()]
    while (this.#sign(',')) tests.push(this.#test())
    return { isNegated: false, tests }
  }

  expression(): Feel {
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) throw new SyntaxProblem()
    const tree = this.#quantified() ?? this.#or()
    this.#depth -= 1
    return tree
  }

  #test(): Feel {
    const op = this.#comparison()
    return op ? { kind: 'test', op, to: this.#sum() } : this.expression()
  }

  #quantified(): Feel | undefined {
    if (this.#word('if')) {
      const test = this.expression()
      this.#needWord('then')
      const then = this.expression()
      this.#needWord('else')
      return { kind: 'if', test, then, otherwise: this.expression() }
    }
    if (this.#word('function')) {
      this.#need('(')
      const parameters = this.#list(')', () => this.#parameter())
      return { kind: 'function', parameters, body: this.expression() }
    }
    for (const kind of ['for', 'some', 'every'] as const) {
      if (!this.#word(kind)) continue
      const over = [this.#iteration()]
      while (this.#sign(',')) over.push(this.#iteration())
      this.#needWord(kind === 'for' ? 'return' : 'satisfies')
      return { kind, over, body: this.expression() }
    }
    return undefined
  }

  #iteration() {
    const name = this.#newName(/\s+in\b/uy)
    this.#needWord('in')
    const of = this.#sum()
    return this.#sign('..') ? { name, of, to: this.#sum() } : { name, of }
  }

  #parameter(): string {
    const name = this.#newName(/\s*[:,)]/uy)
    if (this.#sign(':')) this.#typeName()
    return name
  }

  #or(): Feel {
    let left = this.#and()
    while (this.#word('or')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  #and(): Feel {
    let left = this.#compared()
    while (this.#word('and')) left = { kind: 'and', left, right: this.#compared() }
    return left
  }

  #compared(): Feel {
    let left = this.#sum()
    for (;;) {
      const op = this.#comparison()
      if (op) left = { kind: 'binary', op, left, right: this.#sum() }
      else if (this.#word('between')) {
        const low = this.#sum()
        this.#needWord('and')
        left = { kind: 'between', of: left, low, high: this.#sum() }
      } else if (this.#word('in')) left = { kind: 'in', of: left, tests: this.#inTests() }
      else if (this.#word('instance')) {
        this.#needWord('of')
        left = { kind: 'instanceOf', of: left, type: this.#typeName() }
      } else return left
    }
  }

  #inTests(): readonly Feel[] {
    const start = this.#at
    if (this.#sign('(')) {
      const tests = this.#list(')', () => this.#test(), true)
      if (tests && !this.#peek('..')) return tests
      this.#at = start
    }
    const op = this.#comparison()
    return [op ? { kind: 'test', op, to: this.#sum() } : this.#sum()]
  }

  #sum(): Feel {
    let left = this.#product()
    for (;;) {
      const op = this.#sign('+') ? '+' : this.#peek('->') ? undefined : this.#sign('-') ? '-' : undefined
      if (!op) return left
      left = { kind: 'binary', op, left, right: this.#product() }
    }
  }

  #product(): Feel {
    let left = this.#power()
    for (;;) {
      const op = this.#peek('**') ? undefined : this.#sign('*') ? '*' : this.#sign('/') ? '/' : undefined
      if (!op) return left
      left = { kind: 'binary', op, left, right: this.#power() }
    }
  }

  #power(): Feel {
    let left = this.#negative()
    while (this.#sign('**')) left = { kind: 'binary', op: '**', left, right: this.#negative() }
    return left
  }

  #negative(): Feel {
    return this.#sign('-') ? { kind: 'negative', of: this.#negative() } : this.#postfix()
  }

  #postfix(): Feel {
    let tree = this.#primary()
    for (;;) {
      if (this.#peek('..')) return tree
      if (this.#sign('.')) tree = { kind: 'path', of: tree, name: this.#name() }
      else if (this.#sign('(')) tree = this.#call(tree)
      else if (this.#filterFollows()) {
        this.#need('[')
        tree = { kind: 'filter', of: tree, by: this.#test() }
        this.#need(']')
      } else return tree
    }
  }

  #filterFollows(): boolean {
    return this.#peek('[')
  }

  #call(of: Feel): Feel {
    const names: string[] = []
    const args = this.#list(')', () => {
      const start = this.#at
      const name = this.#tryName()
      if (name !== undefined && this.#sign(':')) names.push(name)
      else this.#at = start
      return this.#test()
    })
    return names.length > 0 ? { kind: 'call', of, args, names } : { kind: 'call', of, args }
  }

  #primary(): Feel {
    const number = this.#match(NUMBER)
    if (number) return { kind: 'literal', value: Number(number[0]) }
    const text = this.#match(TEXT)
    if (text) return { kind: 'literal', value: unescaped(text[1]!) }
    if (this.#sign('@')) {
      const literal = this.#match(TEXT)
      if (!literal) throw new SyntaxProblem()
      return { kind: 'at', text: literal[1]! }
    }
    if (this.#sign('{')) return { kind: 'context', entries: this.#list('}', () => this.#entry()) }
    if (this.#peek('(') || this.#peek('[') || this.#peek(']')) return this.#bracketed()
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.#word(word)) return { kind: 'literal', value }
    }
    return { kind: 'name', name: this.#name() }
  }

  #bracketed(): Feel {
    const opening = this.#text[this.#at]!
    this.#need(opening)
    const start = this.#at
    if (opening !== '(' && this.#sign(']')) return { kind: 'list', items: [] }
    const op = opening === '(' ? this.#comparison() : undefined
    if (op) {
      const to = this.#sum()
      this.#need(')')
      return { kind: 'test', op, to }
    }
    const low = opening === '[' ? this.#test() : this.expression()
    if (this.#sign('..')) {
      const high = this.#sum()
      const highClosed = this.#sign(']')
      if (!highClosed && !this.#sign(')')) this.#need('[')
      return { kind: 'range', low, high, lowClosed: opening === '[', highClosed }
    }
    if (opening === '(') {
      this.#need(')')
      return low
    }
    this.#at = start
    return { kind: 'list', items: this.#list(']', () => this.#test()) }
  }

  #entry(): readonly [string, Feel] {
    const text = this.#match(TEXT)
    const name = text ? unescaped(text[1]!) : this.#newName(/\s*:/uy)
    this.#need(':')
    return [name, this.expression()]
  }

  #typeName(): string {
    let name = this.#name()
    while (this.#sign('.')) name += `.${this.#name()}`
    if (this.#sign('<')) {
      let depth = 1
      while (depth > 0 && !this.isAtEnd()) {
        const sign = this.#text[this.#at++]
        depth += sign === '<' ? 1 : sign === '>' ? -1 : 0
      }
      this.#space()
    }
    return name
  }

  /** A name that is being introduced: everything up to what must follow it. */
  #newName(until: RegExp): string {
    const start = this.#at
    while (!this.isAtEnd()) {
      until.lastIndex = this.#at
      if (this.#at > start && until.test(this.#text)) break
      this.#at += 1
    }
    const name = this.#text.slice(start, this.#at).trim().replace(/\s+/gu, ' ')
    this.#space()
    if (name === '') throw new SyntaxProblem()
    this.#addName(name)
    return name
  }

  #name(): string {
    const name = this.#tryName()
    if (name === undefined) throw new SyntaxProblem()
    return name
  }

  #tryName(): string | undefined {
    for (const known of this.#names.get(this.#text[this.#at] ?? '') ?? []) {
      const length = this.#lengthOf(known)
      if (length === undefined) continue
      this.#at += length
      this.#space()
      return known
    }
    const start = this.#at
    const name = this.#match(NAME)?.[0]
    if (name === undefined || !RESERVED.has(name)) return name
    this.#at = start
    return undefined
  }

  /** How many characters a known name takes here, any run of spaces standing for one. */
  #lengthOf(name: string): number | undefined {
    let at = this.#at
    for (const sign of name) {
      if (sign === ' ') {
        if (!/\s/u.test(this.#text[at] ?? '')) return undefined
        while (/\s/u.test(this.#text[at] ?? '')) at += 1
      } else if (this.#text.startsWith(sign, at)) at += sign.length
      else return undefined
    }
    const runsOn = NAME_PART.test(this.#text[at] ?? '') && NAME_PART.test(name.at(-1)!)
    return runsOn || RESERVED.has(name) ? undefined : at - this.#at
  }

  #addName(name: string): void {
    const plain = name.trim().replace(/\s+/gu, ' ')
    const same = this.#names.get(plain[0] ?? '') ?? []
    if (plain === '' || same.includes(plain)) return
    this.#names.set(
      plain[0]!,
      [...same, plain].sort((a, b) => b.length - a.length),
    )
  }

  #list<T>(closing: string, item: () => T): T[]
  #list<T>(closing: string, item: () => T, isTentative: true): T[] | undefined
  #list<T>(closing: string, item: () => T, isTentative = false): T[] | undefined {
    const items: T[] = []
    if (this.#sign(closing)) return items
    do items.push(item())
    while (this.#sign(','))
    if (this.#sign(closing)) return items
    if (isTentative) return undefined
    throw new SyntaxProblem()
  }

  #comparison(): FeelOperator | undefined {
    return COMPARISONS.find((op) => this.#sign(op))
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false
    if (NAME_PART.test(this.#text[this.#at + word.length] ?? '')) return false
    const longer = (this.#names.get(word[0]!) ?? []).find((name) => this.#lengthOf(name) !== undefined)
    if (longer !== undefined && longer.length > word.length) return false
    this.#at += word.length
    this.#space()
    return true
  }

  #needWord(word: string): void {
    if (!this.#word(word)) throw new SyntaxProblem()
  }

  #peek(sign: string): boolean {
    return this.#text.startsWith(sign, this.#at)
  }

  #sign(sign: string): boolean {
    if (!this.#peek(sign)) return false
    this.#at += sign.length
    this.#space()
    return true
  }

  #need(sign: string): void {
    if (!this.#sign(sign)) throw new SyntaxProblem()
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) return undefined
    this.#at += match[0].length
    this.#space()
    return match
  }

  #space(): void {
    SPACE.lastIndex = this.#at
    this.#at += SPACE.exec(this.#text)?.[0].length ?? 0
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gsu, (_, four, six, sign: string) => {
    const code = four ?? six
    return code === undefined ? (ESCAPES[sign] ?? sign) : String.fromCodePoint(Number.parseInt(code, 16))
  })
}
