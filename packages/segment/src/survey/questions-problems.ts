import { readCondition } from '@puhui/condition'
import { surveyCatalogue } from './catalogue.ts'
import { OPTION_KINDS, type Question } from './question.ts'

/** What keeps a survey from being published, and where: `/questions/2/showIf`. */
export interface QuestionProblem {
  readonly pointer: string
  readonly problem:
    | 'no_questions'
    | 'id_invalid'
    | 'id_taken'
    | 'text_missing'
    | 'options_missing'
    | 'option_taken'
    | 'scale_invalid'
    | 'condition_invalid'
    | 'feed_invalid'
}

const ID = /^[A-Za-z]\w{0,39}$/
const OPTIONS_MIN = 2
const STEPS_MAX = 11

/** For each fact that an answer may become: the values it knows. `needs` is among them, with a value a need. */
export type Feeds = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Everything that is wrong with the questions of a survey, in their order.
 *
 * @param feeds what answers may become; an option that feeds must be one of its values
 */
export function questionsProblems(questions: readonly Question[], feeds: Feeds): readonly QuestionProblem[] {
  if (questions.length === 0) return [{ pointer: '/questions', problem: 'no_questions' }]
  return questions.flatMap((question, at) => {
    const before = questions.slice(0, at)
    const found = [
      ...idProblems(question, before),
      ...shapeProblems(question),
      ...conditionProblems(question, before),
      ...feedProblems(question, feeds),
    ]
    return found.map(([field, problem]) => ({ pointer: `/questions/${at}/${field}`, problem }))
  })
}

type Found = readonly (readonly [field: string, problem: QuestionProblem['problem']])[]

function idProblems({ id, text }: Question, before: readonly Question[]): Found {
  return [
    ...(ID.test(id) ? [] : [['id', 'id_invalid'] as const]),
    ...(before.some((each) => each.id === id) ? [['id', 'id_taken'] as const] : []),
    ...(text.zh.trim() && text.en.trim() ? [] : [['text', 'text_missing'] as const]),
  ]
}

function shapeProblems({ kind, options, scale }: Question): Found {
  if (kind === 'scale') {
    const isFine = scale !== null && scale.to > scale.from && scale.to - scale.from < STEPS_MAX
    return isFine ? [] : [['scale', 'scale_invalid']]
  }
  if (!OPTION_KINDS.has(kind)) return []
  const ids = new Set(options.map(({ id }) => id))
  return [
    ...(options.length < OPTIONS_MIN ? [['options', 'options_missing'] as const] : []),
    ...(ids.size < options.length ? [['options', 'option_taken'] as const] : []),
    ...(options.every(({ id }) => ID.test(id)) ? [] : [['options', 'id_invalid'] as const]),
    ...(options.every(({ label }) => label.zh.trim() && label.en.trim()) ? [] : [['options', 'text_missing'] as const]),
  ]
}

function conditionProblems({ showIf }: Question, before: readonly Question[]): Found {
  if (showIf.trim() === '') return []
  if (new Set(before.map(({ id }) => id)).size < before.length) return []
  const isRead = before.every(({ kind, options }) => !OPTION_KINDS.has(kind) || options.length > 0)
  return isRead && readCondition(showIf, surveyCatalogue(before)).ok ? [] : [['showIf', 'condition_invalid']]
}

function feedProblems({ feeds: feed, kind, options }: Question, feeds: Feeds): Found {
  if (feed === null) return []
  const values = feeds.get(feed)
  const isChoice = kind === 'single' || (kind === 'multiple' && feed === 'needs')
  const known = isChoice && values && options.some(({ id }) => values.has(id))
  return known ? [] : [['feeds', 'feed_invalid']]
}

/**
 * What answers say of the person who gave them: facts with their values. An option that the fact does not know ("other")
 * says nothing.
 *
 * @example factsFed([], {}, new Map()) // []
 */
export function factsFed(
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
  feeds: Feeds,
): readonly { readonly fact: string; readonly value: string }[] {
  return questions.flatMap(({ id, feeds: feed }) => {
    const answer = answers[id]
    const values = feed === null ? undefined : feeds.get(feed)
    if (values === undefined || answer === undefined) return []
    const chosen = (Array.isArray(answer) ? answer : [answer]) as readonly string[]
    return chosen.filter((value) => values.has(value)).map((value) => ({ fact: feed!, value }))
  })
}
