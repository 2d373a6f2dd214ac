import { adjustmentsApi, type BodyOf, labelOf } from '@puhui/api'
import { App, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { adjustText } from '../../i18n/adjust.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, FenInput } from '../../ui/inputs.tsx'
import type { Loan, LoanEvent } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'

type Body = BodyOf<typeof adjustmentsApi.adjustLoan>

const KINDS = ['goodwill', 'refund', 'chargeBack'] as const

/** A credit, a merchant's refund or a payment taken back by the bank: what it does is seen before it is booked. */
export function Adjust({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(adjustText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Body>()
  const payments = loan.events.filter((event) => event.kind === 'repaid' && !event.isReversed)
  const values = { ...initialOf(loan, payments), ...Form.useWatch([], form) }
  const { reason: _reason, stateHash: _stateHash, ...wish } = wishOf(values)
  const preview = useRead(
    adjustmentsApi.previewAdjustment,
    { params: { loanId: loan.id }, body: wish },
    {
      isEnabled: /^[1-9]\d*$/.test(wish.amountFen) && (wish.kind !== 'chargeBack' || !!wish.eventId),
      keepsPrevious: true,
    },
  )
  return (
    <Modal open title={t.title} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{t.abouts[values.kind]}</p>
      <OperationForm
        form={form}
        operation={adjustmentsApi.adjustLoan}
        input={(body: Body) => ({
          params: { loanId: loan.id },
          body: { ...wishOf(body), ...(preview.data && { stateHash: preview.data.stateHash }) },
        })}
        initial={initialOf(loan, payments)}
        submit={t.submit}
        onCancel={onClose}
        refreshes={REFRESHED}
        onDone={() => {
          message.success(t.done)
          onClose()
        }}
      >
        <Form.Item required name="kind" label={t.kind}>
          <Radio.Group
            optionType="button"
            onChange={({ target }) => {
              // A payment is charged back whole unless somebody types another amount.
              const paid = payments.find(({ id }) => id === values.eventId)
              if (target.value === 'chargeBack' && !values.amountFen)
                form.setFieldsValue({ amountFen: paid?.amountFen ?? '' })
            }}
            options={KINDS.map((value) => ({
              value,
              label: t.kinds[value],
              disabled: value === 'chargeBack' && payments.length === 0,
            }))}
          />
        </Form.Item>
        {values.kind === 'chargeBack' && (
          <Payment
            payments={payments}
            onChoose={(event) => form.setFieldsValue({ amountFen: event.amountFen ?? '' })}
          />
        )}
        <Form.Item required name="amountFen" label={t.amount}>
          <FenInput />
        </Form.Item>
        <Form.Item required name="valueOn" label={t.valueOn}>
          <DayInput max={loan.asOf} />
        </Form.Item>
        {values.kind === 'refund' && (
          <Form.Item name="withInterest" valuePropName="checked">
            <Checkbox>{t.withInterest}</Checkbox>
          </Form.Item>
        )}
        {values.kind === 'chargeBack' && (
          <Form.Item name="chargesFee" valuePropName="checked">
            <Checkbox>{t.chargesFee}</Checkbox>
          </Form.Item>
        )}
        <SimulatedBooking preview={preview} times={{ valueOn: values.valueOn, today: loan.asOf }} />
        <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

function Payment(props: { readonly payments: readonly LoanEvent[]; readonly onChoose: (event: LoanEvent) => void }) {
  const t = useText(adjustText)
  const say = useLocalized()
  return (
    <Form.Item required name="eventId" label={t.payment}>
      <Select
        options={props.payments.map((event) => ({
          value: event.id,
          label: (
            <>
              {event.valueOn} {say(labelOf('loanEvent', event.kind))} <Money fen={event.amountFen} />
            </>
          ),
        }))}
        onChange={(id) => {
          const chosen = props.payments.find((event) => event.id === id)
          if (chosen) props.onChoose(chosen)
        }}
      />
    </Form.Item>
  )
}

function initialOf(loan: Loan, payments: readonly LoanEvent[]): Body {
  const last = payments.at(-1)
  return {
    kind: 'goodwill',
    amountFen: '',
    valueOn: loan.asOf,
    withInterest: true,
    chargesFee: false,
    reason: '',
    ...(last && { eventId: last.id }),
  }
}

/** Only what belongs to the kind goes to the server. */
function wishOf({ eventId, ...body }: Body): Body {
  return body.kind === 'chargeBack' && eventId ? { ...body, eventId } : body
}
