import { type AnswerValue, NPS, type Question } from '@puhui/segment'
import { Button, Checkbox, Input, Radio } from 'antd'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { FenInput } from '../../ui/inputs.tsx'

interface FieldProps {
  readonly question: Question
  readonly name: string
  readonly answer: AnswerValue | undefined
  readonly onChange: (answer: AnswerValue) => void
}

/** One question, answered as its kind wants. */
export function AnswerField({ question, name, answer, onChange }: FieldProps) {
  const say = useLocalized()
  const options = question.options.map(({ id, label }) => ({ value: id, label: say(label) || id }))
  const label = say(question.text) || question.id
  switch (question.kind) {
    case 'single':
      return (
        <Radio.Group
          className="survey-choices"
          name={name}
          value={answer ?? null}
          options={options}
          onChange={({ target }) => onChange(String(target.value))}
        />
      )
    case 'multiple':
      return (
        <Checkbox.Group
          className="survey-choices"
          name={name}
          value={Array.isArray(answer) ? [...answer] : []}
          options={options}
          onChange={(chosen) => onChange(chosen.map(String))}
        />
      )
    case 'scale':
    case 'nps':
      return <Steps question={question} name={name} answer={answer} onChange={onChange} />
    case 'amount':
      return (
        <FenInput
          aria-label={label}
          value={typeof answer === 'string' ? answer : undefined}
          onChange={(value) => onChange(value ?? '')}
        />
      )
    case 'ranking':
      return <Ranking question={question} name={name} answer={answer} onChange={onChange} />
    case 'text':
      return (
        <Input.TextArea
          aria-label={label}
          autoSize={{ minRows: 2 }}
          maxLength={1_000}
          value={typeof answer === 'string' ? answer : ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )
  }
}

function Steps({ question, name, answer, onChange }: FieldProps) {
  const ends = question.kind === 'nps' ? NPS : question.scale
  if (!ends || ends.to < ends.from) return null
  const steps = Array.from({ length: Math.min(12, ends.to - ends.from + 1) }, (_, at) => ends.from + at)
  return (
    <Radio.Group
      className="survey-steps"
      name={name}
      value={answer ?? null}
      options={steps.map((step) => ({ value: step, label: String(step) }))}
      onChange={({ target }) => onChange(Number(target.value))}
    />
  )
}

/** Pressed in the order of preference; pressing again takes it out. */
function Ranking({ question, answer, onChange }: FieldProps) {
  const t = useText(surveysText)
  const say = useLocalized()
  const order = Array.isArray(answer) ? (answer as readonly string[]) : []
  return (
    <div className="survey-choices">
      {question.options.map(({ id, label }) => {
        const place = order.indexOf(id) + 1
        return (
          <Button
            key={id}
            size="small"
            aria-pressed={place > 0}
            title={t.place}
            onClick={() => onChange(place > 0 ? order.filter((each) => each !== id) : [...order, id])}
          >
            {place > 0 ? `${place}. ` : ''}
            {say(label) || id}
          </Button>
        )
      })}
    </div>
  )
}
