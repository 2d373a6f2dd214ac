import { loanChangesApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { App, Checkbox, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { loanChangesText } from '../../i18n/loan-changes.ts'
import { simulatedText } from '../../i18n/simulated.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, FenInput } from '../../ui/inputs.tsx'
import { type ChangeValues, initialOf, isComplete, wishOf } from './change-wish.ts'
import type { Loan } from './loan.ts'
import { REFRESHED } from './refreshed.ts'
import { SimulatedBooking } from './simulated-booking.tsx'

const KINDS = ['moveDueDay', 'extend', 'pause', 'charge'] as const

/** A fee, a moved repayment day, an extension or a pause of interest: what it does is seen before it is booked. */
export function Change({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useText(loanChangesText)
  const { message } = App.useApp()
  const [form] = Form.useForm<ChangeValues>()
  const initial = initialOf(loan)
  const kinds = KINDS.filter((kind) => kind !== 'charge' || loan.tariff.length > 0)
  const values: ChangeValues = { ...initial, ...Form.useWatch([], form) }
  const { reason: _reason, stateHash: _stateHash, ...wish } = wishOf(loan, values)
  const isReady = isComplete(values)
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
        input={(body: ChangeValues) => ({
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
        <Fields loan={loan} values={values} />
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
  readonly loan: Loan
  readonly values: ChangeValues
}

function Fields({ loan, values }: FieldsProps) {
  const t = useText(loanChangesText)
  const { kind } = values
  if (kind === 'charge') return <FeeFields loan={loan} values={values} />
  return (
    <>
      {kind === 'moveDueDay' && (
        <Form.Item required name="dayOfMonth" label={t.dayOfMonth}>
          <InputNumber min={1} max={28} precision={0} />
        </Form.Item>
      )}
      {kind === 'extend' && <ExtensionFields unit={values.unit} />}
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

function ExtensionFields({ unit }: Pick<ChangeValues, 'unit'>) {
  const t = useText(loanChangesText)
  return (
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
      {unit !== 'instalment' && (
        <Form.Item required name="spacing" label={t.spacing}>
          <Radio.Group
            options={(['as-they-stand', 'from-new-day'] as const).map((value) => ({ value, label: t.spacings[value] }))}
          />
        </Form.Item>
      )}
    </>
  )
}

function FeeFields({ loan, values: { feeCode, due } }: FieldsProps) {
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
