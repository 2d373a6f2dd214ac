import { surveysApi } from '@puhui/api'
import { Button } from 'antd'
import { surveysText } from '../../i18n/surveys.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Empty } from '../../ui/states.tsx'
import { To, useGo } from '../../ui/to.tsx'

export function SurveyList() {
  const t = useText(surveysText)
  const why = useWhyNot()
  const go = useGo()
  return (
    <ListPage
      operation={surveysApi.listSurveys}
      hrefOf={(row) => `/surveys/${row.id}`}
      actions={
        <>
          <To href="/need-report">{t.report}</To>
          <DisabledReason why={why('surveys.edit')}>
            <Button type="primary" onClick={() => go('/surveys/new')}>
              {t.fresh}
            </Button>
          </DisabledReason>
        </>
      }
      empty={<Empty title={t.none}>{t.noneHint}</Empty>}
    />
  )
}
