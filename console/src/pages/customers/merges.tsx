import { customerMergesApi, type OutputOf } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useCan } from '../../api/session.ts'
import { mergesText } from '../../i18n/customer-merges.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Instant } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { MergePreview } from './merge-preview.tsx'

export type Merge = OutputOf<typeof customerMergesApi.listMerges>['merges'][number]
type Pair = OutputOf<typeof customerMergesApi.listMergeCandidates>['candidates'][number]

/** What is looked at: a pair, and the merge that it became, if any. */
interface Looked {
  readonly pair: Pair
  readonly merge: Merge | null
}

const TONES = { proposed: 'attention', rejected: 'neutral', merged: 'good', undone: 'neutral' } as const

/** Records that may be one person, and what was decided about them. */
export function CustomerMerges() {
  const t = useText(mergesText)
  const [looked, look] = useState<Looked | null>(null)
  const can = useCan()
  return (
    <Page about={t.about}>
      <Block title={t.candidates}>
        {can('customers.merge') ? (
          <Candidates onLook={(pair) => look({ pair, merge: null })} />
        ) : (
          <p className="soft">{t.cannotSee}</p>
        )}
      </Block>
      <Merges onLook={(merge) => look({ pair: merge, merge })} />
      {looked && <MergePreview pair={looked.pair} merge={looked.merge} onClose={() => look(null)} />}
    </Page>
  )
}

function Candidates({ onLook }: { readonly onLook: (pair: Pair) => void }) {
  const t = useText(mergesText)
  const read = useRead(customerMergesApi.listMergeCandidates, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  if (read.data.candidates.length === 0) return <Empty title={t.noCandidates} />
  return (
    <>
      <p className="soft">{t.candidatesAbout}</p>
      <PlainTable
        caption={t.candidates}
        table={{
          head: [t.kept, t.merged, t.score, t.evidence, ''],
          rows: read.data.candidates.map((pair) => [
            <Person key="kept" of={pair.kept} />,
            <Person key="merged" of={pair.merged} />,
            <Count key="score" value={pair.score} />,
            <Evidence key="evidence" of={pair} />,
            <Button key="open" size="small" onClick={() => onLook(pair)}>
              {t.open}
            </Button>,
          ]),
        }}
      />
    </>
  )
}

function Merges({ onLook }: { readonly onLook: (merge: Merge) => void }) {
  const t = useText(mergesText)
  const say = useLocalized()
  const read = useRead(customerMergesApi.listMerges, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { merges } = read.data
  return (
    <Block title={t.merges}>
      {merges.length === 0 ? (
        <Empty title={t.noMerges} />
      ) : (
        <PlainTable
          caption={t.merges}
          table={{
            head: [t.kept, t.merged, t.state, t.score, t.reason, t.proposed, t.decided, ''],
            rows: merges.map((merge) => [
              <Person key="kept" of={merge.kept} />,
              <Person key="merged" of={merge.merged} />,
              <Tag key="state" tone={TONES[merge.status]}>
                {say(merge.statusLabel)}
              </Tag>,
              <Count key="score" value={merge.score} />,
              merge.reason,
              <span key="proposed">
                {merge.proposedBy} <Instant at={merge.proposedAt} />
              </span>,
              merge.decidedBy ?? '—',
              <Button key="open" size="small" onClick={() => onLook(merge)}>
                {t.open}
              </Button>,
            ]),
          }}
        />
      )}
    </Block>
  )
}

function Person({ of: { id, name, mobile } }: { readonly of: Pair['kept'] }) {
  return (
    <To href={`/customers/${id}`}>
      {name} {mobile}
    </To>
  )
}

function Evidence({ of: { evidence } }: { readonly of: Pair }) {
  const say = useLocalized()
  return <>{evidence.map(({ label }) => say(label)).join(' · ')}</>
}
