import type { BodyOf, hardshipApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { Form, InputNumber, Select, Switch } from 'antd'
import { useStatus } from '../../api/session.ts'
import { hardshipText } from '../../i18n/hardship.ts'
import { useText } from '../../i18n/text.ts'
import { DayInput } from '../../ui/inputs.tsx'
import type { Request } from './hardship-file.tsx'

type Values = BodyOf<typeof hardshipApi.proposePlan>

interface ReAgeProps {
  readonly request: Request
  readonly form: ReturnType<typeof Form.useForm<Values>>[0]
  readonly onChange: () => void
}

const FIRST_DUE_AFTER_DAYS = 30

/** Other days for all that is open, for a loan with daily rest: from when on, and how often. */
export function ReAgeFields({ request, form, onChange }: ReAgeProps) {
  const t = useText(hardshipText)
  const today = useStatus()?.businessOn
  const isOn = Form.useWatch('reAge', { form, preserve: true }) !== undefined
  const switched = (on: boolean) => {
    if (on) form.setFieldsValue({ annualRatePpm: request.annualRatePpm, graceInstalments: 0, arrears: 'carried' })
    const firstDueOn = addDays((today ?? request.askedAt.slice(0, 10)) as Day, FIRST_DUE_AFTER_DAYS)
    form.setFieldValue('reAge', on ? { firstDueOn, unit: 'week', every: 2 } : undefined)
    form.setFieldValue('reAmortise', undefined)
    onChange()
  }
  return (
    <fieldset className="re-age" data-part="re-age">
      <legend>
        <Switch size="small" aria-label={t.reAge} checked={isOn} onChange={switched} /> <span>{t.reAge}</span>
      </legend>
      <p className="soft">{t.reAgeAbout}</p>
      {isOn && (
        <div className="term-fields">
          <Form.Item required name={['reAge', 'firstDueOn']} label={t.firstDueOn}>
            <DayInput onChange={onChange} />
          </Form.Item>
          <Form.Item required name={['reAge', 'every']} label={t.reAgeEvery}>
            <InputNumber min={1} max={366} precision={0} onBlur={onChange} />
          </Form.Item>
          <Form.Item required name={['reAge', 'unit']} label={t.reAgeUnit}>
            <Select
              options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t.reAgeUnits[value] }))}
              onChange={onChange}
            />
          </Form.Item>
          <Form.Item
            name={['reAge', 'interest']}
            label={t.reAgeInterest}
            extra={t.reAgeInterestHint}
            getValueProps={(value?: string) => ({ value: value ?? 'runs' })}
            normalize={(value: string) => (value === 'runs' ? undefined : value)}
          >
            <Select
              options={(['runs', 'equal-to-day', 'equal-to-term'] as const).map((value) => ({
                value,
                label: t.reAgeInterests[value],
              }))}
              onChange={onChange}
            />
          </Form.Item>
        </div>
      )}
    </fieldset>
  )
}
