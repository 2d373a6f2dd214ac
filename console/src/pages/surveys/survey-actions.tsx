import { surveysApi } from '@puhui/api'
import { addDays, addMonths, type Day } from '@puhui/calendar'
import { App, Button } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { useUrlState } from '../../app/url-state.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Problems } from '../../ui/problems.tsx'
import type { Survey } from './survey-file.tsx'

/** The next legal step of a version. */
export function SurveyActions({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const why = useWhyNot()
  const { modal } = App.useApp()
  const [, setSearch] = useUrlState()
  const today = useStatus()?.businessOn as Day | undefined
  const publish = useWrite(surveysApi.publishSurvey)
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
  const isNewest = survey.version === survey.versions[0]?.version
  return (
    <>
      <Problems error={publish.error ?? close.error ?? next.error} />
      {survey.status === 'draft' && (
        <DisabledReason why={why('surveys.edit')}>
          <Button
            type="primary"
            loading={publish.isPending}
            onClick={() =>
              sure(t.publishAsk, () => publish.mutateAsync({ params, body: { revision: survey.revision } }))
            }
          >
            {t.publish}
          </Button>
        </DisabledReason>
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
      {survey.status !== 'draft' && isNewest && today && (
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
