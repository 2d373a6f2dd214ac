import { Button, Form, Input } from 'antd'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { RateInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'

/** The price of each grade, and the ceiling that all of them are held against. */
export function Prices() {
  const t = useText(productsText)
  return (
    <Block title={t.prices}>
      <Form.List name={['terms', 'prices']}>
        {(rows, { add, remove }) => (
          <div className="price-rows">
            <div className="price-row soft" aria-hidden="true">
              <span>{t.grade}</span>
              <span>{t.rate}</span>
            </div>
            {rows.map((row) => (
              <div key={row.key} className="price-row">
                <Form.Item name={[row.name, 'grade']}>
                  <Input maxLength={8} autoComplete="off" aria-label={t.grade} />
                </Form.Item>
                <Form.Item name={[row.name, 'annualRatePpm']}>
                  <RateInput aria-label={t.rate} />
                </Form.Item>
                <Button
                  type="text"
                  aria-label={t.remove}
                  title={t.remove}
                  icon={<Icon name="close" size={16} />}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button icon={<Icon name="plus" size={16} />} onClick={() => add({ grade: '', annualRatePpm: undefined })}>
              {t.addPrice}
            </Button>
          </div>
        )}
      </Form.List>
      <div className="fields fields-after">
        <Form.Item name={['terms', 'costCapPpm']} label={t.cap} extra={t.costCapSource}>
          <RateInput />
        </Form.Item>
      </div>
    </Block>
  )
}
