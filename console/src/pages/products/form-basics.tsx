import { labels } from '@puhui/api'
import { Checkbox, Form, Input, Select } from 'antd'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { FenInput } from '../../ui/inputs.tsx'

/** Names, purpose, methods, amounts and terms. */
export function Basics({ isNew }: { readonly isNew: boolean }) {
  const t = useText(productsText)
  const say = useLocalized()
  return (
    <div className="fields">
      <Form.Item name={['terms', 'code']} label={t.code}>
        <Input disabled={!isNew} maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['terms', 'name', 'zh']} label={t.nameZh}>
        <Input maxLength={40} lang="zh" />
      </Form.Item>
      <Form.Item name={['terms', 'name', 'en']} label={t.nameEn}>
        <Input maxLength={80} lang="en" />
      </Form.Item>
      <Form.Item name={['terms', 'purpose', 'zh']} label={t.purposeZh} className="field-wide">
        <Input.TextArea rows={2} maxLength={200} lang="zh" />
      </Form.Item>
      <Form.Item name={['terms', 'purpose', 'en']} label={t.purposeEn} className="field-wide">
        <Input.TextArea rows={2} maxLength={300} lang="en" />
      </Form.Item>
      <Form.Item name={['terms', 'methods']} label={t.methods} className="field-wide">
        <Checkbox.Group
          options={Object.entries(labels.method).map(([value, label]) => ({ value, label: say(label) }))}
        />
      </Form.Item>
      <Form.Item name={['terms', 'amountFen', 'min']} label={t.amountMin}>
        <FenInput />
      </Form.Item>
      <Form.Item name={['terms', 'amountFen', 'max']} label={t.amountMax}>
        <FenInput />
      </Form.Item>
      <Form.Item name={['terms', 'amountFen', 'step']} label={t.amountStep}>
        <FenInput />
      </Form.Item>
      <Form.Item name={['terms', 'termMonths']} label={t.terms} extra={t.termsHint} className="field-wide">
        <Select mode="tags" tokenSeparators={[',', ' ']} suffixIcon={null} open={false} />
      </Form.Item>
    </div>
  )
}
