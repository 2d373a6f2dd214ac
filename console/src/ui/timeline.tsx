import { fieldLabel, labelOf } from '@puhui/api'
import type { ReactNode } from 'react'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Instant } from './figures.tsx'
import { JournalValue } from './journal-value.tsx'

export interface TimelineEntry {
  readonly key: string
  readonly at: string
  readonly title: ReactNode
  readonly actorName: string
  readonly actorKind?: string
  readonly reason?: string | null
  readonly requestId?: string | null
  /** What the line is about: some values are named by it. */
  readonly objectKind: string
  readonly changes?: readonly Change[]
}

export interface Change {
  readonly field: string
  readonly was: unknown
  readonly now: unknown
}

/** Who did what, when, and what it changed from and to; newest first, as handed over. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const t = useText(uiText).timeline
  const say = useLocalized()
  if (entries.length === 0) return <p className="soft">{t.none}</p>
  return (
    <ol className="timeline" data-part="timeline">
      {entries.map((entry) => (
        <li key={entry.key}>
          <div className="timeline-head">
            <strong>{entry.title}</strong>
            <span className="soft">
              {entry.actorName}
              {entry.actorKind && ` · ${say(labelOf('actorKind', entry.actorKind))}`}
            </span>
            <Instant at={entry.at} />
          </div>
          {entry.reason && <p className="timeline-reason">{entry.reason}</p>}
          {entry.changes && entry.changes.length > 0 && (
            <dl className="timeline-changes">
              {entry.changes.map((change) => (
                <div key={change.field}>
                  <dt>{say(fieldLabel(change.field))}</dt>
                  <dd>
                    <del>
                      <JournalValue field={change.field} objectKind={entry.objectKind} of={change.was} />
                    </del>
                    <span aria-hidden="true"> → </span>
                    <ins>
                      <JournalValue field={change.field} objectKind={entry.objectKind} of={change.now} />
                    </ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {entry.requestId && <small className="soft">{`${t.request} ${entry.requestId}`}</small>}
        </li>
      ))}
    </ol>
  )
}

/** The fields that differ between what the journal kept before and after. */
export function changesBetween(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): readonly Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields
    .map((field) => ({ field, was: before?.[field], now: after?.[field] }))
    .filter(({ was, now }) => JSON.stringify(was) !== JSON.stringify(now))
}
