import type { Zen, ZenOperator } from './zen-syntax.ts'

const DEPTH_MAX = 60
const LENGTH_MAX = 50_000
const NUMBER = /\d[\d_]*(?:\.(?!\.)\d+)?(?:[eE][+-]?\d+)?/uy
const TEXT = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/suy
const NAME = /[\p{L}_$#][\p{L}\p{N}_]*/uy
const TEMPLATE_TEXT = /(?:[^`\\$]|\\.|\$(?!\{))+/suy
const WORDS = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'null'])
const COMPARISONS: readonly ZenOperator[] = ['==', '!=', '<=', '>=', '<', '>']
const LEVELS: readonly (readonly ZenOperator[])[] = [['+', '-'], ['*', '/', '%'], ['^']]

class SyntaxProblem extends Error {}

/** Reads an expression; undefined when it does not read. */
export function parseZen(text: string): Zen | undefined {
  return whole(text, (parser) => parser.expression())
}

/** Reads the cell of an input column as a condition on `$`, the column's value. */
export function parseZenCell(text: string): Zen | undefined {
  if (text.trim() === '' || text.trim() === '-') return { kind: 'literal', value: true }
  return whole(text, (parser) => parser.cell())
}

function whole(text: string, read: (parser: ZenParser) => Zen): Zen | undefined {
  if (text.length > LENGTH_MAX) return undefined
  try {
    const parser = new ZenParser(text)
    const tree = read(parser)
    return parser.isAtEnd() ? tree : undefined
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return undefined
    throw problem
  }
}

const VALUE: Zen = { kind: 'name', name: '$' }

class ZenParser {
  readonly #text: string
  #at = 0
  #depth = 0
  #isCell = false

  constructor(text: string) {
    this.#text = text
    this.#space()
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** Tests with commas between them: one must hold. */
  cell(): Zen {
    this.#isCell = true
    const tests = [this.expression()]
    while (this.#sign(',')) tests.push(this.expression())
    return tests.map(asked).reduce((left, right) => ({ kind: 'or', left, right }))
  }

  expression(): Zen {
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) throw new SyntaxProblem()
    const test = this.#or()
    this.#depth -= 1
    if (!this.#choiceFollows()) return test
    const then = this.expression()
    this.#need(':')
    return { kind: 'choice', test, then, otherwise: this.expression() }
  }

  #choiceFollows(): boolean {
    return !this.#text.startsWith('??', this.#at) && this.#sign('?')
  }

  #or(): Zen {
    let left = this.#and()
    for (;;) {
      if (this.#sign('??')) left = { kind: 'binary', op: '??', left, right: this.#and() }
      else if (this.#word('or') || this.#sign('||')) left = { kind: 'or', left, right: this.#and() }
      else return left
    }
  }

  #and(): Zen {
    let left = this.#not()
    while (this.#word('and') || this.#sign('&&')) left = { kind: 'and', left, right: this.#not() }
    return left
  }

  #not(): Zen {
    if (this.#word('not')) return { kind: 'not', of: this.#not() }
    return this.#compared()
  }

  #compared(): Zen {
    const alone = this.#isCell ? this.#comparison() : undefined
    if (alone) return { kind: 'test', op: alone, to: this.#level(0) }
    let left = this.#level(0)
    for (;;) {
      const op = this.#comparison()
      if (op) left = { kind: 'binary', op, left, right: this.#level(0) }
      else if (this.#word('in')) left = { kind: 'in', of: left, among: this.#level(0), isNegated: false }
      else if (this.#notIn()) left = { kind: 'in', of: left, among: this.#level(0), isNegated: true }
      else return left
    }
  }

  #notIn(): boolean {
    const start = this.#at
    if (this.#word('not') && this.#word('in')) return true
    this.#at = start
    return false
  }

  #level(level: number): Zen {
    const signs = LEVELS[level]
    if (!signs) return this.#coalesced()
    let left = this.#level(level + 1)
    for (;;) {
      const op = signs.find((sign) => this.#sign(sign))
      if (!op) return left
      left = { kind: 'binary', op, left, right: this.#level(level + 1) }
    }
  }

  #coalesced(): Zen {
    let left = this.#unary()
    while (this.#sign('??')) left = { kind: 'binary', op: '??', left, right: this.#unary() }
    return left
  }

  #unary(): Zen {
    if (this.#sign('-')) return { kind: 'negative', of: this.#unary() }
    if (this.#sign('+')) return this.#unary()
    if (!this.#text.startsWith('!=', this.#at) && this.#sign('!')) return { kind: 'not', of: this.#unary() }
    return this.#postfix()
  }

  #postfix(): Zen {
    let tree = this.#primary()
    for (;;) {
      if (this.#text.startsWith('..', this.#at)) return tree
      if (this.#sign('.')) tree = { kind: 'member', of: tree, name: { kind: 'literal', value: this.#name() } }
      else if (this.#sign('[')) tree = this.#bracket(tree)
      else return tree
    }
  }

  #bracket(of: Zen): Zen {
    const from = this.#sign(':') ? undefined : this.expression()
    const isSlice = from === undefined || this.#sign(':')
    if (!isSlice) {
      this.#need(']')
      return { kind: 'member', of, name: from! }
    }
    const to = this.#sign(']') ? undefined : this.expression()
    if (to) this.#need(']')
    return { kind: 'slice', of, from, to }
  }

  #primary(): Zen {
    const number = this.#match(NUMBER)
    if (number) return { kind: 'literal', value: Number(number[0].replaceAll('_', '')) }
    const text = this.#match(TEXT)
    if (text) return { kind: 'literal', value: unescaped(text[1] ?? text[2] ?? '') }
    if (this.#text[this.#at] === '`') return this.#template()
    if (this.#sign('{')) return { kind: 'object', entries: this.#entries() }
    const opening = ['(', '[', ']'].find((sign) => this.#sign(sign))
    if (opening) return this.#inBrackets(opening)
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const)
      if (this.#word(word)) return { kind: 'literal', value }
    const name = this.#name()
    if (!this.#sign('(')) return { kind: 'name', name }
    return { kind: 'call', name, args: this.#outsideCell(() => this.#list(')')) }
  }

  #inBrackets(opening: string): Zen {
    if (opening !== '(' && this.#sign(']')) return { kind: 'list', items: [] }
    const low = opening === '(' ? this.expression() : this.#outsideCell(() => this.expression())
    if (this.#sign('..')) {
      const high = this.expression()
      const highClosed = this.#sign(']')
      if (!highClosed && !this.#sign(')')) this.#need('[')
      return { kind: 'interval', low, high, lowClosed: opening === '[', highClosed }
    }
    if (opening === '(') {
      this.#need(')')
      return low
    }
    const items = [low]
    while (this.#sign(',')) items.push(this.#outsideCell(() => this.expression()))
    this.#need(']')
    return { kind: 'list', items }
  }

  #template(): Zen {
    const parts: Zen[] = []
    this.#at += 1
    while (this.#text[this.#at] !== '`') {
      TEMPLATE_TEXT.lastIndex = this.#at
      const plain = TEMPLATE_TEXT.exec(this.#text)?.[0]
      if (plain !== undefined) {
        parts.push({ kind: 'literal', value: unescaped(plain) })
        this.#at += plain.length
      } else if (this.#sign('${')) {
        parts.push(this.#outsideCell(() => this.expression()))
        if (this.#text[this.#at] !== '}') throw new SyntaxProblem()
        this.#at += 1
      } else throw new SyntaxProblem()
    }
    this.#need('`')
    return { kind: 'template', parts }
  }

  #entries(): (readonly [Zen, Zen])[] {
    const entries: (readonly [Zen, Zen])[] = []
    if (this.#sign('}')) return entries
    do {
      const text = this.#match(TEXT)
      let key: Zen
      if (text) key = { kind: 'literal', value: unescaped(text[1] ?? text[2] ?? '') }
      else if (this.#sign('[')) {
        key = this.expression()
        this.#need(']')
      } else key = { kind: 'literal', value: this.#name() }
      this.#need(':')
      entries.push([key, this.#outsideCell(() => this.expression())])
    } while (this.#sign(','))
    this.#need('}')
    return entries
  }

  #outsideCell<T>(read: () => T): T {
    const was = this.#isCell
    this.#isCell = false
    const tree = read()
    this.#isCell = was
    return tree
  }

  #list(closing: string): Zen[] {
    const items: Zen[] = []
    if (this.#sign(closing)) return items
    do items.push(this.expression())
    while (this.#sign(','))
    this.#need(closing)
    return items
  }

  #comparison(): ZenOperator | undefined {
    return COMPARISONS.find((op) => this.#sign(op))
  }

  #name(): string {
    const start = this.#at
    const name = this.#match(NAME)?.[0]
    if (name !== undefined && !WORDS.has(name)) return name
    this.#at = start
    throw new SyntaxProblem()
  }

  #word(word: string): boolean {
    NAME.lastIndex = this.#at
    if (NAME.exec(this.#text)?.[0] !== word) return false
    this.#at += word.length
    this.#space()
    return true
  }

  #sign(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false
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
    while (/\s/u.test(this.#text[this.#at] ?? '')) this.#at += 1
  }
}

/** A piece of a cell as a condition: what is no condition yet is compared with the value. */
function asked(tree: Zen): Zen {
  switch (tree.kind) {
    case 'test':
    case 'in':
    case 'call':
      return tree
    case 'and':
    case 'or':
      return { ...tree, left: asked(tree.left), right: asked(tree.right) }
    case 'not':
      return { kind: 'not', of: asked(tree.of) }
    case 'binary':
      return COMPARISONS.includes(tree.op) ? tree : matches(tree)
    default:
      return speaksOfValue(tree) ? tree : matches(tree)
  }
}

function speaksOfValue(tree: unknown): boolean {
  if (Array.isArray(tree)) return tree.some(speaksOfValue)
  if (typeof tree !== 'object' || tree === null) return false
  if ('kind' in tree && tree.kind === 'name' && 'name' in tree && tree.name === '$') return true
  return Object.values(tree).some(speaksOfValue)
}

function matches(tree: Zen): Zen {
  if (tree.kind === 'interval' || tree.kind === 'list') {
    return { kind: 'in', of: VALUE, among: tree, isNegated: false }
  }
  return { kind: 'binary', op: '==', left: VALUE, right: tree }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, (_, sign: string) => ({ n: '\n', t: '\t', r: '\r' })[sign] ?? sign)
}
