import {
  type AllocationOrder,
  type AllocationOrders,
  type AllocationStep,
  type BeyondRule,
  DEFAULT_ALLOCATION,
  decodeTerms,
  ORDERED_MONEY,
  orderedBy,
  PART_NAMES,
  TIME_NAMES,
} from '@puhui/product'
import { Form, Select, Switch } from 'antd'
import { allocationText } from '../../i18n/allocation.ts'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { AllocationExample } from './allocation-example.tsx'
import { Chargeback } from './form-chargeback.tsx'
import { choices } from './form-fees.tsx'
import { type Direction, MovableStep } from './movable-step.tsx'
import { type TermsValues, termsOfValues } from './terms-values.ts'

const NAME = ['terms', 'allocation']

/** How money is taken: the usual order, or one of the product's own, with others for kinds of money. */
export function AllocationPart() {
  const t = useText(allocationText)
  const p = useText(productsText)
  const form = Form.useFormInstance()
  const orders = Form.useWatch(NAME, { form, preserve: true }) as AllocationOrders | undefined
  const change = (next: AllocationOrders | undefined) => form.setFieldValue(NAME, next)
  const switched = (isOn: boolean) => change(isOn ? DEFAULT_ALLOCATION : undefined)
  return (
    <Block title={p.allocation}>
      <fieldset className="plan-part">
        <legend>
          <Switch size="small" aria-label={t.own} checked={orders !== undefined} onChange={switched} />
          <span>{t.own}</span>
        </legend>
        {orders ? <OrdersFields orders={orders} onChange={change} /> : <Usual />}
      </fieldset>
      <RefundInterest />
      <Example />
    </Block>
  )
}

/** How much interest comes back with a merchant refund. */
function RefundInterest() {
  const t = useText(allocationText)
  return (
    <div className="fields">
      <Form.Item
        name={['terms', 'refundInterest']}
        label={t.refundInterest}
        extra={t.refundInterestHint}
        className="field-wide"
      >
        <Select options={choices(t.refundInterests)} allowClear placeholder={t.refundInterestShare} />
      </Form.Item>
    </div>
  )
}

/** The terms as they stand in the form, tried on a sample loan. */
function Example() {
  const t = useText(allocationText)
  const form = Form.useFormInstance()
  const values = Form.useWatch((all: { terms?: TermsValues }) => all.terms, { form, preserve: true })
  const read = decodeTerms(termsOfValues(values))
  return (
    <section className="order-example">
      <h3>{t.example}</h3>
      {read.ok ? <AllocationExample terms={read.value} /> : <p className="soft">{t.noExample}</p>}
    </section>
  )
}

function Usual() {
  const t = useText(allocationText)
  const say = useLocalized()
  const parts = DEFAULT_ALLOCATION.default.steps.filter(({ time }) => time === 'due')
  const names = parts.map(({ part }) => say(PART_NAMES[part])).join(' → ')
  return <p className="soft">{`${t.directions.horizontal} · ${names} · ${t.beyonds.held}`}</p>
}

interface OrdersProps {
  readonly orders: AllocationOrders
  readonly onChange: (orders: AllocationOrders) => void
}

function OrdersFields({ orders, onChange }: OrdersProps) {
  const t = useText(allocationText)
  const { direction } = orders
  const turned = (next: AllocationOrders['direction']) => {
    const again = (order: AllocationOrder) => orderedBy(next, partsDue(order), order.future)
    const own = Object.entries(orders.byKind).map(([kind, order]) => [kind, again(order)])
    onChange({ ...orders, direction: next, default: again(orders.default), byKind: Object.fromEntries(own) })
  }
  return (
    <>
      <div className="fields">
        <Form.Item label={t.direction} className="field-wide">
          <Select
            aria-label={t.direction}
            value={direction}
            options={choices(t.directions)}
            onChange={(next: AllocationOrders['direction']) => turned(next)}
          />
        </Form.Item>
      </div>
      <OrderFields
        name={t.kinds.repayment}
        direction={direction}
        order={orders.default}
        onChange={(order) => onChange({ ...orders, default: order })}
      />
      {ORDERED_MONEY.map((kind) => (
        <KindOrder key={kind} kind={kind} orders={orders} onChange={onChange} />
      ))}
      <Chargeback orders={orders} onChange={onChange} />
      <ChargesDue orders={orders} onChange={onChange} />
    </>
  )
}

/** Whether a charge with a day of its own is due from that day, or with its instalment. */
function ChargesDue({ orders: { chargesDue, ...others }, onChange }: OrdersProps) {
  const t = useText(allocationText)
  return (
    <fieldset className="plan-part" data-part="charges-due">
      <legend>
        <Switch
          size="small"
          aria-label={t.chargesDue}
          checked={chargesDue !== undefined}
          onChange={(isOn) => onChange(isOn ? { ...others, chargesDue: 'own-day' } : others)}
        />
        <span>{t.chargesDue}</span>
      </legend>
      <p className="soft">{chargesDue ? t.chargesDueNeeds : t.chargesDueAbout}</p>
    </fieldset>
  )
}

function KindOrder({ kind, orders, onChange }: OrdersProps & { readonly kind: (typeof ORDERED_MONEY)[number] }) {
  const t = useText(allocationText)
  const { [kind]: own, ...others } = orders.byKind
  const set = (order: AllocationOrder | undefined) =>
    onChange({ ...orders, byKind: order ? { ...orders.byKind, [kind]: order } : others })
  const title = t.ownFor(t.kinds[kind])
  return (
    <fieldset className="plan-part">
      <legend>
        <Switch
          size="small"
          aria-label={title}
          checked={own !== undefined}
          onChange={(isOn) => set(isOn ? orders.default : undefined)}
        />
        <span>{title}</span>
      </legend>
      {own && <OrderFields name={t.kinds[kind]} direction={orders.direction} order={own} onChange={set} />}
    </fieldset>
  )
}

interface OrderProps {
  readonly name: string
  readonly direction: AllocationOrders['direction']
  readonly order: AllocationOrder
  readonly onChange: (order: AllocationOrder) => void
}

function OrderFields({ name, direction, order, onChange }: OrderProps) {
  const t = useText(allocationText)
  const beyond = (future: BeyondRule) => {
    const due = order.steps.filter(({ time }) => time !== 'in-advance')
    const ahead = orderedBy(direction, partsDue(order), future).steps.filter(({ time }) => time === 'in-advance')
    onChange({ steps: [...due, ...ahead], future })
  }
  return (
    <div className="order-fields">
      <ol className="order-steps" aria-label={`${name}: ${t.steps}`}>
        {order.steps.map((step, at) => (
          <StepRow key={`${step.time}:${step.part}`} at={at} {...{ direction, order, onChange }} />
        ))}
      </ol>
      <div className="fields">
        <Form.Item label={t.beyond} extra={t.beyondHint} className="field-wide">
          <Select
            aria-label={`${name}: ${t.beyond}`}
            value={order.future}
            options={choices(t.beyonds)}
            onChange={(future: BeyondRule) => beyond(future)}
          />
        </Form.Item>
      </div>
    </div>
  )
}

function StepRow({ at, direction, order, onChange }: Omit<OrderProps, 'name'> & { readonly at: number }) {
  const say = useLocalized()
  const step = order.steps[at]!
  const name = `${say(TIME_NAMES[step.time])} · ${say(PART_NAMES[step.part])}`
  const move = (by: Direction) => onChange({ ...order, steps: swapped(order.steps, at, at + by) })
  const mayMove = (by: Direction) => {
    const other = order.steps[at + by]
    return other !== undefined && (direction === 'vertical' || other.time === step.time)
  }
  return <MovableStep name={name} mayMove={mayMove} move={move} />
}

function swapped(steps: readonly AllocationStep[], one: number, other: number): readonly AllocationStep[] {
  return steps.with(one, steps[other]!).with(other, steps[one]!)
}

function partsDue({ steps }: AllocationOrder) {
  return steps.filter(({ time }) => time === 'due').map(({ part }) => part)
}
