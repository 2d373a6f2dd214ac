import { assertNever } from '@puhui/kernel'
import { type AnswerValue, NPS, type Question } from './question.ts'

export type AnswerProblem = 'invalid' | 'too_long'

const TEXT_MAX = 1_000
const AMOUNT = /^\d{1,13}$/

/** What is wrong with one answer; null where it is one of those that the question allows. */
export function answerProblem(question: Question, answer: AnswerValue): AnswerProblem | null {
  switch (question.kind) {
    case 'single':
      return question.options.some(({ id }) => id === answer) ? null : 'invalid'
    case 'multiple':
      return areOptions(question, answer) ? null : 'invalid'
    case 'ranking':
      return areOptions(question, answer) && answer.length === question.options.length ? null : 'invalid'
    case 'scale':
      return question.scale && isStep(answer, question.scale) ? null : 'invalid'
    case 'nps':
      return isStep(answer, NPS) ? null : 'invalid'
    case 'amount':
      return typeof answer === 'string' && AMOUNT.test(answer) ? null : 'invalid'
    case 'text':
      if (typeof answer !== 'string') return 'invalid'
      return answer.length > TEXT_MAX ? 'too_long' : null
    default:
      return assertNever(question.kind)
  }
}

function areOptions({ options }: Question, answer: AnswerValue): answer is readonly string[] {
  return (
    Array.isArray(answer) &&
    new Set(answer).size === answer.length &&
    answer.every((each) => options.some(({ id }) => id === each))
  )
}

function isStep(answer: AnswerValue, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return typeof answer === 'number' && Number.isInteger(answer) && answer >= from && answer <= to
}
