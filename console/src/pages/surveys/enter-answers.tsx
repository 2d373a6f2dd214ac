import { surveysApi } from '@puhui/api'
import type { Answers } from '@puhui/segment'
import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { AnswerSheet } from './preview.tsx'
import type { Survey } from './survey-file.tsx'

/** What somebody told a member of staff, entered as they would have; what was typed stays until it is taken. */
export function EnterAnswers({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const why = useWhyNot()
  const { message } = App.useApp()
  const [answers, setAnswers] = useState<Answers>({})
  const [customerId, setCustomerId] = useState('')
  const [agrees, setAgrees] = useState(false)
  const enter = useWrite(surveysApi.enterAnswers)
  const person = { customerId: customerId.trim() || null, answers: answers as never, agreesToLink: agrees }
  const send = () =>
    enter.mutate(
      { params: { surveyId: survey.id }, body: { people: [person] } },
      {
        onSuccess: ({ entered }) => {
          void message.success(t.entered(entered))
          setAnswers({})
          setCustomerId('')
          setAgrees(false)
        },
      },
    )
  return (
    <Block>
      <p className="soft">{t.enterHint}</p>
      <p>{say(survey.notice)}</p>
      <div className="survey-sheet">
        <Input
          aria-label={t.customerId}
          placeholder={t.customerId}
          value={customerId}
          onChange={({ target }) => setCustomerId(target.value)}
        />
        <AnswerSheet questions={survey.questions} answers={answers} onChange={setAnswers} name="enter" />
        <Checkbox checked={agrees} onChange={({ target }) => setAgrees(target.checked)}>
          {t.agrees}
        </Checkbox>
        <Problems error={enter.error} />
        <DisabledReason why={why('surveys.answer') ?? (survey.isOpenNow ? undefined : t.whyNotOpen)}>
          <Button type="primary" loading={enter.isPending} onClick={send}>
            {t.enter}
          </Button>
        </DisabledReason>
      </div>
    </Block>
  )
}
