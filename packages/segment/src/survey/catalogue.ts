import { catalogueOf, type Fact, type FactCatalogue, type FactRecord, type FactValue } from '@puhui/condition'
import { assertNever } from '@puhui/kernel'
import { type Answers, NPS, type Question } from './question.ts'

/**
 * The facts that a condition of a later question can name: `q1` itself, and for several or ordered options one fact each,
 * `q2.travel`: whether it was chosen, or at which place it stands.
 *
 * @example surveyCatalogue([]).size // 0
 */
export function surveyCatalogue(questions: readonly Question[]): FactCatalogue {
  return catalogueOf(questions.flatMap(factsOf))
}

function factsOf(question: Question): Fact[] {
  const base = { label: question.text, source: 'application' as const }
  const options = question.options.map((option) => ({
    ...base,
    id: `${question.id}.${option.id}`,
    label: {
      zh: `${question.text.zh}：${option.label.zh}`,
      en: `${question.text.en}: ${option.label.en}`,
    },
  }))
  switch (question.kind) {
    case 'single':
      return [
        {
          ...base,
          id: question.id,
          type: 'enum',
          values: question.options.map(({ id, label }) => ({ value: id, label })),
        },
      ]
    case 'multiple':
      return options.map((option) => ({ ...option, type: 'boolean' }))
    case 'ranking':
      return options.map((option) => ({ ...option, type: 'integer', min: 1, max: question.options.length }))
    case 'scale':
    case 'nps': {
      const ends = question.kind === 'nps' ? NPS : question.scale
      return [{ ...base, id: question.id, type: 'integer', ...(ends ? { min: ends.from, max: ends.to } : {}) }]
    }
    case 'amount':
      return [{ ...base, id: question.id, type: 'money', unit: { zh: '元', en: 'yuan' }, min: 0 }]
    case 'text':
      return [{ ...base, id: question.id, type: 'text' }]
    default:
      return assertNever(question.kind)
  }
}

/** What was answered as facts, for the conditions of later questions. What was not answered is unknown. */
export function factsOfAnswers(questions: readonly Question[], answers: Answers): FactRecord {
  const facts: Record<string, FactValue> = {}
  for (const question of questions) {
    const answer = answers[question.id]
    if (answer === undefined) continue
    if (question.kind === 'multiple' || question.kind === 'ranking') {
      const chosen = Array.isArray(answer) ? (answer as readonly string[]) : []
      for (const { id } of question.options)
        facts[`${question.id}.${id}`] =
          question.kind === 'multiple' ? chosen.includes(id) : chosen.indexOf(id) + 1 || undefined
    } else if (question.kind === 'amount') facts[question.id] = BigInt(answer as string)
    else facts[question.id] = answer as string | number
  }
  return facts
}
