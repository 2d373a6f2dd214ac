import { type AllocationOrders, PART_NAMES, PARTS, type Part } from '@puhui/product'
import { Checkbox, Switch } from 'antd'
import { allocationText } from '../../i18n/allocation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { type Direction, MovableStep } from './movable-step.tsx'

interface ChargebackProps {
  readonly orders: AllocationOrders
  readonly onChange: (orders: AllocationOrders) => void
}

/** What a payment that the bank takes back becomes: the old instalments open again, or new debt in the running one. */
export function Chargeback({ orders: { chargeback, ...others }, onChange }: ChargebackProps) {
  const t = useText(allocationText)
  const set = (order: readonly Part[] | undefined) =>
    onChange(order ? { ...others, chargeback: { ...chargeback, order } } : others)
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
  const say = useLocalized()
  const part = order[at]!
  const name = say(PART_NAMES[part])
  const move = (by: Direction) => onChange(order.with(at, order[at + by]!).with(at + by, part))
  const mayMove = (by: Direction) => order[at + by] !== undefined
  return <MovableStep name={name} mayMove={mayMove} move={move} />
}
