import { Checkbox, Form, InputNumber, Select, Switch } from 'antd'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { AllocationPart } from './form-allocation.tsx'
import { DefaultTerms } from './form-default.tsx'
import { choices } from './form-fees.tsx'

const DAYS_IN_YEAR = [360, 365].map((value) => ({ value, label: String(value) }))

/** Late, early, and how days are counted. */
export function Rules() {
  return (
    <>
      <Penalty />
      <Prepayment />
      <DefaultTerms />
      <AllocationPart />
      <Counting />
    </>
  )
}

function Penalty() {
  const t = useText(productsText)
  return (
    <Block title={t.penalty}>
      <div className="fields">
        <Form.Item name={['terms', 'penalty', 'contractRateMultiplePpm']} label={t.multiple}>
          <RateInput />
        </Form.Item>
        <Form.Item name={['terms', 'penalty', 'annualRateMaxPpm']} label={t.penaltyMax}>
          <RateInput />
        </Form.Item>
        <Form.Item name={['terms', 'penalty', 'base']} label={t.base}>
          <Select options={choices(t.bases)} />
        </Form.Item>
        <Form.Item name={['terms', 'penalty', 'daysInYear']} label={t.daysInYear}>
          <Select options={DAYS_IN_YEAR} />
        </Form.Item>
        <Form.Item name={['terms', 'graceDays']} label={t.graceDays}>
          <InputNumber min={0} max={60} precision={0} />
        </Form.Item>
      </div>
    </Block>
  )
}

function Prepayment() {
  const t = useText(productsText)
  return (
    <Block title={t.prepayment}>
      <div className="fields">
        <Form.Item name={['terms', 'prepayment', 'isAllowed']} label={t.isAllowed} valuePropName="checked">
          <Switch checkedChildren={t.yes} unCheckedChildren={t.no} />
        </Form.Item>
        <Form.Item name={['terms', 'prepayment', 'feePpm']} label={t.prepayFee}>
          <RateInput />
        </Form.Item>
        <Form.Item name={['terms', 'prepayment', 'freeAfterInstalments']} label={t.freeAfter}>
          <InputNumber min={0} max={600} precision={0} />
        </Form.Item>
        <Form.Item name={['terms', 'prepayment', 'minAmountFen']} label={t.minPrepay}>
          <FenInput />
        </Form.Item>
        <Form.Item name={['terms', 'prepayment', 'modes']} label={t.modes} className="field-wide">
          <Checkbox.Group options={choices(t.modeNames)} />
        </Form.Item>
      </div>
    </Block>
  )
}

function Counting() {
  const t = useText(productsText)
  const dueDay = Form.useWatch(['terms', 'dueDay', 'kind'])
  return (
    <Block title={t.counting}>
      <div className="fields">
        <Form.Item name={['terms', 'interestBasis']} label={t.basis}>
          <Select options={choices(t.basisNames)} />
        </Form.Item>
        <Form.Item name={['terms', 'dueDay', 'kind']} label={t.dueDay}>
          <Select options={choices(t.dueDays)} />
        </Form.Item>
        {dueDay === 'fixed' && (
          <>
            <Form.Item name={['terms', 'dueDay', 'dayOfMonth']} label={t.dayOfMonth}>
              <InputNumber min={1} max={31} precision={0} />
            </Form.Item>
            <Form.Item name={['terms', 'dueDay', 'minDaysToFirst']} label={t.minDays}>
              <InputNumber min={0} max={60} precision={0} />
            </Form.Item>
          </>
        )}
        <Form.Item name={['terms', 'workingDayShift']} label={t.shift}>
          <Select options={choices(t.shifts)} />
        </Form.Item>
        <Form.Item name={['terms', 'instalment', 'multipleFen']} label={t.multipleFen}>
          <FenInput />
        </Form.Item>
        <Form.Item name={['terms', 'instalment', 'rounding']} label={t.rounding}>
          <Select options={choices(t.roundings)} />
        </Form.Item>
      </div>
    </Block>
  )
}
