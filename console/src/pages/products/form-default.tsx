import { Form, Select, Switch } from 'antd'
import { defaultTermsText } from '../../i18n/default-terms.ts'
import { useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { choices } from './form-fees.tsx'
import { Whole } from './form-parts.tsx'

const CLAUSE = ['terms', 'acceleration']
const START = { afterDays: 90, noticeDays: 15 }

/** What the lender may do about a loan that stays late: call all of it due, and what becomes of its plan at a charge-off. */
export function DefaultTerms() {
  const t = useText(defaultTermsText)
  const form = Form.useFormInstance()
  const isOn = Form.useWatch(CLAUSE, { form, preserve: true }) !== undefined
  return (
    <Block title={t.title}>
      <fieldset className="plan-part" data-part="acceleration">
        <legend>
          <Switch
            size="small"
            aria-label={t.acceleration}
            checked={isOn}
            onChange={(on) => form.setFieldValue(CLAUSE, on ? START : undefined)}
          />
          <span>{t.acceleration}</span>
        </legend>
        {isOn ? (
          <div className="fields">
            <Whole name={[...CLAUSE, 'afterDays']} label={t.afterDays} min={1} max={365} />
            <Whole name={[...CLAUSE, 'noticeDays']} label={t.noticeDays} min={1} max={90} />
          </div>
        ) : (
          <p className="soft">{t.accelerationAbout}</p>
        )}
      </fieldset>
      <div className="fields">
        <Form.Item
          name={['terms', 'chargeOff']}
          label={t.chargeOff}
          extra={t.chargeOffHint}
          className="field-wide"
          normalize={(value?: string) => value ?? undefined}
        >
          <Select options={choices(t.chargeOffs)} allowClear placeholder={t.chargeOffEnds} />
        </Form.Item>
      </div>
    </Block>
  )
}
