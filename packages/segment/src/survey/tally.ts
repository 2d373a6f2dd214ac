import { assertNever } from '@puhui/kernel'
import { type Answers, NPS, type Question } from './question.ts'

/** How one question was answered. */
export interface QuestionTally {
  readonly questionId: string
  /** People who were asked it and said something. */
  readonly answered: number
  /** Options, or steps of a scale, with how many chose them; for `ranking`, how many put them first. */
  readonly choices: readonly { readonly id: string; readonly count: number }[]
  /** Of `scale`, `nps` and `amount` (fen); null for others and where nobody answered. */
  readonly numbers: Numbers | null
  /** Of `ranking`: mean place of each option, 1 is first. */
  readonly places: readonly { readonly id: string; readonly mean: number }[]
}

export interface Numbers {
  readonly mean: number
  /** Of the mean; 0 for fewer than two answers. */
  readonly standardError: number
  readonly median: number
  /** `nps` only: share of 9 and 10 less share of 0 to 6, in −100 to 100, with its standard error. */
  readonly nps: { readonly score: number; readonly standardError: number } | null
}

/**
 * Counts the answers to each question.
 *
 * @param answers one entry a person, only what counted
 * @example tallyOf([], [{}]) // []
 */
export function tallyOf(questions: readonly Question[], answers: readonly Answers[]): readonly QuestionTally[] {
  return questions.map((question) => tallyQuestion(question, answers))
}

/** The choices of a question: option ids, or the steps of its scale as text. */
export function choicesOf(question: Question): readonly string[] {
  switch (question.kind) {
    case 'single':
    case 'multiple':
    case 'ranking':
      return question.options.map(({ id }) => id)
    case 'scale':
      return question.scale ? steps(question.scale) : []
    case 'nps':
      return steps(NPS)
    case 'amount':
    case 'text':
      return []
    default:
      return assertNever(question.kind)
  }
}

/** Which choices an answer counts for: of a ranking, the one put first. */
export function chosenIn(question: Question, answer: Answers[string]): readonly string[] {
  if (Array.isArray(answer)) return question.kind === 'ranking' ? answer.slice(0, 1) : answer
  return [String(answer)]
}

function steps({ from, to }: { readonly from: number; readonly to: number }): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => String(from + at))
}

function tallyQuestion(question: Question, people: readonly Answers[]): QuestionTally {
  const given = people.map((person) => person[question.id]).filter((answer) => answer !== undefined)
  const counts = new Map(choicesOf(question).map((id) => [id, 0]))
  for (const answer of given)
    for (const id of chosenIn(question, answer)) if (counts.has(id)) counts.set(id, counts.get(id)! + 1)
  const isNumber = question.kind === 'scale' || question.kind === 'nps' || question.kind === 'amount'
  return {
    questionId: question.id,
    answered: given.length,
    choices: [...counts].map(([id, count]) => ({ id, count })),
    numbers: isNumber && given.length > 0 ? numbersOf(question, given.map(Number)) : null,
    places: question.kind === 'ranking' ? placesOf(question, given as readonly (readonly string[])[]) : [],
  }
}

function numbersOf({ kind }: Question, values: readonly number[]): Numbers {
  const { mean, standardError } = meanOf(values)
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  const leaning = values.map((value): number => (value >= 9 ? 100 : value <= 6 ? -100 : 0))
  const score = meanOf(leaning)
  const nps = kind === 'nps' ? { score: score.mean, standardError: score.standardError } : null
  return { mean, standardError, median, nps }
}

function meanOf(values: readonly number[]): { readonly mean: number; readonly standardError: number } {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, standardError: n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n) }
}

function placesOf({ options }: Question, given: readonly (readonly string[])[]) {
  if (given.length === 0) return []
  return options.map(({ id }) => ({
    id,
    mean: given.reduce((sum, order) => sum + order.indexOf(id) + 1, 0) / given.length,
  }))
}
