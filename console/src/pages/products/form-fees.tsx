import { Button, Form, Input, Select } from 'antd'
import { planText } from '../../i18n/plan.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'

const NEW_FEE = {
  code: '',
  name: { zh: '', en: '' },
  timing: 'per-instalment',
  amount: { kind: 'fixed' },
  collector: { kind: 'lender' },
}

/** Charges besides interest; each counts as cost. */
export function Fees() {
  const t = useText(productsText)
  return (
    <Form.List name={['terms', 'fees']}>
      {(rows, { add, remove }) => (
        <Block
          title={t.fees}
          actions={
            <Button size="small" icon={<Icon name="plus" size={16} />} onClick={() => add(NEW_FEE)}>
              {t.addFee}
            </Button>
          }
        >
          {rows.length === 0 && <p className="soft">{t.noFees}</p>}
          {rows.map((row) => (
            <Fee key={row.key} at={row.name} onRemove={() => remove(row.name)} />
          ))}
        </Block>
      )}
    </Form.List>
  )
}

/** A share of the instalment can be asked for with every instalment alone. */
function isOfInstalment(kind: string): boolean {
  return kind.startsWith('share-of-instalment')
}

function Fee({ at, onRemove }: { readonly at: number; readonly onRemove: () => void }) {
  const t = useText(productsText)
  const p = useText(planText)
  const timing = Form.useWatch(['terms', 'fees', at, 'timing'])
  const amountKind = Form.useWatch(['terms', 'fees', at, 'amount', 'kind'])
  const collector = Form.useWatch(['terms', 'fees', at, 'collector', 'kind'])
  return (
    <fieldset className="fields fee">
      <Form.Item name={[at, 'code']} label={t.feeCode}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[at, 'name', 'zh']} label={t.nameZh}>
        <Input maxLength={40} lang="zh" />
      </Form.Item>
      <Form.Item name={[at, 'name', 'en']} label={t.nameEn}>
        <Input maxLength={80} lang="en" />
      </Form.Item>
      <Form.Item name={[at, 'kind']} label={p.feeKind}>
        <Select options={choices(p.feeKinds)} allowClear placeholder={p.feeKinds.service} />
      </Form.Item>
      <Form.Item name={[at, 'timing']} label={t.timing}>
        <Select options={choices(t.timings)} />
      </Form.Item>
      {timing === 'on-event' && (
        <Form.Item name={[at, 'event']} label={p.feeEvent}>
          <Select options={choices(p.feeEvents)} />
        </Form.Item>
      )}
      <Form.Item name={[at, 'amount', 'kind']} label={t.amountKind}>
        <Select
          options={choices(t.amountKinds).filter(({ value }) => timing === 'per-instalment' || !isOfInstalment(value))}
        />
      </Form.Item>
      {String(amountKind).startsWith('share') ? (
        <Form.Item name={[at, 'amount', 'ratePpm']} label={t.feeShare}>
          <RateInput />
        </Form.Item>
      ) : (
        <Form.Item name={[at, 'amount', 'amountFen']} label={t.feeAmount}>
          <FenInput />
        </Form.Item>
      )}
      <Form.Item name={[at, 'collector', 'kind']} label={t.collector}>
        <Select options={choices(t.collectors)} />
      </Form.Item>
      {collector === 'partner' && (
        <>
          <Form.Item name={[at, 'collector', 'partnerId']} label={t.partnerId}>
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
          <Form.Item name={[at, 'collector', 'name', 'zh']} label={t.partnerZh}>
            <Input maxLength={80} lang="zh" />
          </Form.Item>
          <Form.Item name={[at, 'collector', 'name', 'en']} label={t.partnerEn}>
            <Input maxLength={80} lang="en" />
          </Form.Item>
        </>
      )}
      <Button danger onClick={onRemove}>
        {t.remove}
      </Button>
    </fieldset>
  )
}

/** The options of a select from the names of its values. */
export function choices(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }))
}
