import { type OutputOf, regulationsApi } from '@puhui/api'
import { Button, Form, InputNumber, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useText } from '../../i18n/text.ts'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { NumberValue, type Unit } from './number-value.tsx'

type Settable = OutputOf<typeof regulationsApi.getRegulationOptions>['numbers'][number]

/** What a form holds of one number; `key` is rule and parameter together. */
export interface NumberField {
  readonly key?: string
  readonly value?: string
}

/** The numbers of a form as the API takes them. */
export function numbersIn(fields: readonly (NumberField | undefined)[] | undefined) {
  return (fields ?? []).map((one) => {
    const [rule = '', parameter = ''] = (one?.key ?? '').split('/')
    return { rule, parameter, value: String(one?.value ?? '') }
  })
}

/** Rows of number and value; the input follows the unit, what the law says stands beside it. */
export function NumberFields() {
  const t = useText(regulationsText)
  const names: Readonly<Record<string, string>> = t.parameters
  const options = useRead(regulationsApi.getRegulationOptions, {})
  const settable = options.data?.numbers ?? []
  const choice = settable.map((one) => ({
    value: `${one.rule}/${one.parameter}`,
    label: `${names[one.parameter] ?? one.parameter} (${one.rule})`,
  }))
  return (
    <Form.List name="numbers">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div className="number-row" key={key}>
              <Form.Item required name={[name, 'key']} label={t.number}>
                <Select options={choice} aria-label={t.number} />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) => (
                  <ValueField name={name} of={chosen(settable, getFieldValue(['numbers', name, 'key']))} />
                )}
              </Form.Item>
              {fields.length > 1 && (
                <Button type="text" onClick={() => remove(name)}>
                  {t.remove}
                </Button>
              )}
            </div>
          ))}
          {fields.length < 4 && <Button onClick={() => add({})}>{t.add}</Button>}
        </>
      )}
    </Form.List>
  )
}

function chosen(settable: readonly Settable[], key: unknown): Settable | undefined {
  return settable.find((one) => `${one.rule}/${one.parameter}` === key)
}

function ValueField({ name, of }: { readonly name: number; readonly of: Settable | undefined }) {
  const t = useText(regulationsText)
  return (
    <Form.Item
      required
      name={[name, 'value']}
      label={t.value}
      extra={
        of && (
          <span>
            {t.shipped} <NumberValue unit={of.unit} value={of.law} />
          </span>
        )
      }
    >
      {inputOf(of?.unit ?? 'count', t.value)}
    </Form.Item>
  )
}

function inputOf(unit: Unit, label: string) {
  if (unit === 'ppm') return <RateInput aria-label={label} />
  if (unit === 'fen') return <FenInput aria-label={label} />
  return <InputNumber aria-label={label} min={0} precision={0} />
}
