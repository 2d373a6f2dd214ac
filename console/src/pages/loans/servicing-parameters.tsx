import { type BodyOf, type OutputOf, payoutsApi } from '@puhui/api'
import { App, Button, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { payoutsText } from '../../i18n/payouts.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Instant, Money } from '../../ui/figures.tsx'
import { OperationForm } from '../../ui/form.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { Block, Facts, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'

type Parameters = OutputOf<typeof payoutsApi.getServicingParameters>
type Values = Parameters['values']
type Body = BodyOf<typeof payoutsApi.proposeServicingParameters>

/** The sums that one person pays out, and the days to sign new terms; a second person agrees to others. */
export function ServicingParameters() {
  const t = useText(payoutsText)
  const why = useWhyNot()
  const [isEditing, setEditing] = useState(false)
  const read = useRead(payoutsApi.getServicingParameters, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { values, pending, history, version } = read.data
  return (
    <Page
      title={t.parameters}
      actions={
        <DisabledReason why={why('policies.edit') ?? (pending ? t.waitsAlready : undefined)}>
          <Button type="primary" onClick={() => setEditing(true)}>
            {t.edit}
          </Button>
        </DisabledReason>
      }
    >
      <Block title={t.version(version)}>
        <Shown values={values} />
      </Block>
      {pending && <Waiting pending={pending} />}
      <Block title={t.history} isFlush={history.length > 0}>
        {history.length === 0 ? <p className="soft">{t.shipped}</p> : <History history={history} />}
      </Block>
      <Modal open={isEditing} title={t.edit} footer={null} onCancel={() => setEditing(false)} destroyOnHidden>
        <Edit values={values} onDone={() => setEditing(false)} />
      </Modal>
    </Page>
  )
}

function Shown({ values }: { readonly values: Values }) {
  const t = useText(payoutsText)
  return (
    <Facts
      facts={[
        [t.drawAlone, <Money key="draw" fen={values.drawAloneFenMax} />],
        [t.returnAlone, <Money key="return" fen={values.returnAloneFenMax} />],
        [t.signing, t.days(values.signingDays)],
      ]}
    />
  )
}

function Waiting({ pending }: { readonly pending: NonNullable<Parameters['pending']> }) {
  const t = useText(payoutsText)
  return (
    <Block
      title={`${t.pending} · ${t.by(pending.makerName)}`}
      actions={
        <Decision
          operation={payoutsApi.decideServicingParameters}
          input={(body) => ({ body })}
          makerId={pending.makerId}
          about={pending.reason}
        />
      }
    >
      <p>{pending.reason}</p>
      <Shown values={pending.values} />
    </Block>
  )
}

function History({ history }: Pick<Parameters, 'history'>) {
  const t = useText(payoutsText)
  return (
    <PlainTable
      caption={t.history}
      table={{
        head: [t.number, t.drawAlone, t.returnAlone, t.signing, t.reason, t.proposedBy, t.decidedBy, t.at],
        rows: history.map((one) => [
          one.version,
          <Money key="draw" fen={one.values.drawAloneFenMax} />,
          <Money key="return" fen={one.values.returnAloneFenMax} />,
          t.days(one.values.signingDays),
          one.reason,
          one.proposedBy,
          one.decidedBy,
          <Instant key="at" at={one.at} />,
        ]),
      }}
    />
  )
}

function Edit({ values, onDone }: { readonly values: Values; readonly onDone: () => void }) {
  const t = useText(payoutsText)
  const { message } = App.useApp()
  return (
    <OperationForm
      operation={payoutsApi.proposeServicingParameters}
      input={(body: Body) => ({ body })}
      initial={{ values } as never}
      submit={t.submit}
      onCancel={onDone}
      onDone={() => {
        message.success(t.parametersAsked)
        onDone()
      }}
    >
      <Form.Item name={['values', 'drawAloneFenMax']} label={t.drawAlone} extra={t.drawAloneHint} required>
        <FenInput />
      </Form.Item>
      <Form.Item name={['values', 'returnAloneFenMax']} label={t.returnAlone} required>
        <FenInput />
      </Form.Item>
      <Form.Item name={['values', 'signingDays']} label={t.signing} extra={t.signingHint} required>
        <InputNumber min={1} max={30} precision={0} />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} required>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </OperationForm>
  )
}
