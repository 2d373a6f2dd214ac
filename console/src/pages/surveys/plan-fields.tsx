import { labels, segmentsApi } from '@puhui/api'
import { Form, Input, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DayInput } from '../../ui/inputs.tsx'
import { Failed } from '../../ui/states.tsx'

export function CodeField() {
  const t = useText(surveysText)
  return (
    <Form.Item required name="code" label={t.code} extra={t.codeHint}>
      <Input autoComplete="off" maxLength={40} />
    </Form.Item>
  )
}

/** What a survey is besides its questions: words, who may answer, when. */
export function PlanFields() {
  const t = useText(surveysText)
  const say = useLocalized()
  const segments = useRead(segmentsApi.listSegments, { query: { pageSize: 200 } })
  if (segments.isError) return <Failed error={segments.error} onRetry={() => void segments.refetch()} />
  const ways = Object.entries(labels.surveyWay).map(([value, label]) => ({ value, label: say(label) }))
  return (
    <>
      <Words name={['title']} label={t.title} rows={1} />
      <Words name={['intro']} label={t.intro} rows={2} />
      <div className="two">
        <Form.Item required name="way" label={t.way}>
          <Select options={ways} />
        </Form.Item>
        <Form.Item name="segmentId" label={t.segment}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t.segmentNone}
            loading={segments.isPending}
            options={(segments.data?.rows ?? []).map((row) => ({ value: row.id, label: say(row.name) }))}
          />
        </Form.Item>
        <Form.Item required name="startsOn" label={t.startsOn}>
          <DayInput />
        </Form.Item>
        <Form.Item required name="endsOn" label={t.endsOn}>
          <DayInput />
        </Form.Item>
      </div>
    </>
  )
}

interface WordsProps {
  readonly name: readonly (string | number)[]
  readonly label: string
  readonly rows: number
}

/** The same words in both languages, side by side. */
export function Words({ name, label, rows }: WordsProps) {
  const t = useText(surveysText)
  return (
    <div className="two">
      {(['zh', 'en'] as const).map((language) => (
        <Form.Item required key={language} name={[...name, language]} label={`${label} · ${t[language]}`}>
          <Input.TextArea autoSize={{ minRows: rows }} maxLength={500} lang={language === 'zh' ? 'zh-CN' : 'en'} />
        </Form.Item>
      ))}
    </div>
  )
}
