import { App, Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { parametersText } from '../i18n/parameters.ts'
import { useText } from '../i18n/text.ts'
import { PlainTable } from './chart-card.tsx'
import { DisabledReason, useWhyNot } from './disabled-reason.tsx'
import { Instant } from './figures.tsx'
import { Block, Page } from './page.tsx'

interface Version<Values> {
  readonly version: number
  readonly values: Values
  readonly reason: string
  readonly proposedBy: string
  readonly decidedBy: string
  readonly at: string
}

interface Pending<Values> {
  readonly values: Values
  readonly reason: string
  readonly makerId: string
  readonly makerName: string
}

interface Parameters<Values> {
  readonly version: number
  readonly values: Values
  readonly history: readonly Version<Values>[]
  readonly pending: Pending<Values> | null
}

/** What the form calls: the change is handed in, or the form is left. */
export interface FormHooks {
  readonly onAsked: () => void
  readonly onLeft: () => void
}

interface Parts<Values> {
  readonly title: string
  readonly parameters: Parameters<Values>
  readonly shown: (values: Values) => ReactNode
  /** What of an earlier version stands in its line, by the heads of the columns. */
  readonly inHistory?: { readonly head: readonly string[]; readonly cells: (values: Values) => readonly ReactNode[] }
  readonly decision: (pending: Pending<Values>) => ReactNode
  readonly form: (hooks: FormHooks) => ReactNode
}

/** Parameters of the lender: those in force, a change that a second person decides, and those before. */
export function ParametersPage<Values>({ title, parameters, shown, inHistory, decision, form }: Parts<Values>) {
  const t = useText(parametersText)
  const why = useWhyNot()
  const { message } = App.useApp()
  const [isEditing, setEditing] = useState(false)
  const { version, values, pending, history } = parameters
  const leave = () => setEditing(false)
  const asked = () => {
    message.success(t.asked)
    leave()
  }
  return (
    <Page
      title={title}
      actions={
        <DisabledReason why={why('policies.edit') ?? (pending ? t.waits : undefined)}>
          <Button type="primary" onClick={() => setEditing(true)}>
            {t.edit}
          </Button>
        </DisabledReason>
      }
    >
      <Block title={t.version(version)}>{shown(values)}</Block>
      {pending && (
        <Block title={`${t.pending} · ${t.by(pending.makerName)}`} actions={decision(pending)}>
          <p>{pending.reason}</p>
          {shown(pending.values)}
        </Block>
      )}
      <Block title={t.history} isFlush={history.length > 0}>
        {history.length === 0 ? (
          <p className="soft">{t.shipped}</p>
        ) : (
          <PlainTable
            caption={t.history}
            table={{
              head: [t.number, ...(inHistory?.head ?? []), t.reason, t.proposedBy, t.decidedBy, t.at],
              rows: history.map((one) => [
                one.version,
                ...(inHistory?.cells(one.values) ?? []),
                one.reason,
                one.proposedBy,
                one.decidedBy,
                <Instant key="at" at={one.at} />,
              ]),
            }}
          />
        )}
      </Block>
      <Modal open={isEditing} title={t.edit} footer={null} onCancel={leave} destroyOnHidden width={720}>
        {form({ onAsked: asked, onLeft: leave })}
      </Modal>
    </Page>
  )
}
