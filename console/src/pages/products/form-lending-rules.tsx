import { Form, Select } from 'antd'
import { planText } from '../../i18n/plan.ts'
import { useText } from '../../i18n/text.ts'
import { FenInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'

/** How much a customer may owe under the product, and when a person decides: no version is released without both. */
export function LendingRules() {
  const t = useText(planText)
  const prices = Form.useWatch(['terms', 'prices']) as readonly ({ grade?: string } | undefined)[] | undefined
  const grades = (prices ?? []).flatMap((price) => (price?.grade ? [{ value: price.grade, label: price.grade }] : []))
  return (
    <Block title={t.rules}>
      <div className="fields">
        <Form.Item name={['terms', 'rules', 'limit', 'perCustomerFen']} label={t.perCustomerFen}>
          <FenInput />
        </Form.Item>
        <Form.Item name={['terms', 'rules', 'review', 'manualAboveFen']} label={t.manualAboveFen}>
          <FenInput />
        </Form.Item>
        <Form.Item name={['terms', 'rules', 'review', 'manualGrades']} label={t.manualGrades} className="field-wide">
          <Select mode="multiple" options={grades} />
        </Form.Item>
      </div>
    </Block>
  )
}
