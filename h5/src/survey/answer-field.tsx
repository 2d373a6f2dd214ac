import { formatYuan, parseYuan } from '@puhui/money'
import { type AnswerValue, NPS, type Question } from '@puhui/segment'
import { useId, useState } from 'react'
import { surveyText } from '../i18n/survey.ts'
import { useLocalized, useText } from '../i18n/text.ts'

interface FieldProps {
  readonly question: Question
  readonly answer: AnswerValue | undefined
  readonly onChange: (answer: AnswerValue) => void
}

/** One question, answered with a thumb. */
export function AnswerField(props: FieldProps) {
  switch (props.question.kind) {
    case 'single':
    case 'multiple':
      return <Choices {...props} />
    case 'scale':
    case 'nps':
      return <Steps {...props} />
    case 'amount':
      return <Amount {...props} />
    case 'ranking':
      return <Ranking {...props} />
    case 'text':
      return <OwnWords {...props} />
  }
}

function Choices({ question, answer, onChange }: FieldProps) {
  const say = useLocalized()
  const isMany = question.kind === 'multiple'
  const chosen = Array.isArray(answer) ? (answer as readonly string[]) : answer === undefined ? [] : [String(answer)]
  const press = (id: string) => {
    if (!isMany) return onChange(id)
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  }
  return question.options.map(({ id, label }) => (
    <label key={id} className="survey-choice">
      <input
        type={isMany ? 'checkbox' : 'radio'}
        name={question.id}
        checked={chosen.includes(id)}
        onChange={() => press(id)}
      />
      <span>{say(label)}</span>
    </label>
  ))
}

function Steps({ question, answer, onChange }: FieldProps) {
  const text = useText(surveyText)
  const { from, to } = question.kind === 'nps' ? NPS : (question.scale ?? { from: 1, to: 5 })
  const steps = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  return (
    <>
      <div className="survey-steps">
        {steps.map((step) => (
          <label key={step} className="survey-step">
            <input type="radio" name={question.id} checked={answer === step} onChange={() => onChange(step)} />
            <span>{step}</span>
          </label>
        ))}
      </div>
      {question.kind === 'nps' && (
        <p className="small soft row">
          <span>{text.least}</span>
          <span>{text.most}</span>
        </p>
      )}
    </>
  )
}

function Amount({ question, answer, onChange }: FieldProps) {
  const text = useText(surveyText)
  const say = useLocalized()
  const [typed, setTyped] = useState(typeof answer === 'string' && answer !== '' ? formatYuan(BigInt(answer)) : '')
  const change = (value: string) => {
    setTyped(value)
    const read = parseYuan(value)
    onChange(value.trim() !== '' && read.ok && read.value >= 0n ? read.value.toString() : '')
  }
  const wrongId = useId()
  const isWrong = typed.trim() !== '' && (answer === undefined || answer === '')
  return (
    <span className="survey-amount">
      <input
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${say(question.text)} (${text.yuan})`}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? wrongId : undefined}
        value={typed}
        onChange={({ target }) => change(target.value)}
      />
      <span>{text.yuan}</span>
      {isWrong && (
        <span id={wrongId} className="survey-wrong small" role="alert">
          {text.amountWrong}
        </span>
      )}
    </span>
  )
}

function Ranking({ question, answer, onChange }: FieldProps) {
  const text = useText(surveyText)
  const say = useLocalized()
  const order = Array.isArray(answer) ? (answer as readonly string[]) : []
  return (
    <>
      <p className="small soft">{text.rankHint}</p>
      {question.options.map(({ id, label }) => {
        const place = order.indexOf(id) + 1
        return (
          <button
            key={id}
            type="button"
            className="button plain"
            aria-pressed={place > 0}
            onClick={() => onChange(place > 0 ? order.filter((each) => each !== id) : [...order, id])}
          >
            {place > 0 ? `${place}. ` : ''}
            {say(label)}
          </button>
        )
      })}
    </>
  )
}

const WORDS_MAX = 1_000

function OwnWords({ question, answer, onChange }: FieldProps) {
  const text = useText(surveyText)
  const say = useLocalized()
  const value = typeof answer === 'string' ? answer : ''
  return (
    <>
      <textarea
        rows={3}
        maxLength={WORDS_MAX}
        aria-label={say(question.text)}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {value.length > WORDS_MAX - 100 && <p className="small soft">{text.words(WORDS_MAX - value.length)}</p>}
    </>
  )
}
