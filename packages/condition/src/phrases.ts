import type { Locale } from '@puhui/kernel'
import type { CompareOp, FunctionName, TextTest } from './tree.ts'

/** How each part of a condition is said in one language. */
export interface Phrases {
  readonly always: string
  readonly never: string
  readonly yes: string
  readonly no: string
  readonly yuan: string
  readonly comma: string
  readonly and: string
  readonly or: string
  readonly compare: Readonly<Record<CompareOp, (left: string, right: string) => string>>
  readonly known: Readonly<Record<'yes' | 'no', (of: string) => string>>
  readonly textual: Readonly<Record<TextTest, (of: string, part: string) => string>>
  readonly call: Readonly<Record<FunctionName, (args: readonly string[]) => string>>
  readonly range: (of: string, low: string, high: string) => string
  readonly end: (isClosed: boolean) => string
  readonly oneOf: (of: string, options: string) => string
  readonly holds: (of: string) => string
  readonly holdsNot: (of: string) => string
  readonly not: (inner: string) => string
  readonly choose: (test: string, then: string, otherwise: string) => string
  readonly group: (inner: string) => string
  readonly named: (name: string, value: string) => string
  readonly quote: (text: string) => string
}

const zh: Phrases = {
  always: '任何情况',
  never: '不会发生',
  yes: '是',
  no: '否',
  yuan: '元',
  comma: '、',
  and: '，且',
  or: '，或',
  compare: {
    '=': (left, right) => `${left}为 ${right}`,
    '!=': (left, right) => `${left}不为 ${right}`,
    '<': (left, right) => `${left}小于 ${right}`,
    '<=': (left, right) => `${left}不超过 ${right}`,
    '>': (left, right) => `${left}超过 ${right}`,
    '>=': (left, right) => `${left}不低于 ${right}`,
  },
  known: { yes: (of) => `${of}已知`, no: (of) => `${of}未知` },
  textual: { 'starts with': (of, part) => `${of}以${part}开头`, contains: (of, part) => `${of}包含${part}` },
  call: {
    min: (args) => `${args.join('、')}中的最小值`,
    max: (args) => `${args.join('、')}中的最大值`,
    abs: (args) => `${args[0]}的绝对值`,
    floor: (args) => `${args[0]}向下取整`,
    ceiling: (args) => `${args[0]}向上取整`,
    coalesce: (args) => `${args.join('，未知时取')}`,
    'days between': (args) => `${args[0]}至${args[1]}的天数`,
  },
  range: (of, low, high) => `${of}在 ${low}至 ${high}之间`,
  end: (isClosed) => (isClosed ? '（含）' : '（不含）'),
  oneOf: (of, options) => `${of}为 ${options} 之一`,
  holds: (of) => `${of}：是`,
  holdsNot: (of) => `${of}：否`,
  not: (inner) => `以下不成立：（${inner}）`,
  choose: (test, then, otherwise) => `若${test}则取${then}，否则取${otherwise}`,
  group: (inner) => `（${inner}）`,
  named: (name, value) => `${name}（${value}）`,
  quote: (text) => `“${text}”`,
}

const en: Phrases = {
  always: 'always',
  never: 'never',
  yes: 'yes',
  no: 'no',
  yuan: 'yuan',
  comma: ', ',
  and: ' and ',
  or: ' or ',
  compare: {
    '=': (left, right) => `${left} is ${right}`,
    '!=': (left, right) => `${left} is not ${right}`,
    '<': (left, right) => `${left} is less than ${right}`,
    '<=': (left, right) => `${left} is at most ${right}`,
    '>': (left, right) => `${left} is more than ${right}`,
    '>=': (left, right) => `${left} is at least ${right}`,
  },
  known: { yes: (of) => `${of} is known`, no: (of) => `${of} is unknown` },
  textual: {
    'starts with': (of, part) => `${of} starts with ${part}`,
    contains: (of, part) => `${of} contains ${part}`,
  },
  call: {
    min: (args) => `the least of ${args.join(', ')}`,
    max: (args) => `the greatest of ${args.join(', ')}`,
    abs: (args) => `the size of ${args[0]}`,
    floor: (args) => `${args[0]} rounded down`,
    ceiling: (args) => `${args[0]} rounded up`,
    coalesce: (args) => args.join(', if unknown '),
    'days between': (args) => `the days from ${args[0]} to ${args[1]}`,
  },
  range: (of, low, high) => `${of} is between ${low} and ${high}`,
  end: (isClosed) => (isClosed ? ' (included)' : ' (excluded)'),
  oneOf: (of, options) => `${of} is one of ${options}`,
  holds: (of) => `${of}: yes`,
  holdsNot: (of) => `${of}: no`,
  not: (inner) => `it is not so that (${inner})`,
  choose: (test, then, otherwise) => `if ${test} then ${then}, otherwise ${otherwise}`,
  group: (inner) => `(${inner})`,
  named: (name, value) => `${name} (${value})`,
  quote: (text) => `"${text}"`,
}

export const PHRASES: Readonly<Record<Locale, Phrases>> = { zh, en }
