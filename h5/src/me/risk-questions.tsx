import { profilesApi } from '@puhui/api'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { dataText } from '../i18n/data.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { type MyData, useMyDataChange } from './my-data-change.ts'

/** A few questions that say how much risk suits somebody; the answer limits what is offered. */
export function RiskQuestions({ data }: { readonly data: MyData }) {
  const text = useText(dataText)
  const say = useLocalized()
  const [answers, setAnswers] = useState<Readonly<Record<number, number>>>({})
  const change = useMyDataChange((given: number[]) => call(profilesApi.answerMyRisk, { body: { answers: given } }))
  const questions = data.questionnaire
  const given = questions.map((_question, at) => answers[at])
  const isWhole = given.every((each): each is number => each !== undefined)
  return (
    <details className="card">
      <summary>{text.risk}</summary>
      {questions.map((question, at) => (
        <fieldset key={question.text.zh}>
          <legend>{say(question.text)}</legend>
          {question.answers.map((answer, choice) => (
            <label key={answer.zh} className="data-choice">
              <input
                type="radio"
                name={`risk-${at}`}
                checked={answers[at] === choice}
                onChange={() => setAnswers({ ...answers, [at]: choice })}
              />
              {say(answer)}
            </label>
          ))}
        </fieldset>
      ))}
      <button
        type="button"
        className="button"
        disabled={!isWhole || change.isPending}
        onClick={() => {
          if (isWhole) change.mutate(given)
        }}
      >
        {text.answer}
      </button>
    </details>
  )
}
