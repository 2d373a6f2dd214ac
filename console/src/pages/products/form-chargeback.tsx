import { type AllocationOrders, PART_NAMES, PARTS, type Part } from '@puhui/product'
import { Button, Checkbox, Switch } from 'antd'
import { allocationText } from '../../i18n/allocation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'

interface ChargebackProps {
  readonly orders: AllocationOrders
  readonly onChange: (orders: AllocationOrders) => void
}

/** What a payment that the bank takes back becomes: the old instalments open again, or new debt in the running one. */
export function Chargeback({ orders: { chargeback, ...others }, onChange }: ChargebackProps) {
  const t = useText(allocationText)
  const set = (order: readonly Part[] | undefined) => onChange(order ? { ...others, chargeback: { order } } : others)
  return (
    <fieldset className="plan-part" data-part="chargeback">
      <legend>
        <Switch
          size="small"
          aria-label={t.chargeback}
          checked={chargeback !== undefined}
          onChange={(isOn) => set(isOn ? PARTS : undefined)}
        />
        <span>{t.chargeback}</span>
      </legend>
      {chargeback ? <ByPart order={chargeback.order} onChange={set} /> : <p className="soft">{t.chargebackAbout}</p>}
    </fieldset>
  )
}

interface OrderProps {
  readonly order: readonly Part[]
  readonly onChange: (order: readonly Part[]) => void
}

function ByPart({ order, onChange }: OrderProps) {
  const t = useText(allocationText)
  return (
    <>
      <Checkbox checked={order.length > 0} onChange={({ target }) => onChange(target.checked ? PARTS : [])}>
        {t.chargebackParts}
      </Checkbox>
      {order.length === 0 && <p className="soft">{t.chargebackPartsHint}</p>}
      <ol className="order-steps" aria-label={`${t.chargeback}: ${t.steps}`}>
        {order.map((part, at) => (
          <PartRow key={part} at={at} order={order} onChange={onChange} />
        ))}
      </ol>
    </>
  )
}

function PartRow({ order, at, onChange }: OrderProps & { readonly at: number }) {
  const t = useText(allocationText)
  const say = useLocalized()
  const part = order[at]!
  const name = say(PART_NAMES[part])
  const move = (by: 1 | -1) => onChange(order.with(at, order[at + by]!).with(at + by, part))
  return (
    <li>
      <span>{name}</span>
      {at > 0 && (
        <Button
          size="small"
          type="text"
          aria-label={t.up(name)}
          icon={<Icon name="up" size={16} />}
          onClick={() => move(-1)}
        />
      )}
      {at < order.length - 1 && (
        <Button
          size="small"
          type="text"
          aria-label={t.down(name)}
          icon={<Icon name="down" size={16} />}
          onClick={() => move(1)}
        />
      )}
    </li>
  )
}
