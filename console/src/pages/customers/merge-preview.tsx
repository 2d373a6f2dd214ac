import { customerMergesApi, type OutputOf } from '@puhui/api'
import { App, Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { mergesText } from '../../i18n/customer-merges.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count } from '../../ui/figures.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Failed } from '../../ui/states.tsx'
import type { Merge } from './merges.tsx'

type Preview = OutputOf<typeof customerMergesApi.previewMerge>

interface PreviewProps {
  readonly pair: Pick<Merge, 'kept' | 'merged'>
  readonly merge: Merge | null
  readonly onClose: () => void
}

/** What one record will hold after a merge, field by field and why, with what may be done about it. */
export function MergePreview({ pair, merge, onClose }: PreviewProps) {
  const t = useText(mergesText)
  const query = { keptId: pair.kept.id, mergedId: pair.merged.id }
  const read = useRead(customerMergesApi.previewMerge, { query })
  return (
    <Drawer open title={t.preview} onClose={onClose} size="large" closable={{ 'aria-label': t.close }}>
      {read.isError && <Failed error={read.error} onRetry={() => void read.refetch()} />}
      {read.data ? <Shown preview={read.data} /> : !read.isError && <PageSkeleton />}
      {read.data && <Acts preview={read.data} merge={merge} onDone={onClose} />}
    </Drawer>
  )
}

function Shown({ preview }: { readonly preview: Preview }) {
  const t = useText(mergesText)
  const say = useLocalized()
  return (
    <>
      <PlainTable
        caption={t.field}
        table={{
          head: [t.field, t.kept, t.merged, t.wins, t.why],
          rows: preview.fields.map((field) => [
            say(field.label),
            field.kept ?? '—',
            field.merged ?? '—',
            (field.from === 'kept' ? field.kept : field.merged) ?? '—',
            say(field.whyText),
          ]),
        }}
      />
      <h3>{t.holdings}</h3>
      <PlainTable
        caption={t.holdings}
        table={{
          head: [t.holdings, t.kept, t.merged],
          rows: preview.holdings.map(({ id, label, kept, merged }) => [
            say(label),
            <Count key={`${id} kept`} value={kept} />,
            <Count key={`${id} merged`} value={merged} />,
          ]),
        }}
      />
      {preview.consents.length > 0 && (
        <PlainTable
          caption={t.purpose}
          table={{
            head: [t.purpose, t.kept, t.merged, t.result],
            rows: preview.consents.map(({ title, kept, merged, result }) => [
              say(title),
              say(kept),
              say(merged),
              say(result),
            ]),
          }}
        />
      )}
      {preview.lists.length > 0 && (
        <>
          <p className="soft">{t.listsAbout}</p>
          <PlainTable
            caption={t.lists}
            table={{
              head: [t.lists, t.kept, t.merged],
              rows: preview.lists.map(({ list, kept, merged }) => [
                say(list),
                kept ? t.yes : t.no,
                merged ? t.yes : t.no,
              ]),
            }}
          />
        </>
      )}
    </>
  )
}

const REFRESHED = ['customers.merges', 'customers.mergeCandidates', 'customers.previewMerge', 'customers.get']

interface ActsProps {
  readonly preview: Preview
  readonly merge: Merge | null
  readonly onDone: () => void
}

function Acts({ preview, merge, onDone }: ActsProps) {
  const t = useText(mergesText)
  const say = useLocalized()
  const why = useWhyNot()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const options = { refreshes: REFRESHED }
  const propose = useWrite(customerMergesApi.proposeMerge, options)
  const decide = useWrite(customerMergesApi.decideMerge, options)
  const undo = useWrite(customerMergesApi.undoMerge, options)
  const then = {
    onSuccess: () => {
      message.success(t.done)
      onDone()
    },
  }
  const ids = { keptId: preview.kept.id, mergedId: preview.merged.id }
  const tooShort = reason.trim().length < 4 ? t.reasonHint : undefined
  const params = { mergeId: merge?.id ?? '' }
  const whyDecide = why('customers.approveMerge') ?? (merge?.isOwn ? t.own : undefined)
  const decideWith = (verdict: 'merge' | 'reject') => decide.mutate({ params, body: { verdict, note: reason } }, then)
  return (
    <>
      {!merge && preview.problem && <p className="soft">{say(preview.problem.text)}</p>}
      {merge?.isExact !== null && merge !== null && <p className="soft">{merge.isExact ? t.exact : t.notExact}</p>}
      <Problems error={propose.error ?? decide.error ?? undo.error} />
      {(!merge || merge.status === 'proposed' || merge.status === 'merged') && (
        <Input
          aria-label={t.reason}
          placeholder={t.reasonHint}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      <div className="form-buttons">
        {!merge && (
          <DisabledReason
            why={why('customers.merge') ?? (preview.problem ? say(preview.problem.text) : undefined) ?? tooShort}
          >
            <Button type="primary" onClick={() => propose.mutate({ body: { ...ids, reason } }, then)}>
              {t.propose}
            </Button>
          </DisabledReason>
        )}
        {merge?.status === 'proposed' && (
          <>
            <DisabledReason why={whyDecide}>
              <Button type="primary" onClick={() => decideWith('merge')}>
                {t.approve}
              </Button>
            </DisabledReason>
            <DisabledReason why={whyDecide}>
              <Button onClick={() => decideWith('reject')}>{t.reject}</Button>
            </DisabledReason>
          </>
        )}
        {merge?.status === 'merged' && (
          <DisabledReason why={why('customers.approveMerge') ?? tooShort}>
            <Button danger onClick={() => undo.mutate({ params, body: { reason } }, then)}>
              {t.undo}
            </Button>
          </DisabledReason>
        )}
      </div>
    </>
  )
}
