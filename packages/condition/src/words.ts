import { dayFromEpoch } from '@puhui/calendar'
import { assertNever, type Locale } from '@puhui/kernel'
import type { Fact, FactCatalogue } from './fact.ts'
import { unscaled } from './literal.ts'
import { PHRASES, type Phrases } from './phrases.ts'
import type { Condition, Expression, LiteralExpression } from './tree.ts'

/**
 * Says a condition as a sentence, with the labels and units of the catalogue.
 *
 * @returns one sentence without a full stop
 * @example toWords(tree, catalogue, 'zh') // '申请人年龄小于 最低年龄（18 岁）'
 * @example toWords(tree, catalogue, 'en') // 'applicant age is less than minimum age (18 years)'
 */
export function toWords(condition: Condition, catalogue: FactCatalogue, locale: Locale): string {
  return new Speaker(catalogue, locale).condition(condition)
}

/** Says a value: `申请金额 ÷ 月收入`. */
export function expressionToWords(expression: Expression, catalogue: FactCatalogue, locale: Locale): string {
  return new Speaker(catalogue, locale).value(expression)
}

class Speaker {
  readonly #catalogue: FactCatalogue
  readonly #locale: Locale
  readonly #say: Phrases

  constructor(catalogue: FactCatalogue, locale: Locale) {
    this.#catalogue = catalogue
    this.#locale = locale
    this.#say = PHRASES[locale]
  }

  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'always':
        return condition.value ? this.#say.always : this.#say.never
      case 'compare': {
        const right = this.value(condition.right, this.#factIn(condition.left))
        return this.#say.compare[condition.op](this.value(condition.left), right)
      }
      case 'range':
        return this.#range(condition)
      case 'oneOf': {
        const fact = this.#factIn(condition.of)
        const options = condition.options.map((option) => this.value(option, fact))
        return this.#say.oneOf(this.value(condition.of), options.join(this.#say.comma))
      }
      case 'known':
        return this.#say.known[condition.isKnown ? 'yes' : 'no'](this.value(condition.of))
      case 'textual':
        return this.#say.textual[condition.name](this.value(condition.of), this.#say.quote(condition.part))
      case 'holds':
        return this.#say.holds(this.value(condition.of))
      case 'and':
      case 'or':
        return condition.all.map((part) => this.#grouped(part)).join(this.#say[condition.kind])
      case 'not':
        return condition.of.kind === 'holds'
          ? this.#say.holdsNot(this.value(condition.of.of))
          : this.#say.not(this.condition(condition.of))
      default:
        return assertNever(condition)
    }
  }

  /** @param of the fact a literal is compared with, whose unit and value labels it takes */
  value(expression: Expression, of?: Fact): string {
    switch (expression.kind) {
      case 'fact':
        return this.#label(expression.id)
      case 'literal':
        return this.#literal(expression, of)
      case 'arithmetic': {
        const [left, right] = [this.#operand(expression.left), this.#operand(expression.right)]
        return `${left} ${{ '+': '+', '-': '−', '*': '×', '/': '÷' }[expression.op]} ${right}`
      }
      case 'call':
        return this.#say.call[expression.name](expression.args.map((arg) => this.value(arg)))
      case 'if': {
        const [test, then] = [this.condition(expression.test), this.value(expression.then)]
        return this.#say.group(this.#say.choose(test, then, this.value(expression.otherwise)))
      }
      case 'share':
        return this.value(expression.of)
      default:
        return assertNever(expression)
    }
  }

  #range({ of, low, high, lowClosed, highClosed }: Extract<Condition, { kind: 'range' }>): string {
    const fact = this.#factIn(of)
    const [from, to] = [this.value(low, fact), this.value(high, fact)]
    const ends = [this.#say.end(lowClosed), this.#say.end(highClosed)] as const
    return this.#say.range(this.value(of), from + ends[0], to + ends[1])
  }

  #grouped(condition: Condition): string {
    const words = this.condition(condition)
    return condition.kind === 'and' || condition.kind === 'or' ? this.#say.group(words) : words
  }

  #operand(expression: Expression): string {
    const inner = expression.kind === 'share' ? expression.of : expression
    return inner.kind === 'arithmetic' ? this.#say.group(this.value(inner)) : this.value(inner)
  }

  #factIn(expression: Expression): Fact | undefined {
    return expression.kind === 'fact' ? this.#catalogue.get(expression.id) : undefined
  }

  #label(id: string): string {
    return this.#catalogue.get(id)?.label[this.#locale] ?? id
  }

  #literal(literal: LiteralExpression, of: Fact | undefined): string {
    const parameter = literal.name ? this.#catalogue.get(literal.name) : undefined
    const shown = this.#shown(literal, parameter?.unit || parameter?.values ? parameter : of)
    return literal.name ? this.#say.named(this.#label(literal.name), shown) : shown
  }

  #shown({ type, value }: LiteralExpression, of: Fact | undefined): string {
    if (typeof value === 'boolean') return value ? this.#say.yes : this.#say.no
    if (typeof value === 'string') {
      return of?.values?.find((each) => each.value === value)?.label[this.#locale] ?? this.#say.quote(value)
    }
    if (type === 'day') return dayFromEpoch(value)
    if (type === 'rate') return `${unscaled(value, 4)}%`
    if (type === 'money') return `${thousands(unscaled(value, 2))} ${this.#say.yuan}`
    const unit = of && of.type !== 'money' && of.type !== 'rate' ? of.unit?.[this.#locale] : undefined
    return thousands(`${value}`) + (unit ? ` ${unit}` : '')
  }
}

function thousands(digits: string): string {
  return digits.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','))
}
