import { Form, Input, InputNumber } from 'antd'

type Name = readonly (string | number)[]

/** A whole number within bounds. */
export function Whole(props: {
  readonly name: Name
  readonly label: string
  readonly min: number
  readonly max: number
}) {
  return (
    <Form.Item name={[...props.name]} label={props.label}>
      <InputNumber min={props.min} max={props.max} precision={0} />
    </Form.Item>
  )
}

/** A short text in Chinese and in English. */
export function LocalizedFields(props: {
  readonly name: Name
  readonly labels: { readonly zh: string; readonly en: string }
}) {
  return (
    <>
      <Form.Item name={[...props.name, 'zh']} label={props.labels.zh}>
        <Input maxLength={80} lang="zh" />
      </Form.Item>
      <Form.Item name={[...props.name, 'en']} label={props.labels.en}>
        <Input maxLength={120} lang="en" />
      </Form.Item>
    </>
  )
}
