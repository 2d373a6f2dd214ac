import { labels, surveysApi } from '@puhui/api'
import { Button, Form, type FormInstance, Input, InputNumber, Select, Switch } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { type Draft, hasOptions } from './draft.ts'
import { Words } from './plan-fields.tsx'

/** The questions, one card each, in the order in which they are asked. */
export function QuestionFields({ form }: { readonly form: FormInstance<Draft> }) {
  const t = useText(surveysText)
  return (
    <Form.List name="questions">
      {(fields, { add, remove, move }) => (
        <div className="survey-questions">
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="survey-question">
              <legend>{t.question(name + 1)}</legend>
              <QuestionCard name={name} form={form} />
              <div className="survey-buttons">
                <Button size="small" disabled={name === 0} title={t.up} onClick={() => move(name, name - 1)}>
                  {t.up}
                </Button>
                <Button
                  size="small"
                  disabled={name === fields.length - 1}
                  title={t.down}
                  onClick={() => move(name, name + 1)}
                >
                  {t.down}
                </Button>
                <Button size="small" danger onClick={() => remove(name)}>
                  {t.remove}
                </Button>
              </div>
            </fieldset>
          ))}
          <Button
            onClick={() =>
              add({ id: `q${fields.length + 1}`, kind: 'single', isRequired: true, options: [], showIf: '' })
            }
          >
            {t.addQuestion}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

function QuestionCard({ name, form }: { readonly name: number; readonly form: FormInstance<Draft> }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const kind = Form.useWatch(['questions', name, 'kind'], form) as string | undefined
  const kinds = Object.entries(labels.questionKind).map(([value, label]) => ({ value, label: say(label) }))
  return (
    <>
      <div className="survey-row">
        <Form.Item required name={[name, 'id']} label={t.questionId}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item required name={[name, 'kind']} label={t.kind}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item name={[name, 'isRequired']} label={t.required} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Words name={[name, 'text']} label={t.text} rows={1} />
      {hasOptions(kind) && <Options name={name} />}
      {kind === 'scale' && (
        <div className="survey-row">
          <Form.Item name={[name, 'scale', 'from']} label={t.scaleFrom}>
            <InputNumber precision={0} min={-10} max={10} />
          </Form.Item>
          <Form.Item name={[name, 'scale', 'to']} label={t.scaleTo}>
            <InputNumber precision={0} min={-10} max={100} />
          </Form.Item>
        </div>
      )}
      <Form.Item name={[name, 'showIf']} label={t.showIf} extra={t.showIfHint}>
        <Input autoComplete="off" className="survey-condition" maxLength={500} />
      </Form.Item>
      {(kind === 'single' || kind === 'multiple') && <FeedField name={name} form={form} />}
    </>
  )
}

function Options({ name }: { readonly name: number }) {
  const t = useText(surveysText)
  return (
    <Form.List name={[name, 'options']}>
      {(fields, { add, remove }) => (
        <div className="survey-options">
          {fields.map(({ key, name: option }) => (
            <div key={key} className="survey-row">
              <Form.Item name={[option, 'id']} label={t.optionId}>
                <Input autoComplete="off" maxLength={40} />
              </Form.Item>
              <Form.Item name={[option, 'label', 'zh']} label={t.zh}>
                <Input maxLength={100} lang="zh-CN" />
              </Form.Item>
              <Form.Item name={[option, 'label', 'en']} label={t.en}>
                <Input maxLength={100} lang="en" />
              </Form.Item>
              <Button size="small" onClick={() => remove(option)}>
                {t.remove}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({ id: `o${fields.length + 1}`, label: { zh: '', en: '' } })}>
            {t.addOption}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

function FeedField({ name, form }: { readonly name: number; readonly form: FormInstance<Draft> }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const read = useRead(surveysApi.surveyFeeds, {})
  const chosen = Form.useWatch(['questions', name, 'feeds'], form) as string | null | undefined
  const feeds = read.data?.feeds ?? []
  const values = feeds.find(({ id }) => id === chosen)?.values.map(({ value }) => value)
  return (
    <Form.Item name={[name, 'feeds']} label={t.feeds} {...(values ? { extra: t.feedsHint(values.join(', ')) } : {})}>
      <Select
        allowClear
        placeholder={t.feedsNone}
        options={feeds.map(({ id, label }) => ({ value: id, label: say(label) }))}
      />
    </Form.Item>
  )
}
