import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyConditionText, anyRecord, testCatalogue } from './arbitrary.fixture.ts'
import {
  type Condition,
  catalogueOf,
  checkFacts,
  compile,
  compileExpression,
  evaluate,
  evaluateExpression,
  type Fact,
  type FactRecord,
  readCell,
  readCondition,
  readExpression,
  SourceWriter,
  toSql,
  toWords,
  writeCondition,
} from './index.ts'

const loanFacts: readonly Fact[] = [
  { id: 'age', label: { zh: '年龄', en: 'age' }, type: 'integer', unit: { zh: '岁', en: 'years' }, source: 'identity' },
  { id: 'income', label: { zh: '月收入', en: 'monthly income' }, type: 'money', source: 'income' },
  { id: 'due', label: { zh: '月还款额', en: 'monthly due' }, type: 'money', source: 'bureau' },
  { id: 'share', label: { zh: '使用率', en: 'utilization' }, type: 'rate', source: 'bureau' },
  { id: 'ratio', label: { zh: '比值', en: 'ratio' }, type: 'number', source: 'bureau' },
  { id: 'listed', label: { zh: '命中黑名单', en: 'on the black list' }, type: 'boolean', source: 'list' },
  { id: 'openedOn', label: { zh: '开户日', en: 'opening day' }, type: 'day', source: 'bureau' },
  {
    id: 'home',
    label: { zh: '住房', en: 'home' },
    type: 'enum',
    source: 'application',
    values: [
      { value: 'own', label: { zh: '自有', en: 'owned' } },
      { value: 'rent', label: { zh: '租房', en: 'rented' } },
    ],
  },
  { id: 'gender', label: { zh: '性别', en: 'gender' }, type: 'text', source: 'identity', forbiddenIn: ['credit'] },
  {
    id: 'ageMin',
    label: { zh: '最低年龄', en: 'minimum age' },
    type: 'integer',
    unit: { zh: '岁', en: 'years' },
    source: 'policy',
    constant: 18,
  },
]
const catalogue = catalogueOf(loanFacts)

const read = (text: string) => {
  const result = readCondition(text, catalogue)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.error.problems)}`)
  return result.value
}
const problemsOf = (text: string) => {
  const result = readCondition(text, catalogue, { purpose: 'credit' })
  return result.ok ? [] : result.error.problems.map(({ code, place, suggestion }) => [code, place.start, suggestion])
}

describe('text', () => {
  test.each<[text: string, record: FactRecord, truth: boolean | undefined]>([
    ['age >= 18 and age <= 60', { age: 60 }, true],
    ['18 <= age', { age: 17 }, false],
    ['age in [18..60)', { age: 60 }, false],
    ['age in (<18, >60)', { age: 61 }, true],
    ['age not in (30, 40)', { age: 30 }, false],
    ['age between 18 and 60 and listed', { age: 18, listed: true }, true],
    ['home in ("own", "租房")', { home: 'rent' }, true],
    ['(due / income) > 50%', { due: 400_000n, income: 800_000n }, false],
    ['2 * due > 100% * income', { due: 420_000n, income: 800_000n }, true],
    ['income - due >= 2000.5', { income: 300_000n, due: 99_950n }, true],
    ['floor(income / 1000) * 1000 = 12000', { income: 1_299_999n }, true],
    ['max(due, 100) = 100', { due: 1n }, true],
    ['days between(openedOn, @"2026-11-22") >= 365', { openedOn: '2025-11-22' }, true],
    ['openedOn + 10 < "2026-01-01"', { openedOn: '2025-12-21' }, true],
    ['if listed then false = true else age > 1', {}, undefined],
    ['(if age > 60 then 1000 else income) >= 1000', { age: 61 }, true],
  ])('[X1] %s', (text, record, truth) => {
    const result = readCondition(text, catalogue)
    if (text.startsWith('if')) return expect(result.ok).toBe(false)
    expect(evaluate(read(text), record)).toBe(truth)
    expect(compile(read(text))(record)).toBe(truth)
  })

  test('[X2] all problems at once, each with its place and a suggestion', () => {
    expect(problemsOf('agee > 18 and home = "owm" && (due > and mx(due, 1) = 1')).toEqual([
      ['condition.unknown_fact', 0, 'age'],
      ['condition.unknown_enum_value', 21, '"own"'],
      ['condition.unexpected_character', 27, 'and'],
      ['condition.expected', 37, undefined],
      ['condition.unknown_function', 41, 'max'],
      ['condition.expected', 55, ')'],
    ])
  })

  test.each([
    ['', 'condition.expected'],
    ['age >', 'condition.expected'],
    ['age > 18)', 'condition.expected'],
    ['age = "x', 'condition.unclosed_text'],
    ['age == 18', 'condition.unexpected_character'],
    ['age # 18', 'condition.unexpected_character'],
    ['income', 'condition.not_a_condition'],
    ['openedOn > "2026-02-30"', 'condition.not_a_day'],
    ['min() = age', 'condition.wrong_argument_count'],
    ['(age > 1) + 2 = 3', 'condition.not_a_value'],
    ['hasOwnProperty = 1', 'condition.unknown_fact'],
    ['constructor(age) = 1', 'condition.unknown_function'],
    ['__proto__ = 1', 'condition.unknown_fact'],
  ])('[X2] %j is refused with %s', (text, code) => {
    expect(problemsOf(text).map(([first]) => first)).toContain(code)
  })

  test.each([
    ['income = 0.001', 'condition.too_many_decimals'],
    ['share > 0.00001%', 'condition.too_many_decimals'],
    ['income > 99999999999999', 'condition.number_too_large'],
    ['income > 50%', 'condition.type_mismatch'],
    [`ratio > 0.${'0'.repeat(15)}1`, 'condition.too_many_decimals'],
  ])('[X3] %s is refused with %s', (text, code) => {
    expect(problemsOf(text)).toEqual([[code, expect.any(Number), undefined]])
  })

  test.each([
    'income * due > 1',
    'income + age > 1',
    'age + home = 1',
    'home < "own"',
    'age = listed',
    'age / income > 1',
    'openedOn + openedOn > @"2026-01-01"',
    'floor(share) = 1',
    'contains(age, "x")',
  ])('[X4] %s does not fit', (text) => {
    expect(problemsOf(text).map(([code]) => code)).toEqual(['condition.type_mismatch'])
  })

  test.each([
    'coalesce(home, "own") = "rented out"',
    '(if age > 18 then home else "own") in ("own", "rented out")',
    '"rented out" != coalesce(home, home)',
  ])('[X4] %s names no value that the fact has', (text) => {
    expect(problemsOf(text).map(([code]) => code)).toEqual(['condition.unknown_enum_value'])
  })

  test('[X4] a label of a value is read wherever the fact is inside', () => {
    expect(writeCondition(read('coalesce(home, "own") = "租房"'))).toBe('coalesce(home, "own") = "rent"')
  })

  test.each(['a\0b', '\ud800'])('[X15] a text that no column can hold is refused: %j', (part) => {
    expect(problemsOf(`contains(gender, "${part}")`).map(([code]) => code)).toContain('condition.unexpected_character')
  })

  test('[X5] a fact forbidden in credit is a type error there, and only there', () => {
    expect(problemsOf('gender = "f" and age > 18')).toEqual([['condition.forbidden_fact', 0, undefined]])
    expect(readCondition('gender = "f"', catalogue, { purpose: 'service' }).ok).toBe(true)
  })

  test.each([
    ['length', `age > 1 ${' '.repeat(20_001)}`],
    ['depth', `${'('.repeat(60)}age${')'.repeat(60)} > 1`],
    ['nodes', Array.from({ length: 700 }, () => 'age > 1').join(' and ')],
    ['products', `age > ${Array.from({ length: 20 }, () => 'ratio').join(' * ')}`],
  ])('[X6] %s is bounded', (_bound, text) => {
    expect(problemsOf(text).map(([code]) => code)).toContain('condition.too_large')
  })

  test.each([
    ['年龄 ≥ 18 且 （住房 = “租房”）', 'age >= 18 and home = "rent"'],
    ['18 < age', 'age > 18'],
    ['share between 5% and 0.5', 'share in [5%..50%]'],
    ['age < ageMin', 'age < ageMin'],
    ['not listed or age is not known', 'not(listed) or age = null'],
    ['age in ((18..20[, 30)', 'age in (18..20) or age = 30'],
    ['age in ([18..20[)', 'age in [18..20)'],
    ['ratio > 0.000000000000001', 'ratio > 0.000000000000001'],
    ['ratio > -0.00000012345678901234567', 'ratio > -0.00000012345678901234566'],
    ['ratio > 0.30000000000000004', 'ratio > 0.30000000000000004'],
  ])('[X7] %s is written %s', (text, written) => {
    expect(writeCondition(read(text))).toBe(written)
  })

  test('[X7] what is written reads as the same tree', () => {
    fc.assert(
      fc.property(anyConditionText, (text) => {
        const first = readCondition(text, testCatalogue)
        if (!first.ok) throw new Error(`${text} ${JSON.stringify(first.error.problems)}`)
        expect(readCondition(writeCondition(first.value), testCatalogue)).toEqual(first)
      }),
      { numRuns: 2_000, seed: 7 },
    )
  })

  test.each<[cell: string, age: number | null, truth: boolean | undefined]>([
    ['-', null, true],
    ['< 18', 17, true],
    ['[18..60]', 60, true],
    [']18..60[', 18, false],
    ['18, 19, > 60', 61, true],
    ['not(18, 19)', 20, true],
    ['null', null, true],
    ['18', null, undefined],
  ])('[X8] cell %s of age %s is %s', (cell, age, truth) => {
    const of = readExpression('age', catalogue)
    const condition = of.ok ? readCell(cell, of.value, catalogue) : undefined
    if (!condition?.ok) throw new Error(cell)
    expect(evaluate(condition.value, { age })).toBe(truth)
  })
})

describe('truth', () => {
  test.each<[text: string, record: FactRecord, truth: boolean | undefined]>([
    ['listed and age > 18', { age: 17 }, false],
    ['listed and age > 18', { age: 19 }, undefined],
    ['listed or age > 18', { age: 19 }, true],
    ['listed or age > 18', { age: 17 }, undefined],
    ['not(listed)', {}, undefined],
    ['income in [0..5]', {}, undefined],
  ])('[X10] %s of %j is %s', (text, record, truth) => {
    expect(evaluate(read(text), record)).toBe(truth)
  })

  test.each<[age: unknown]>([[null], [undefined], ['18'], [Number.NaN], [1e16], [true]])(
    '[X11] an age of %j is unknown, never zero',
    (age) => {
      const record = { age } as FactRecord
      expect(evaluate(read('age < 18'), record)).toBeUndefined()
      expect(compile(read('age < 18'))(record)).toBeUndefined()
      expect(compile(read('age is unknown'))(record)).toBe(true)
      expect(compile(read('coalesce(age, 30) = 30'))(record)).toBe(true)
    },
  )

  test('[X12] a division by zero is unknown', () => {
    expect(compile(read('due / income > 50%'))({ due: 1n, income: 0n })).toBeUndefined()
  })

  test('[X13] ten times ten fen is one yuan, and a cent above a cap is above it', () => {
    expect(compile(read(`${Array.from({ length: 10 }, () => 'due').join(' + ')} = 1`))({ due: 10n })).toBe(true)
    expect(compile(read('income <= 200000'))({ income: 20_000_001n })).toBe(false)
    expect(compile(read('3 * share = 54%'))({ share: 180_000 })).toBe(true)
  })

  test('[X14] compiled equals interpreted, over 60,000 random conditions and records', () => {
    const seen = { true: 0, false: 0, undefined: 0 }
    fc.assert(
      fc.property(anyConditionText, fc.array(anyRecord, { minLength: 15, maxLength: 15 }), (text, records) => {
        const result = readCondition(text, testCatalogue)
        if (!result.ok) throw new Error(text)
        const compiled = compile(result.value)
        for (const record of records) {
          const truth = evaluate(result.value, record)
          seen[`${truth}`] += 1
          if (compiled(record) !== truth) throw new Error(`${text} of ${JSON.stringify(record, (_, v) => `${v}`)}`)
        }
      }),
      { numRuns: 4_000, seed: 14 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(6_000)
  })

  test('[X14] compiled values equal interpreted values', () => {
    const record = { income: 1_234_567n, due: 99n, age: 40, share: 72_000 }
    for (const text of [
      'income * share',
      'income / 12',
      'due - income',
      'income / share',
      'min(due, income)',
      'age * 2',
    ]) {
      const expression = readExpression(text, catalogue)
      if (!expression.ok) throw new Error(text)
      expect(compileExpression(expression.value)(record)).toBe(evaluateExpression(expression.value, record))
    }
  })

  test('[X15] SQL keeps bare columns for an index and every value as a parameter', () => {
    const column = (id: string) => `f."${id}"`
    expect(toSql(read('income <= 200000 and home = "own" or age = null'), { column, firstParameter: 3 })).toEqual({
      text: '(((f."income" <= $3::bigint) AND (f."home" = $4::text)) OR (f."age" IS NULL))',
      parameters: [20_000_000, 'own'],
    })
    expect(toSql(read('due / income > 50%'), { column }).text).toBe(
      '(((f."due")::float8 / NULLIF((f."income")::float8, 0)) > $1::float8)',
    )
  })

  test("[X17] in generated text an author's texts stand quoted, and known facts need no third value", () => {
    const nasty = '\\"); throw 1; ("\\u2028`'.replace('\\u2028', '\u2028')
    const tree: Condition = {
      kind: 'compare',
      op: '=',
      left: { kind: 'fact', id: 'home', type: 'text' },
      right: { kind: 'literal', type: 'text', value: nasty },
    }
    const sourceOf = (isKnown: boolean) =>
      new SourceWriter({ fact: () => 'f0', isKnown: () => isKnown }).condition(tree)
    expect(sourceOf(true)).toEqual({ code: `(f0 === ${JSON.stringify(nasty)})`, isMaybe: false })
    expect(sourceOf(false).isMaybe).toBe(true)
  })

  test('[X16] an if whose test is unknown takes the else', () => {
    expect(compile(read('(if listed then 1 else age) = 40'))({ age: 40 })).toBe(true)
  })
})

describe('words', () => {
  test.each([
    ['age < 18', '年龄小于 18 岁', 'age is less than 18 years'],
    ['home in ("own", "rent")', '住房为 自有、租房 之一', 'home is one of owned, rented'],
    ['income >= 30000.5', '月收入不低于 30,000.5 元', 'monthly income is at least 30,000.5 yuan'],
    ['share > 7.25%', '使用率超过 7.25%', 'utilization is more than 7.25%'],
    [
      'not(listed) and (age > 60 or age = null)',
      '命中黑名单：否，且（年龄超过 60 岁，或年龄未知）',
      'on the black list: no and (age is more than 60 years or age is unknown)',
    ],
  ])('[X20] %s', (text, zh, en) => {
    expect(toWords(read(text), catalogue, 'zh')).toBe(zh)
    expect(toWords(read(text), catalogue, 'en')).toBe(en)
  })

  test('[X20] every random condition can be said in both languages', () => {
    fc.assert(
      fc.property(anyConditionText, (text) => {
        const result = readCondition(text, testCatalogue)
        if (!result.ok) throw new Error(text)
        for (const locale of ['zh', 'en'] as const)
          expect(toWords(result.value, testCatalogue, locale)).not.toContain('undefined')
      }),
      { numRuns: 300, seed: 20 },
    )
  })

  test('[X21] a parameter is said by name and value', () => {
    expect(toWords(read('age < ageMin'), catalogue, 'zh')).toBe('年龄小于 最低年龄（18 岁）')
    expect(toWords(read('age < ageMin'), catalogue, 'en')).toBe('age is less than minimum age (18 years)')
  })
})

describe('facts at the door', () => {
  test('[X30] all problems at once, and never the value', () => {
    expect(checkFacts({ agge: 3, income: 1.5, home: 'castle', listed: 'yes', age: 30n, due: null }, catalogue)).toEqual(
      {
        ok: false,
        error: {
          code: 'condition.invalid_facts',
          problems: [
            { code: 'condition.unknown_fact', factId: 'agge', suggestion: 'age' },
            { code: 'condition.wrong_value', factId: 'income', expected: 'money' },
            { code: 'condition.wrong_value', factId: 'home', expected: 'own, rent' },
            { code: 'condition.wrong_value', factId: 'listed', expected: 'boolean' },
          ],
        },
      },
    )
    expect(checkFacts({ age: 30n, due: null }, catalogue)).toEqual({ ok: true, value: { age: 30 } })
  })
})
