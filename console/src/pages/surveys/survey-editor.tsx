import { type OutputOf, surveysApi } from '@puhui/api'
import { App, Form } from 'antd'
import { useStatus } from '../../api/session.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useText } from '../../i18n/text.ts'
import { OperationForm } from '../../ui/form.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { useGo } from '../../ui/to.tsx'
import { bodyOf, type Draft, type Plan } from './draft.ts'
import { CodeField, PlanFields } from './plan-fields.tsx'
import { Preview } from './preview.tsx'
import { QuestionFields } from './question-fields.tsx'
import './surveys.css'

type Survey = OutputOf<typeof surveysApi.getSurvey>

export function NewSurvey() {
  const t = useText(surveysText)
  const go = useGo()
  const today = useStatus()?.businessOn
  if (!today) return null
  return (
    <Page>
      <Block>
        <OperationForm
          operation={surveysApi.createSurvey}
          input={(values: Plan) => ({ body: { ...bodyOf(values), code: values.code } as Plan })}
          initial={{ way: 'open', startsOn: today, endsOn: today } as never}
          submit={t.save}
          onDone={({ id }) => go(`/surveys/${id}?tab=questions`)}
        >
          <CodeField />
          <PlanFields />
        </OperationForm>
      </Block>
    </Page>
  )
}

/** The draft with its telephone beside it: what is typed left is asked right. */
export function EditSurvey({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Draft>()
  const shown = Form.useWatch([], form) as Draft | undefined
  const { id: surveyId, revision } = survey
  return (
    <div className="survey-work">
      <Block>
        {survey.note && <p role="note">{t.returned(survey.note)}</p>}
        <OperationForm
          form={form}
          operation={surveysApi.changeSurvey}
          input={(values: Draft) => ({ params: { surveyId }, body: { ...bodyOf(values), revision } as never })}
          initial={survey as never}
          submit={t.save}
          onDone={() => void message.success(t.saved)}
        >
          <PlanFields />
          <h2>{t.questions}</h2>
          <QuestionFields form={form} />
        </OperationForm>
      </Block>
      <Block title={t.preview}>
        <p className="soft">{t.previewHint}</p>
        <Preview
          title={shown?.title ?? survey.title}
          intro={shown?.intro ?? survey.intro}
          questions={shown ? bodyOf(shown).questions : survey.questions}
        />
      </Block>
    </div>
  )
}
