import { Button, Form } from 'antd'
import { planText } from '../../i18n/plan.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { RateInput } from '../../ui/inputs.tsx'
import { LocalizedFields, Whole } from './form-parts.tsx'

const PLAN = ['terms', 'plan']

/** The crop of a seasonal product and the days on which it is sold. */
export function Harvests() {
  const t = useText(planText)
  const { remove: removeText } = useText(productsText)
  return (
    <fieldset className="plan-part">
      <legend>{t.season}</legend>
      <div className="fields">
        <LocalizedFields name={[...PLAN, 'season', 'crop']} labels={{ zh: t.cropZh, en: t.cropEn }} />
      </div>
      <Form.List name={[...PLAN, 'season', 'harvests']}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="fields plan-row">
                <Whole name={[row.name, 'month']} label={t.harvestMonth} min={1} max={12} />
                <Whole name={[row.name, 'dayOfMonth']} label={t.harvestDay} min={1} max={31} />
                <Button onClick={() => remove(row.name)}>{removeText}</Button>
              </div>
            ))}
            <Button
              size="small"
              icon={<Icon name="plus" size={16} />}
              onClick={() => add({ month: 10, dayOfMonth: 31 })}
            >
              {t.addHarvest}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

/** The payments of an agreed plan; their shares have to come to the whole principal. */
export function Parts() {
  const t = useText(planText)
  const { remove: removeText } = useText(productsText)
  const parts = Form.useWatch([...PLAN, 'parts']) as readonly ({ sharePpm?: unknown } | undefined)[] | undefined
  const sum = (parts ?? []).reduce((whole, part) => whole + (Number(part?.sharePpm) || 0), 0)
  return (
    <fieldset className="plan-part">
      <legend>{t.parts}</legend>
      <Form.List name={[...PLAN, 'parts']}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="fields plan-row">
                <Whole name={[row.name, 'month']} label={t.partMonth} min={1} max={600} />
                <Form.Item name={[row.name, 'sharePpm']} label={t.partShare}>
                  <RateInput />
                </Form.Item>
                <Button onClick={() => remove(row.name)}>{removeText}</Button>
              </div>
            ))}
            {sum !== 1_000_000 && <p role="status">{t.partsSum(`${sum / 10_000}%`)}</p>}
            <Button size="small" icon={<Icon name="plus" size={16} />} onClick={() => add({})}>
              {t.addPart}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
