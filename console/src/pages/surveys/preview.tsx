import type { BodyOf, surveysApi } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { type Answers, type Question, shownQuestions } from '@puhui/segment'
import { useState } from 'react'
import { useLocalized } from '../../i18n/text.ts'
import { AnswerField } from './answer-field.tsx'

type Questions = BodyOf<typeof surveysApi.createSurvey>['questions']

interface PreviewProps {
  readonly title: Localized
  readonly intro: Localized
  readonly questions: Questions
}

/** The survey as wide as a telephone, branching as it will. */
export function Preview({ title, intro, questions }: PreviewProps) {
  const say = useLocalized()
  const [answers, setAnswers] = useState<Answers>({})
  return (
    <div className="survey-phone">
      <h3>{say(title)}</h3>
      <p className="soft">{say(intro)}</p>
      <AnswerSheet questions={questions} answers={answers} onChange={setAnswers} name="preview" />
    </div>
  )
}

interface SheetProps {
  readonly questions: Questions
  readonly answers: Answers
  readonly onChange: (answers: Answers) => void
  /** Sets several sheets on one page apart. */
  readonly name: string
}

/** The questions that are asked after what was answered so far. */
export function AnswerSheet({ questions, answers, onChange, name }: SheetProps) {
  const say = useLocalized()
  const shown = shownQuestions(questions as readonly Question[], answers)
  return (
    <>
      {shown.map((question, at) => (
        <fieldset key={question.id} className="survey-asked">
          <legend>
            {at + 1}. {say(question.text)}
            {question.isRequired && <span aria-hidden="true"> *</span>}
          </legend>
          <AnswerField
            question={question}
            name={`${name}-${question.id}`}
            answer={answers[question.id]}
            onChange={(answer) => onChange({ ...answers, [question.id]: answer })}
          />
        </fieldset>
      ))}
    </>
  )
}
