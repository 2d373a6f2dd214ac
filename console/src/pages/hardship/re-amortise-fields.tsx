import type { BodyOf, hardshipApi } from '@puhui/api'
import { Form, Select, Switch } from 'antd'
import { hardshipText } from '../../i18n/hardship.ts'
import { useText } from '../../i18n/text.ts'
import type { Request } from './hardship-file.tsx'

type Values = BodyOf<typeof hardshipApi.proposePlan>

interface ReAmortiseProps {
  readonly request: Request
  readonly form: ReturnType<typeof Form.useForm<Values>>[0]
  readonly onChange: () => void
}

/** What is past due spread over the instalments to come, for a loan with daily rest: their days and number stay. */
export function ReAmortiseFields({ request, form, onChange }: ReAmortiseProps) {
  const t = useText(hardshipText)
  const isOn = Form.useWatch('reAmortise', { form, preserve: true }) !== undefined
  const switched = (on: boolean) => {
    const { annualRatePpm, before } = request
    if (on) form.setFieldsValue({ annualRatePpm, instalments: before.count, graceInstalments: 0, arrears: 'carried' })
    form.setFieldValue('reAge', undefined)
    form.setFieldValue('reAmortise', on ? { interest: 'next' } : undefined)
    onChange()
  }
  return (
    <fieldset className="re-age" data-part="re-amortise">
      <legend>
        <Switch size="small" aria-label={t.reAmortise} checked={isOn} onChange={switched} /> <span>{t.reAmortise}</span>
      </legend>
      <p className="soft">{t.reAmortiseAbout}</p>
      {isOn && (
        <Form.Item required name={['reAmortise', 'interest']} label={t.spreadInterest}>
          <Select
            options={(['next', 'equal-parts'] as const).map((value) => ({ value, label: t.spreadInterests[value] }))}
            onChange={onChange}
          />
        </Form.Item>
      )}
    </fieldset>
  )
}
