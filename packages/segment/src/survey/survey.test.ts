import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answers,
  answersProblems,
  countedAnswers,
  factsFed,
  hiddenCells,
  maskQuote,
  type Question,
  questionsProblems,
  shownQuestions,
  tallyOf,
  topicsOf,
} from '../index.ts'

const say = (text: string) => ({ zh: text, en: text })
const ask = (id: string, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id,
  kind,
  text: say(id),
  isRequired: true,
  options: [],
  scale: null,
  showIf: '',
  feeds: null,
  ...more,
})
const options = (...ids: string[]) => ids.map((id) => ({ id, label: say(id) }))

const QUESTIONS: readonly Question[] = [
  ask('needs', 'multiple', { options: options('education', 'travel', 'other'), feeds: 'needs' }),
  ask('when', 'single', { options: options('soon', 'later'), showIf: 'needs.travel' }),
  ask('amount', 'amount', { showIf: 'when = "soon"', isRequired: false }),
  ask('nps', 'nps'),
  ask('why', 'text', { showIf: 'nps <= 6', isRequired: false }),
  ask('order', 'ranking', { options: options('price', 'speed', 'service'), isRequired: false }),
  ask('ease', 'scale', { scale: { from: 1, to: 5 }, isRequired: false }),
]
const FEEDS = new Map([['needs', new Set(['education', 'travel'])]])

const idsShown = (answers: Answers) => shownQuestions(QUESTIONS, answers).map(({ id }) => id)

describe('what is asked', () => {
  test('[G40] a question follows from the answers before it', () => {
    expect(idsShown({})).toEqual(['needs', 'nps', 'order', 'ease'])
    expect(idsShown({ needs: ['travel'] })).toContain('when')
    expect(idsShown({ needs: ['travel'], when: 'soon', nps: 6 })).toEqual(QUESTIONS.map(({ id }) => id))
    expect(idsShown({ nps: 7 })).not.toContain('why')
  })

  test('[G40] an answer that is hidden later counts for nothing, nor what followed from it', () => {
    const answers = { needs: ['education'], when: 'soon', amount: '500000', nps: 9, why: 'slow' }
    expect(idsShown(answers)).not.toContain('amount')
    expect(countedAnswers(QUESTIONS, answers)).toEqual({ needs: ['education'], nps: 9 })
  })

  test('[G41] everything wrong is told at once, with its place', () => {
    const wrong = [
      ask('1st', 'text'),
      ask('a', 'single', { options: options('x', 'x') }),
      ask('a', 'scale', { scale: { from: 5, to: 1 } }),
      ask('b', 'text', { text: { zh: '有', en: '' }, showIf: 'later = 1', feeds: 'needs' }),
    ]
    expect(questionsProblems(wrong, FEEDS).map(({ pointer, problem }) => `${pointer} ${problem}`)).toEqual([
      '/questions/0/id id_invalid',
      '/questions/1/options option_taken',
      '/questions/2/id id_taken',
      '/questions/2/scale scale_invalid',
      '/questions/3/text text_missing',
      '/questions/3/feeds feed_invalid',
    ])
    expect(questionsProblems([], FEEDS)[0]!.problem).toBe('no_questions')
    expect(questionsProblems(QUESTIONS, FEEDS)).toEqual([])
    const odd = [ask('a', 'nps'), ask('b', 'text', { showIf: 'a <= "x"' })]
    expect(questionsProblems(odd, FEEDS)).toEqual([{ pointer: '/questions/1/showIf', problem: 'condition_invalid' }])
  })

  test('[G42] each kind takes its own answers and no others', () => {
    const bad: Answers = {
      needs: ['education', 'education'],
      nps: 11,
      order: ['price'],
      ease: 2.5,
    }
    expect(answersProblems(QUESTIONS, bad).map(({ questionId, problem }) => `${questionId} ${problem}`)).toEqual([
      'needs invalid',
      'nps invalid',
      'order invalid',
      'ease invalid',
    ])
    expect(answersProblems(QUESTIONS, { needs: ['travel'], when: 'never', nps: 3, why: 'x'.repeat(1_001) })).toEqual([
      { questionId: 'when', problem: 'invalid' },
      { questionId: 'why', problem: 'too_long' },
    ])
    expect(answersProblems(QUESTIONS, {}).map(({ problem }) => problem)).toEqual(['missing', 'missing'])
    const fine = {
      needs: ['travel'],
      when: 'soon',
      amount: '500000',
      nps: 3,
      order: ['speed', 'price', 'service'],
      ease: 5,
    }
    expect(answersProblems(QUESTIONS, fine)).toEqual([])
  })

  test('[G47] only what a fact knows is fed', () => {
    const fed = factsFed(QUESTIONS, { needs: ['travel', 'other'], when: 'soon' }, FEEDS)
    expect(fed).toEqual([{ fact: 'needs', value: 'travel' }])
  })
})

describe('what was answered', () => {
  test('[G43] counts, means and places, by hand', () => {
    const people: Answers[] = [
      { needs: ['travel', 'education'], nps: 10, order: ['price', 'speed', 'service'], amount: '100' },
      { needs: ['travel'], nps: 9, order: ['speed', 'price', 'service'], amount: '400' },
      { nps: 2 },
      { nps: 7 },
    ]
    const [needs, , amount, nps, , order] = tallyOf(QUESTIONS, people)
    expect(needs).toMatchObject({ answered: 2, choices: [{ count: 1 }, { count: 2 }, { count: 0 }] })
    expect(amount!.numbers).toMatchObject({ mean: 250, median: 250 })
    expect(nps!.numbers).toMatchObject({ mean: 7, median: 8, nps: { score: 25 } })
    expect(nps!.numbers!.nps!.standardError).toBeCloseTo(Math.sqrt((75 ** 2 * 2 + 125 ** 2 + 25 ** 2) / 3 / 4), 10)
    expect(order!.places).toEqual([
      { id: 'price', mean: 1.5 },
      { id: 'speed', mean: 1.5 },
      { id: 'service', mean: 3 },
    ])
  })

  test('[G44] a small cell is hidden, and what would give it away', () => {
    expect(hiddenCells([[3, 20, 9]])).toEqual([[true, false, true]])
    expect(hiddenCells([[0, 20, 9]])).toEqual([[false, false, false]])
    expect(hiddenCells([[1, 2, 9]])).toEqual([[true, true, true]])
    expect(
      hiddenCells([
        [3, 20, 30],
        [40, 10, 50],
        [60, 70, 80],
      ]),
    ).toEqual([
      [true, true, false],
      [true, true, false],
      [false, false, false],
    ])
  })

  test('[G44] no hidden cell stands alone in its row or column unless the rest is empty', () => {
    const table = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(table, (counts) => {
        const hidden = hiddenCells(counts)
        const columns = [0, 1, 2].map((column) => counts.map((_, row) => [row, column] as const))
        const rows = counts.map((_, row) => [0, 1, 2].map((column) => [row, column] as const))
        for (const line of [...rows, ...columns]) {
          const people = line.filter(([row, column]) => counts[row]![column]! > 0)
          const out = people.filter(([row, column]) => hidden[row]![column])
          expect(out.length === 1 && people.length > 1).toBe(false)
        }
        for (const [row, cells] of counts.entries())
          for (const [column, count] of cells.entries())
            if (count > 0 && count < 5) expect(hidden[row]![column]).toBe(true)
      }),
    )
  })

  test('[G44] nothing small follows from all totals together, as solving their equations says', () => {
    const count = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(0), fc.integer({ min: 5, max: 40 }))
    const table = fc.integer({ min: 2, max: 6 }).chain((width) => {
      const row = fc.array(count, { minLength: width, maxLength: width })
      return fc.array(row, { minLength: 2, maxLength: 6 })
    })
    const known = [
      [3, 38, 10],
      [2, 0, 31],
      [4, 42, 35],
      [0, 14, 0],
      [24, 1, 25],
    ]
    fc.assert(
      fc.property(table, (counts) => {
        const hidden = hiddenCells(counts)
        for (const [row, cells] of counts.entries())
          for (const [column, people] of cells.entries()) {
            const [beside, above] = [cells.filter((each) => each > 0), counts.filter((each) => each[column]! > 0)]
            if (people === 0 || people >= 5 || beside.length < 2 || above.length < 2) continue
            expect([counts, follows(hidden, row, column)]).toEqual([counts, false])
          }
      }),
      { numRuns: 400, examples: [[known]] },
    )
  })
})

/** Whether a hidden cell is a combination of the totals of rows and columns, less what is shown. */
function follows(hidden: readonly (readonly boolean[])[], row: number, column: number): boolean {
  const unknowns = hidden.flatMap((cells, at) => cells.flatMap((isHidden, to) => (isHidden ? [[at, to] as const] : [])))
  const rows = hidden.map((_, at) => unknowns.map(([each]) => Number(each === at)))
  const columns = hidden[0]!.map((_, to) => unknowns.map(([, each]) => Number(each === to)))
  const wanted = unknowns.map(([at, to]) => Number(at === row && to === column))
  return rankOf([...rows, ...columns, wanted]) === rankOf([...rows, ...columns])
}

function rankOf(equations: readonly (readonly number[])[]): number {
  const left = equations.map((each) => [...each])
  let rank = 0
  for (let column = 0; column < left[0]!.length; column++) {
    const pivot = left.findIndex((each, at) => at >= rank && Math.abs(each[column]!) > 1e-9)
    if (pivot < 0) continue
    ;[left[rank], left[pivot]] = [left[pivot]!, left[rank]!]
    for (let at = rank + 1; at < left.length; at++) {
      const factor = left[at]![column]! / left[rank]![column]!
      left[at] = left[at]!.map((value, to) => value - factor * left[rank]![to]!)
    }
    rank += 1
  }
  return rank
}

describe('open text', () => {
  const TEXTS = [
    '利息 太 高',
    '希望 降低 利息',
    '利息 手续费 高',
    '手续费 看 不 懂',
    'fees are too high',
    'the fee is high',
    '审批 很 慢',
    '审批 速度',
    '审批 等 太 久',
  ]
  const split = (text: string) => text.split(/\s+/u)

  test('[G45] topics name their words and their texts', () => {
    const { topics, rest } = topicsOf(TEXTS, split, 2)
    expect(topics.map(({ terms, texts }) => [terms.join(), texts.join()])).toEqual([
      ['利息', '0,1,2'],
      ['审批', '6,7,8'],
      ['high,fee', '4,5'],
      ['手续费', '2,3'],
    ])
    expect(rest).toEqual([])
  })

  test('[G45] two characters that a dictionary does not know together are a word', () => {
    const texts = ['额 度 不够', '提高 额 度', '额 度 的 事', '利息 高']
    expect(topicsOf(texts, split, 2).topics.map(({ terms }) => terms)).toEqual([['额度']])
  })

  test('[G45] the order in which texts came changes nothing', () => {
    const namesOf = (texts: readonly string[]) =>
      topicsOf(texts, split, 2).topics.map(({ terms, texts: own }) => [terms, own.map((at) => texts[at]).sort()])
    fc.assert(
      fc.property(fc.shuffledSubarray(TEXTS, { minLength: TEXTS.length }), (shuffled) => {
        expect(namesOf(shuffled)).toEqual(namesOf(TEXTS))
      }),
    )
  })

  test.each([
    ['我的电话13800138000，请打给我', '我的电话＊＊，请打给我'],
    ['身份证330106199003070118办不了', '身份证＊＊办不了'],
    ['卡号6222 0212 3456 7890 128 扣款', '卡号＊＊ 扣款'],
    ['写信到 li.lei@example.com', '写信到 ＊＊'],
    ['我叫李雷雷，想装修', '我叫＊＊，想装修'],
    ['找王先生问过', '＊＊先生问过'],
    ['住在文三路12号', '＊＊'],
    ['韩梅梅想贷款三万', '＊＊想贷款三万'],
    ['年利率 15.4% 太高', '年利率 15.4% 太高'],
  ])('[G46] %s', (said, shown) => {
    expect(maskQuote(said, ['韩梅梅'])).toBe(shown)
  })
})
