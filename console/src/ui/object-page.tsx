import { actionLabel, systemApi } from '@puhui/api'
import { Button, Dropdown, Modal, Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { useRead } from '../api/hooks.ts'
import { useSession } from '../api/session.ts'
import { useUrlState } from '../app/url-state.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon } from './icon.tsx'
import { Page } from './page.tsx'
import { Failed } from './states.tsx'
import { changesBetween, Timeline } from './timeline.tsx'

export interface ObjectTab {
  readonly key: string
  readonly label: ReactNode
  readonly count?: number
  readonly children: ReactNode
}

export interface PendingApproval {
  readonly makerId: string
  readonly makerName: string
  readonly checkers: string
  /** What is asked, where the page itself does not say. */
  readonly about?: string
  readonly action?: ReactNode
}

interface ObjectPageProps {
  readonly title: ReactNode
  /** A `<StatusTag>`. */
  readonly status?: ReactNode
  /** An `<IdChip>` and other short facts under the title. */
  readonly facts?: ReactNode
  /** Buttons; wrap those that may not be pressed in `<DisabledReason>`. The next legal step is the primary one. */
  readonly actions?: ReactNode
  /** Few large numbers across the top. */
  readonly figures?: ReactNode
  readonly tabs: readonly ObjectTab[]
  /** Adds the timeline tab from the journal. */
  readonly journal?: { readonly objectKind: string; readonly objectId: string }
  /** Shows who has to approve, and that one's own submission is for somebody else. */
  readonly pending?: PendingApproval | readonly PendingApproval[]
  /** Something under way that is not for anybody to approve. */
  readonly notice?: ReactNode
  /** The object as the server sent it, for "view as JSON". */
  readonly json?: unknown
}

/** One object: what it is, how it stands, what can be done next, all of it in tabs that are in the address. */
export function ObjectPage(props: ObjectPageProps) {
  const t = useText(uiText).object
  const [search, setSearch] = useUrlState()
  const [isJsonOpen, setJsonOpen] = useState(false)
  const tabs = [...props.tabs, ...(props.journal ? [journalTab(t.timeline, props.journal)] : [])]
  const active = tabs.some(({ key }) => key === search.tab) ? search.tab : tabs[0]?.key
  const more = [
    { key: 'print', label: t.print, icon: <Icon name="print" size={16} />, onClick: () => window.print() },
    ...(props.json === undefined
      ? []
      : [{ key: 'json', label: t.json, icon: <Icon name="json" size={16} />, onClick: () => setJsonOpen(true) }]),
  ]
  return (
    <Page
      title={props.title}
      aside={props.status}
      about={props.facts}
      actions={
        <>
          {props.actions}
          <Dropdown menu={{ items: more }} trigger={['click']} placement="bottomRight">
            <Button aria-label={t.more} title={t.more} icon={<Icon name="more" />} />
          </Dropdown>
        </>
      }
    >
      {[props.pending ?? []].flat().map((one) => (
        <Pending key={`${one.makerId} ${one.about}`} {...one} />
      ))}
      {props.notice}
      {props.figures && <div className="figure-row">{props.figures}</div>}
      <Tabs
        activeKey={active ?? ''}
        onChange={(tab) => setSearch({ tab: tab === tabs[0]?.key ? undefined : tab })}
        destroyOnHidden
        items={tabs.map(({ key, label, count, children }) => ({
          key,
          label:
            count === undefined ? (
              label
            ) : (
              <>
                {label} <span className="tab-count">{count}</span>
              </>
            ),
          children,
        }))}
      />
      <Modal open={isJsonOpen} onCancel={() => setJsonOpen(false)} footer={null} title={t.json} width={760}>
        <pre className="json">{JSON.stringify(props.json, null, 2)}</pre>
      </Modal>
    </Page>
  )
}

function journalTab(label: string, object: { objectKind: string; objectId: string }): ObjectTab {
  return { key: 'timeline', label, children: <JournalTimeline {...object} /> }
}

/** What the journal says of one object. */
export function JournalTimeline(object: { readonly objectKind: string; readonly objectId: string }) {
  const say = useLocalized()
  const journal = useRead(systemApi.journalOf, { params: object })
  if (journal.isError) return <Failed error={journal.error} onRetry={() => void journal.refetch()} />
  const lines = journal.data?.lines ?? []
  return (
    <Timeline
      entries={lines.map((line) => ({
        key: line.id,
        at: line.at,
        title: <span title={line.action}>{say(actionLabel(line.action))}</span>,
        actorName: line.actorName,
        actorKind: line.actorKind,
        reason: line.reason,
        requestId: line.requestId,
        objectKind: line.objectKind,
        changes: changesBetween(line.before, line.after),
      }))}
    />
  )
}

function Pending(props: PendingApproval) {
  const t = useText(uiText).object
  const isOwn = useSession()?.id === props.makerId
  return (
    <div className="pending" role="note" data-part="pending">
      <Icon name="approvals" />
      <div>
        <strong>{t.pending(props.checkers)}</strong>
        {props.about && <p>{props.about}</p>}
        <p>{isOwn ? t.ownSubmission : props.makerName}</p>
      </div>
      {props.action}
    </div>
  )
}

/** One large number with its name, for the top of an object or a page. */
export function Figure(props: { readonly label: ReactNode; readonly children: ReactNode; readonly note?: ReactNode }) {
  return (
    <div className="figure">
      <span className="figure-label">{props.label}</span>
      <span className="figure-value">{props.children}</span>
      {props.note && <span className="figure-note">{props.note}</span>}
    </div>
  )
}
