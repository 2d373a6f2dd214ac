import { labelOf, type OutputOf, watchApi } from '@puhui/api'
import { InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { watchText } from '../../i18n/watch.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Dpd, Instant, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import './watch.css'

type Report = OutputOf<typeof watchApi.overrides>
type Group = Omit<Report['byKind'][number], 'kind'>

/** What people approved beside the policy, and how it turned out. */
export function Overrides() {
  const t = useText(watchText)
  const say = useLocalized()
  const [search, setSearch] = useUrlState()
  const place = usePlaceQuery()
  const query = { monthsOnBook: Number(search.months ?? 3), badAfterDays: Number(search.days ?? 30), ...place }
  const read = useRead(watchApi.overrides, { query }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { byKind, byPerson, byReason, latest } = read.data
  return (
    <Page
      title={t.overridesTitle}
      aside={<PlaceNote />}
      actions={
        <span className="watch-choices">
          <PlaceFilter />
          <Choice
            label={t.months}
            value={query.monthsOnBook}
            min={0}
            max={24}
            onChange={(months) => setSearch({ months })}
          />
          <Choice
            label={t.days}
            value={query.badAfterDays}
            min={1}
            max={180}
            onChange={(days) => setSearch({ days })}
          />
        </span>
      }
    >
      <p className="soft">{t.overridesAbout}</p>
      <Groups
        title={t.byKind}
        head={t.kind}
        rows={byKind.map((one) => [say(labelOf('overrideKind', one.kind)), one])}
      />
      <Groups
        title={t.byPerson}
        head={t.person}
        rows={byPerson.map((one) => [one.second ? `${one.person} · ${t.second} ${one.second}` : one.person, one])}
      />
      <Groups title={t.byReason} head={t.reason} rows={byReason.map((one) => [say(one.text), one])} />
      <Block title={t.latest} isFlush={latest.length > 0}>
        {latest.length === 0 ? <Empty title={t.noOverrides} /> : <Latest latest={latest} />}
      </Block>
    </Page>
  )
}

function Choice(props: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: string) => void
}) {
  const { label, onChange, ...rest } = props
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is inside
    <label>
      {label} <InputNumber {...rest} onChange={(value) => value !== null && onChange(String(value))} />
    </label>
  )
}

function Groups({
  title,
  head,
  rows,
}: {
  readonly title: string
  readonly head: string
  readonly rows: readonly (readonly [ReactNode, Group])[]
}) {
  const t = useText(watchText)
  if (rows.length === 0) return null
  return (
    <Block title={title} isFlush>
      <PlainTable
        caption={title}
        table={{
          head: [head, t.applications, t.loans, t.amount, t.observed, t.bad, t.rate, t.interval],
          rows: rows.map(([name, group]) => [
            name,
            <Count key="applications" value={group.applications} />,
            <Count key="loans" value={group.loans} />,
            <Money key="amount" fen={group.approvedFen} />,
            <Count key="observed" value={group.observed} />,
            <Count key="bad" value={group.bad} />,
            group.ratePpm === null ? <None key="rate" /> : <Rate key="rate" ppm={group.ratePpm} />,
            group.lowPpm === null ? (
              <None key="interval" />
            ) : (
              <span key="interval">
                <Rate ppm={group.lowPpm} /> – <Rate ppm={group.highPpm} />
              </span>
            ),
          ]),
        }}
      />
    </Block>
  )
}

function Latest({ latest }: Pick<Report, 'latest'>) {
  const t = useText(watchText)
  const say = useLocalized()
  return (
    <PlainTable
      caption={t.latest}
      table={{
        head: [t.application, t.kind, t.person, t.second, t.why, t.amount, t.dpd, t.at],
        rows: latest.map((one) => [
          <To key="application" href={`/applications/${one.applicationId}`}>
            {one.applicationId}
          </To>,
          say(labelOf('overrideKind', one.kind)),
          one.person,
          one.second ?? <None key="second" />,
          one.reason,
          <Money key="amount" fen={one.approvedFen} />,
          one.dpd === null ? <None key="dpd" /> : <Dpd key="dpd" days={one.dpd} />,
          <Instant key="at" at={one.at} />,
        ]),
      }}
    />
  )
}
