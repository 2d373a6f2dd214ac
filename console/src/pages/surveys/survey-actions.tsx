import { surveysApi } from '@puhui/api'
import { addDays, addMonths, type Day } from '@puhui/calendar'
import { App, Button } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { useSession, useStatus } from '../../api/session.ts'
import { useUrlState } from '../../app/url-state.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useText } from '../../i18n/text.ts'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Problems } from '../../ui/problems.tsx'
import type { Survey } from './survey-file.tsx'

/** The next legal step of a version. */
export function SurveyActions({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const why = useWhyNot()
  const { modal } = App.useApp()
  const me = useSession()?.id
  const [, setSearch] = useUrlState()
  const today = useStatus()?.businessOn as Day | undefined
  const submit = useWrite(surveysApi.submitSurvey)
  const close = useWrite(surveysApi.closeSurvey)
  const next = useWrite(surveysApi.nextVersion)
  const params = { surveyId: survey.id }
  const sure = (content: string, onOk: () => Promise<unknown>) =>
    modal.confirm({
      title: content,
      okText: t.confirm,
      cancelText: t.cancel,
      onOk: () => onOk().catch(() => undefined),
    })
  const isPublished = survey.status === 'published' || survey.status === 'closed'
  const isNewest = survey.version === survey.versions[0]?.version
  return (
    <>
      <Problems error={submit.error ?? close.error ?? next.error} />
      {survey.status === 'draft' && (
        <DisabledReason why={why('surveys.edit')}>
          <Button
            type="primary"
            loading={submit.isPending}
            onClick={() => sure(t.submitAsk, () => submit.mutateAsync({ params, body: { revision: survey.revision } }))}
          >
            {t.submit}
          </Button>
        </DisabledReason>
      )}
      {survey.status === 'submitted' && survey.makerId && (
        <Decision
          operation={surveysApi.decideSurvey}
          input={(body) => ({ params, body })}
          makerId={survey.writerId !== null && survey.writerId === me ? survey.writerId : survey.makerId}
          about={t.publishAsk}
        />
      )}
      {survey.status === 'published' && (
        <DisabledReason why={why('surveys.edit')}>
          <Button
            loading={close.isPending}
            onClick={() => sure(t.closeAsk, () => close.mutateAsync({ params, body: { reason: t.close } }))}
          >
            {t.close}
          </Button>
        </DisabledReason>
      )}
      {isPublished && isNewest && today && (
        <DisabledReason why={why('surveys.edit')}>
          <Button
            type="primary"
            loading={next.isPending}
            onClick={() =>
              next.mutate(
                { params, body: { startsOn: today, endsOn: addDays(addMonths(today, 1), -1) } },
                { onSuccess: ({ version }) => setSearch({ version: String(version), tab: 'questions' }) },
              )
            }
          >
            {t.next}
          </Button>
        </DisabledReason>
      )}
    </>
  )
}
