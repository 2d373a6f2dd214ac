import { labelOf, type OutputOf, provisionsApi } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { provisionsText } from '../../i18n/provisions.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Rate } from '../../ui/figures.tsx'
import { Block, Facts, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'
import { ProposeTable } from './propose-table.tsx'
import './provisions.css'

export type EclTableShown = OutputOf<typeof provisionsApi.listTables>['tables'][number]

/** The lender's figures for expected loss, every version of them. */
export function TableList() {
  const t = useText(provisionsText).tables
  const whyNot = useWhyNot()
  const read = useRead(provisionsApi.listTables, {})
  const [isOpen, setOpen] = useState(false)
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { tables } = read.data
  const start = tables.find(({ isInForce }) => isInForce) ?? tables[0]
  return (
    <Page
      about={<span className="soft">{t.about}</span>}
      actions={
        <DisabledReason why={whyNot('provisions.edit')}>
          <Button type="primary" onClick={() => setOpen(true)}>
            {t.propose}
          </Button>
        </DisabledReason>
      }
    >
      {tables.map((table) => (
        <TableBlock key={table.version} table={table} />
      ))}
      {isOpen && <ProposeTable start={start} onClose={() => setOpen(false)} />}
    </Page>
  )
}

function TableBlock({ table }: { readonly table: EclTableShown }) {
  const t = useText(provisionsText).tables
  const say = useLocalized()
  const { terms } = table
  return (
    <Block
      title={
        <>
          {t.version(table.version)} <StatusTag set="provisionTableStatus" value={table.status} />{' '}
          {table.isInForce && <Tag tone="good">{t.inForce}</Tag>}
        </>
      }
      actions={
        table.status === 'proposed' && (
          <Decision
            operation={provisionsApi.decideTable}
            input={(body) => ({ params: { version: table.version }, body })}
            makerId={table.authorId}
            about={t.decide(table.version)}
          />
        )
      }
    >
      <Facts
        facts={[
          [t.effectiveOn, <DayText key="on" day={table.effectiveOn} />],
          [t.author, table.author],
          [t.releasedBy, table.releasedBy ?? '—'],
          [t.note, table.note],
          [t.stage2, <Count key="2" value={terms.stage2OverDays} />],
          [t.stage3, <Count key="3" value={terms.stage3OverDays} />],
          [t.lgd, <Rate key="lgd" ppm={terms.lossGivenDefaultPpm} />],
          [t.lgdImpaired, <Rate key="lgd3" ppm={terms.lossGivenDefaultImpairedPpm} />],
          [t.policy, say(labelOf('provisionPolicy', terms.policy))],
        ]}
      />
      <div className="two">
        <PlainTable
          caption={t.overDays}
          table={{
            head: [t.overDays, t.twelveMonths, t.lifetime],
            rows: terms.bands.map((band) => [
              band.overDays < 0 ? t.current : String(band.overDays),
              <Rate key="12" ppm={band.twelveMonthsPpm} />,
              <Rate key="life" ppm={band.lifetimePpm} />,
            ]),
          }}
        />
        <PlainTable
          caption={t.scenarios}
          table={{
            head: [t.scenario, t.weight, t.factor],
            rows: terms.scenarios.map((one) => [
              one.code,
              <Rate key="weight" ppm={one.weightPpm} />,
              <Rate key="factor" ppm={one.defaultFactorPpm} />,
            ]),
          }}
        />
      </div>
    </Block>
  )
}
