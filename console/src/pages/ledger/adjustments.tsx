import { type BodyOf, ledgerApi } from '@puhui/api'
import { CHART, LOAN_ACCOUNTS } from '@puhui/ledger'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { ledgerText } from '../../i18n/ledger.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DayText, Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { DayInput, FenInput } from '../../ui/inputs.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'

/** The last adjusting entries; those that wait can be decided here. */
export function Adjustments() {
  const all = useText(ledgerText)
  const t = all.months
  const say = useLocalized()
  const read = useRead(ledgerApi.listAdjustments, { query: {} })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  const rows = read.data?.rows ?? []
  return (
    <Block title={t.adjustments} isFlush={rows.length > 0}>
      {rows.length === 0 ? (
        <Empty title={t.noAdjustments} />
      ) : (
        <PlainTable
          caption={t.adjustments}
          table={{
            head: [t.bookedOn, t.reason, t.lines, all.amount, t.status, ''],
            rows: rows.map((row) => [
              <DayText key="on" day={row.bookedOn} />,
              row.entryId ? (
                <To key="reason" href={`/ledger/entries/${row.entryId}`}>
                  {row.reason}
                </To>
              ) : (
                row.reason
              ),
              row.lines.map((line) => (
                <div key={line.account}>
                  {`${line.amountFen.startsWith('-') ? all.credit : all.debit} ${line.account} ${say(line.label)}`}
                </div>
              )),
              <Money key="amount" fen={row.amountFen} />,
              <StatusTag key="status" set="approvalStatus" value={row.status} />,
              row.status === 'pending' ? (
                <div className="inline-field" key="decide">
                  <span className="soft">{row.maker}</span>
                  <Decision
                    size="small"
                    operation={ledgerApi.decideAdjustment}
                    input={(body) => ({ params: { adjustmentId: row.id }, body })}
                    makerId={row.makerId}
                    about={t.decide(row.reason)}
                  />
                </div>
              ) : (
                row.checker
              ),
            ]),
          }}
        />
      )}
    </Block>
  )
}

interface Values {
  readonly bookedOn: string
  readonly reason: string
  readonly lines: readonly { readonly account: string; readonly side: 'debit' | 'credit'; readonly amountFen: string }[]
}

const START: Values['lines'] = [
  { account: '6411', side: 'debit', amountFen: '' },
  { account: '2231', side: 'credit', amountFen: '' },
]

export function AskAdjustment({ onClose }: { readonly onClose: () => void }) {
  const all = useText(ledgerText)
  const t = all.months
  const { message } = App.useApp()
  const today = useStatus()?.businessOn
  return (
    <Modal open title={t.adjustTitle} onCancel={onClose} footer={null} width={720} destroyOnHidden>
      <p className="dialog-about soft">{t.adjustAbout}</p>
      <OperationForm
        operation={ledgerApi.askAdjustment}
        input={(values: Values) => ({ body: bodyOf(values) as BodyOf<typeof ledgerApi.askAdjustment> })}
        initial={{ ...(today && { bookedOn: today }), reason: '', lines: START }}
        submit={t.adjust}
        onCancel={onClose}
        onDone={() => {
          message.success(t.asked)
          onClose()
        }}
      >
        <Form.Item required name="bookedOn" label={t.bookedOn}>
          <DayInput />
        </Form.Item>
        <Lines />
        <Form.Item required name="reason" label={t.reason}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </OperationForm>
    </Modal>
  )
}

function bodyOf({ lines, ...rest }: Values) {
  return {
    ...rest,
    lines: lines.map(({ account, side, amountFen }) => ({
      account,
      amountFen: side === 'credit' ? `-${amountFen ?? ''}` : (amountFen ?? ''),
    })),
  }
}

function Lines() {
  const all = useText(ledgerText)
  const t = all.months
  const say = useLocalized()
  const accounts = CHART.filter(({ code }) => !LOAN_ACCOUNTS.includes(code)).map(({ code, name }) => ({
    value: code,
    label: `${code} ${say(name)}`,
  }))
  const sides = [
    { value: 'debit', label: all.debit },
    { value: 'credit', label: all.credit },
  ]
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <Form.Item required label={t.lines}>
          {fields.map(({ key, name }) => (
            <div className="inline-field adjustment-line" key={key}>
              <Form.Item name={[name, 'side']} noStyle>
                <Select aria-label={t.side} options={sides} style={{ inlineSize: 90 }} />
              </Form.Item>
              <Form.Item name={[name, 'account']} noStyle>
                <Select
                  aria-label={all.account}
                  options={accounts}
                  showSearch={{ optionFilterProp: 'label' }}
                  style={{ inlineSize: 240 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'amountFen']} noStyle>
                <FenInput aria-label={all.amount} />
              </Form.Item>
              <Button type="text" aria-label={t.removeLine} disabled={fields.length <= 2} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ side: 'debit', account: '6602', amountFen: '' })}>{t.addLine}</Button>
        </Form.Item>
      )}
    </Form.List>
  )
}
