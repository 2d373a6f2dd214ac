import { type Condition, evaluate, readCondition } from '@puhui/condition'
import { type AnswerProblem, answerProblem } from './answer.ts'
import { factsOfAnswers, surveyCatalogue } from './catalogue.ts'
import type { Answers, Question } from './question.ts'

/**
 * Which questions a person is asked after what was answered so far. An answer to a question that is not asked counts
 * for nothing, for later conditions neither; a condition that is unknown hides its question.
 *
 * @example shownQuestions([], {}) // []
 */
export function shownQuestions(questions: readonly Question[], answers: Answers): readonly Question[] {
  const shown: Question[] = []
  const counted: Record<string, Answers[string]> = {}
  const conditions = conditionsOf(questions)
  for (const [at, question] of questions.entries()) {
    const condition = conditions[at]
    const isAsked =
      condition === undefined || (condition !== null && evaluate(condition, factsOfAnswers(shown, counted)) === true)
    if (!isAsked) continue
    shown.push(question)
    const answer = answers[question.id]
    if (answer !== undefined && answerProblem(question, answer) === null) counted[question.id] = answer
  }
  return shown
}

const readings = new WeakMap<readonly Question[], readonly (Condition | null | undefined)[]>()

/** The conditions of a survey, read once: undefined where a question is always asked, null where it never can be. */
function conditionsOf(questions: readonly Question[]): readonly (Condition | null | undefined)[] {
  const known = readings.get(questions)
  if (known) return known
  const read = questions.map(({ showIf }, at) => {
    if (showIf.trim() === '') return undefined
    const condition = readCondition(showIf, surveyCatalogue(questions.slice(0, at)))
    return condition.ok ? condition.value : null
  })
  readings.set(questions, read)
  return read
}

/** The answers that count: to questions that were asked, and left out where nothing was said. */
export function countedAnswers(questions: readonly Question[], answers: Answers): Answers {
  const shown = new Set(shownQuestions(questions, answers).map(({ id }) => id))
  return Object.fromEntries(Object.entries(answers).filter(([id, answer]) => shown.has(id) && !isEmpty(answer)))
}

const isEmpty = (answer: Answers[string]) => answer === '' || (Array.isArray(answer) && answer.length === 0)

export interface GivenProblem {
  readonly questionId: string
  readonly problem: AnswerProblem | 'missing'
}

/**
 * What is wrong with a set of answers, one problem a question; empty when it can be handed in.
 *
 * @returns for each question that was asked: `missing` where an answer is needed, `invalid` or `too_long` otherwise
 */
export function answersProblems(questions: readonly Question[], answers: Answers): readonly GivenProblem[] {
  return shownQuestions(questions, answers).flatMap((question): GivenProblem[] => {
    const answer = answers[question.id]
    if (answer === undefined || isEmpty(answer))
      return question.isRequired ? [{ questionId: question.id, problem: 'missing' }] : []
    const problem = answerProblem(question, answer)
    return problem ? [{ questionId: question.id, problem }] : []
  })
}
