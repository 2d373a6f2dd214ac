import { type BodyOf, loanChangesApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { showMoney } from '@puhui/design'
import { App, Checkbox, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { loanChangesText } from '../../i18n/loan-changes.ts'
import { simulatedText } from '../../i18n/simulated.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, FenInput } from '../../ui/inputs.tsx'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'

type Body = BodyOf<typeof loanChangesApi.changeLoan>
type Kind = Body['kind']
/** In the form a day of its own is a third way in which a fee falls due. */
type Values = Omit<Body, 'due'> & { readonly due?: Body['due'] | 'own' }

const KINDS = ['moveDueDay', 'extend', 'pause', 'charge'] as const

/** A fee, a moved repayment day, an extension or a pause of interest: what it does is seen before it is booked. */
export function Change({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(loanChangesText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const initial = initialOf(loan)
  const kinds = KINDS.filter((kind) => kind !== 'charge' || loan.tariff.length > 0)
  const values: Values = { ...initial, ...Form.useWatch([], form) }
  const { reason: _reason, stateHash: _stateHash, ...wish } = wishOf(loan, values)
  const isReady = isComplete(wish, values.due)
  const preview = useRead(
    loanChangesApi.previewLoanChange,
    { params: { loanId: loan.id }, body: wish },
    { isEnabled: isReady, keepsPrevious: true },
  )
  return (
    <Modal open title={t.title} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{t.abouts[values.kind]}</p>
      <OperationForm
        form={form}
        operation={loanChangesApi.changeLoan}
        input={(body: Values) => ({
          params: { loanId: loan.id },
          body: {
            ...wishOf(loan, { ...initial, ...body }),
            ...(preview.data && { stateHash: preview.data.stateHash }),
          },
        })}
        initial={initial}
        submit={t.submit}
        onCancel={onClose}
        refreshes={REFRESHED}
        onDone={() => {
          message.success(t.done)
          onClose()
        }}
      >
        <Form.Item required name="kind" label={t.kind} extra={loan.tariff.length === 0 && t.noFees}>
          <Radio.Group optionType="button" options={kinds.map((value) => ({ value, label: t.kinds[value] }))} />
        </Form.Item>
        <Fields kind={values.kind} loan={loan} feeCode={values.feeCode ?? ''} due={values.due} />
        {isReady && <SimulatedBooking preview={preview} times={{ valueOn: values.valueOn, today: loan.asOf }} />}
        {isReady && preview.data && <Difference fen={preview.data.differenceFen} />}
        <Form.Item required name="reason" label={t.reason} extra={t.reasonHint}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

/** What the change costs or saves in all, until the loan is repaid. */
function Difference({ fen }: { readonly fen: string }) {
  const t = useText(simulatedText)
  const isLess = fen.startsWith('-')
  return (
    <p data-part="difference" className="dialog-about">
      {fen === '0' ? (
        t.same
      ) : (
        <>
          {isLess ? t.less : t.more} <Money fen={isLess ? fen.slice(1) : fen} />
        </>
      )}
    </p>
  )
}

interface FieldsProps {
  readonly kind: Kind
  readonly loan: Loan
  readonly feeCode: string
  readonly due: Values['due']
}

function Fields({ kind, loan, feeCode, due }: FieldsProps) {
  const t = useText(loanChangesText)
  if (kind === 'charge') return <FeeFields loan={loan} feeCode={feeCode} due={due} />
  return (
    <>
      {kind === 'moveDueDay' && (
        <Form.Item required name="dayOfMonth" label={t.dayOfMonth}>
          <InputNumber min={1} max={28} precision={0} />
        </Form.Item>
      )}
      {kind === 'extend' && (
        <>
          <Form.Item required name="count" label={t.count}>
            <InputNumber min={1} max={60} precision={0} />
          </Form.Item>
          <Form.Item required name="unit" label={t.unit}>
            <Radio.Group
              optionType="button"
              options={(['day', 'month', 'instalment'] as const).map((value) => ({ value, label: t.units[value] }))}
            />
          </Form.Item>
        </>
      )}
      <Form.Item required name="valueOn" label={t.valueOn}>
        <DayInput max={loan.asOf} />
      </Form.Item>
      {(kind === 'extend' || kind === 'pause') && (
        <Form.Item name="from" label={t.from} extra={t.fromHint}>
          <DayInput />
        </Form.Item>
      )}
      {kind === 'pause' && (
        <Form.Item required name="until" label={t.until}>
          <DayInput />
        </Form.Item>
      )}
    </>
  )
}

function FeeFields({ loan, feeCode, due }: Omit<FieldsProps, 'kind'>) {
  const t = useText(loanChangesText)
  const say = useLocalized()
  const chosen = loan.tariff.find(({ code }) => code === feeCode)
  return (
    <>
      <Form.Item required name="feeCode" label={t.fee} extra={loan.tariff.length === 0 && t.noFees}>
        <Select
          notFoundContent={t.noFees}
          options={loan.tariff.map(({ code, name }) => ({ value: code, label: say(name) }))}
        />
      </Form.Item>
      <Form.Item required name="amountFen" label={t.amount} extra={chosen && t.most(showMoney(BigInt(chosen.maxFen)))}>
        <FenInput />
      </Form.Item>
      <Form.Item required name="due" label={t.due}>
        <Radio.Group
          optionType="button"
          options={(['next', 'now', 'own'] as const).map((value) => ({ value, label: t.dues[value] }))}
        />
      </Form.Item>
      {due === 'own' && (
        <Form.Item required name="dueOn" label={t.dueOn} extra={t.dueOnHint}>
          <DayInput />
        </Form.Item>
      )}
      {chosen?.mayBePenalty && (
        <Form.Item name="isPenalty" valuePropName="checked">
          <Checkbox>{t.isPenalty}</Checkbox>
        </Form.Item>
      )}
      <Form.Item required name="valueOn" label={t.valueOn}>
        <DayInput max={loan.asOf} />
      </Form.Item>
    </>
  )
}

function initialOf(loan: Loan): Values {
  const [fee] = loan.tariff
  return {
    kind: 'moveDueDay',
    valueOn: loan.asOf,
    feeCode: fee?.code ?? '',
    amountFen: fee?.maxFen ?? '',
    due: 'next',
    unit: 'day',
    count: 10,
    until: addDays(loan.asOf as Day, 30),
    reason: '',
  }
}

/** An amount and a last day go to the server only with what they belong to. */
function wishOf(loan: Loan, { amountFen, until, from, due, dueOn, isPenalty, ...body }: Values): Body {
  const isOwnDay = body.kind === 'charge' && due === 'own'
  const mayBePenalty = loan.tariff.some(({ code, mayBePenalty: may }) => may && code === body.feeCode)
  return {
    ...body,
    ...(due === undefined || due === 'own' ? {} : { due }),
    ...(isOwnDay && dueOn ? { dueOn } : {}),
    ...(body.kind === 'charge' && isPenalty && mayBePenalty ? { isPenalty } : {}),
    ...(body.kind === 'charge' && amountFen ? { amountFen } : {}),
    ...(body.kind === 'pause' && until ? { until } : {}),
    ...((body.kind === 'extend' || body.kind === 'pause') && from ? { from } : {}),
  }
}

function isComplete(
  { kind, feeCode, amountFen, dueOn, dayOfMonth, count, until }: Omit<Body, 'reason'>,
  due: Values['due'],
): boolean {
  if (kind === 'charge' && due === 'own' && !dueOn) return false
  if (kind === 'charge') return !!feeCode && /^[1-9]\d*$/.test(amountFen ?? '')
  if (kind === 'moveDueDay') return !!dayOfMonth
  return kind === 'extend' ? !!count : !!until
}
