import { labelOf, loansApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { Form, Input, Radio } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DayInput, FenInput } from '../../ui/inputs.tsx'
import type { Loan, LoanFigures, RepayValues } from './loan.ts'

const PURPOSES = ['due', 'prepay', 'settle'] as const
const EFFECTS = ['lower-instalment', 'fewer-instalments'] as const
const CHANNELS = ['transfer', 'counter'] as const

/** What came in, what for, when; the amounts of that day are one press away. */
export function RepayFields({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).repay
  const say = useLocalized()
  const form = Form.useFormInstance<RepayValues>()
  const purpose = Form.useWatch('purpose', form) ?? 'due'
  const figures = useFiguresOn(loan, Form.useWatch('valueOn', form))
  const fill = (amountFen: string) => form.setFieldsValue({ amountFen })
  const suggest = (wanted: RepayValues['purpose']) => {
    if (wanted === 'settle') fill(figures.settlementFen)
    if (wanted === 'due') fill(figures.dueFen === '0' ? figures.nextDueFen : figures.dueFen)
  }
  const isChargedOff = loan.figures.status === 'chargedOff'
  return (
    <>
      {isChargedOff && <p className="soft">{t.recovery}</p>}
      <Form.Item name="purpose" label={t.purpose} hidden={isChargedOff}>
        <Radio.Group
          optionType="button"
          options={PURPOSES.map((value) => ({ value, label: t.purposes[value] }))}
          onChange={(event) => suggest(event.target.value as RepayValues['purpose'])}
        />
      </Form.Item>
      <Form.Item name="effect" label={t.effect} hidden={purpose !== 'prepay'}>
        <Radio.Group options={EFFECTS.map((value) => ({ value, label: t.effects[value] }))} />
      </Form.Item>
      <Form.Item name="amountFen" label={t.amount} extra={<Suggestions figures={figures} onUse={fill} />}>
        <FenInput />
      </Form.Item>
      <div className="repay-when">
        <Form.Item name="valueOn" label={t.valueOn}>
          <DayInput max={loan.asOf} />
        </Form.Item>
        <Form.Item name="channel" label={t.channel}>
          <Radio.Group
            optionType="button"
            options={CHANNELS.map((value) => ({ value, label: say(labelOf('repaymentChannel', value)) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t.note}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </>
  )
}

/** What was due and what would have settled the loan on the value date, which may lie back. */
function useFiguresOn(loan: Loan, valueOn: string | undefined): LoanFigures {
  const isBack = valueOn !== undefined && valueOn < loan.asOf
  const then = useRead(
    loansApi.getLoan,
    { params: { loanId: loan.id }, query: { asOf: valueOn ?? loan.asOf } },
    { isEnabled: isBack, keepsPrevious: true },
  )
  return (isBack && then.data?.figures) || loan.figures
}

function Suggestions({ figures, onUse }: { readonly figures: LoanFigures; readonly onUse: (fen: string) => void }) {
  const t = useText(loansText).repay
  const amounts = [
    [t.dueThen, figures.dueFen],
    [t.settleThen, figures.settlementFen],
  ] as const
  return (
    <span className="suggestions">
      {amounts
        .filter(([, fen]) => fen !== '0')
        .map(([label, fen]) => (
          <span key={label('')}>
            {label(showMoney(BigInt(fen)))}{' '}
            <button type="button" className="link-button" onClick={() => onUse(fen)}>
              {t.use}
            </button>
          </span>
        ))}
    </span>
  )
}
