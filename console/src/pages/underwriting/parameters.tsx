import { type BodyOf, investigationApi, labelOf, type OutputOf } from '@puhui/api'
import { App, Button, Form, Input, InputNumber, Modal, Switch } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { investigationText } from '../../i18n/investigation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Flag, Instant, Money, Rate } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput, RateInput } from '../../ui/inputs.tsx'
import { Block, Facts, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import './underwriting.css'

type Parameters = OutputOf<typeof investigationApi.getParameters>
type Values = Parameters['values']

/** The limits within which one person decides, and how what was stated is held against what was found. */
export function UnderwritingParameters() {
  const t = useText(investigationText)
  const why = useWhyNot()
  const [isEditing, setEditing] = useState(false)
  const read = useRead(investigationApi.getParameters, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { values, pending, history, version } = read.data
  return (
    <Page
      title={t.parameters}
      actions={
        <DisabledReason why={why('policies.edit') ?? (pending ? t.waits : undefined)}>
          <Button type="primary" onClick={() => setEditing(true)}>
            {t.edit}
          </Button>
        </DisabledReason>
      }
    >
      <Block title={t.version(version)} isFlush>
        <Shown values={values} />
      </Block>
      {pending && <Pending pending={pending} />}
      <Block title={t.history} isFlush={history.length > 0}>
        {history.length === 0 ? (
          <p className="soft">{t.shipped}</p>
        ) : (
          <PlainTable
            caption={t.history}
            table={{
              head: [t.number, t.reason, t.proposedBy, t.decidedBy, t.at],
              rows: history.map((one) => [
                one.version,
                one.reason,
                one.proposedBy,
                one.decidedBy,
                <Instant key="at" at={one.at} />,
              ]),
            }}
          />
        )}
      </Block>
      <Modal
        open={isEditing}
        title={t.edit}
        footer={null}
        onCancel={() => setEditing(false)}
        destroyOnHidden
        width={720}
      >
        <Edit values={values} onDone={() => setEditing(false)} />
      </Modal>
    </Page>
  )
}

function Shown({ values }: { readonly values: Values }) {
  const t = useText(investigationText)
  const say = useLocalized()
  return (
    <>
      <div className="block-note">
        <Facts
          facts={[
            [t.fourEyes, <Money key="four" fen={values.fourEyesAboveFen} />],
            [t.firstLoan, <Money key="first" fen={values.firstLoanFenMax} />],
          ]}
        />
      </div>
      <PlainTable
        caption={t.claims}
        table={{
          head: [t.field, t.weight, t.tolerance, t.needed],
          rows: values.claims.map((rule) => [
            say(labelOf('claimField', rule.field)),
            rule.weight,
            <Rate key="tolerance" ppm={rule.tolerancePpm} />,
            <Flag key="needed" value={rule.isNeeded} />,
          ]),
        }}
      />
    </>
  )
}

function Pending({ pending }: { readonly pending: NonNullable<Parameters['pending']> }) {
  const t = useText(investigationText)
  return (
    <Block title={`${t.pending} · ${t.by(pending.makerName)}`} isFlush>
      <p className="block-note">{pending.reason}</p>
      <Shown values={pending.values} />
      <div className="form-buttons block-note">
        <Decision
          operation={investigationApi.decideParameters}
          input={(body) => ({ body })}
          makerId={pending.makerId}
          about={pending.reason}
        />
      </div>
    </Block>
  )
}

type Body = BodyOf<typeof investigationApi.proposeParameters>

function Edit({ values, onDone }: { readonly values: Values; readonly onDone: () => void }) {
  const t = useText(investigationText)
  const say = useLocalized()
  const { message } = App.useApp()
  return (
    <OperationForm
      operation={investigationApi.proposeParameters}
      input={(body: Body) => ({
        body: {
          ...body,
          values: { ...body.values, claims: values.claims.map((rule, i) => ({ ...rule, ...body.values.claims[i] })) },
        },
      })}
      initial={{ values } as never}
      submit={t.edit}
      onDone={() => {
        message.success(t.asked)
        onDone()
      }}
      onCancel={onDone}
    >
      <Form.Item name={['values', 'fourEyesAboveFen']} label={t.fourEyes} required>
        <FenInput />
      </Form.Item>
      <Form.Item name={['values', 'firstLoanFenMax']} label={t.firstLoan} required>
        <FenInput />
      </Form.Item>
      {values.claims.map(({ field }, i) => (
        <fieldset key={field} className="claim-rule">
          <legend>{say(labelOf('claimField', field))}</legend>
          <Form.Item name={['values', 'claims', i, 'weight']} label={t.weight}>
            <InputNumber min={0} max={100} />
          </Form.Item>
          <Form.Item name={['values', 'claims', i, 'tolerancePpm']} label={t.tolerance}>
            <RateInput />
          </Form.Item>
          <Form.Item name={['values', 'claims', i, 'isNeeded']} label={t.needed} valuePropName="checked">
            <Switch />
          </Form.Item>
        </fieldset>
      ))}
      <Form.Item name="reason" label={t.reason} required>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
    </OperationForm>
  )
}
