import { regulationsApi } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Money, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { NumberName, NumberValue } from './number-value.tsx'
import { NumbersForm } from './numbers-form.tsx'
import type { Regulation } from './regulation-form.tsx'

/** The numbers that a policy sets, and what they do to the products on sale on its day. */
export function NumbersTab({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  const why = whyNot('regulations.edit') ?? whyFixed(of, t)
  return (
    <div className="regulation-stack">
      <Block
        title={t.numbers}
        actions={
          <DisabledReason why={why}>
            <Button onClick={() => setOpen(true)}>{t.propose}</Button>
          </DisabledReason>
        }
      >
        {of.numbers.length === 0 ? (
          <Empty title={t.noNumbers} />
        ) : (
          <PlainTable
            caption={t.numbers}
            table={{
              head: [t.parameter, t.shipped, t.value, t.effectiveOn, t.status, t.author, t.approver],
              rows: of.numbers.map((one) => [
                <span key="name">
                  <NumberName parameter={one.parameter} /> <span className="soft">{one.rule}</span>
                </span>,
                <NumberValue key="law" unit={one.unit} value={one.law} />,
                <strong key="value">
                  <NumberValue unit={one.unit} value={one.value} />
                </strong>,
                <DayText key="on" day={one.effectiveOn} />,
                <StatusTag key="status" set="provisionTableStatus" value={one.status} />,
                one.author,
                one.approver ?? '—',
              ]),
            }}
          />
        )}
      </Block>
      <Products of={of} />
      {isOpen && (
        <NumbersForm
          operation={regulationsApi.proposeNumbers}
          title={t.propose}
          input={(body) => ({ params: { regulationId: of.id }, body })}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

function whyFixed(of: Regulation, t: { isLaw: string; isOver: string; pendingPast: string; proposed: string }) {
  if (of.origin === 'law') return t.isLaw
  if (of.state === 'superseded') return t.isOver
  if (of.daysLeft === null) return t.pendingPast
  return of.pending ? t.proposed : undefined
}

function Products({ of }: { readonly of: Regulation }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  return (
    <Block title={t.products}>
      {of.products.length === 0 ? (
        <p className="soft">{t.noProducts}</p>
      ) : (
        <PlainTable
          caption={t.products}
          table={{
            head: [t.product, t.version, t.offers, t.refused, t.dearest, t.longest, t.largest],
            rows: of.products.map((one) => [
              `${one.code} ${say(one.name)}`,
              <Count key="version" value={one.version} />,
              <Count key="offers" value={one.offers} />,
              <Count key="refused" value={one.refused} />,
              <Rate key="dearest" ppm={one.dearestCostPpm} yearly />,
              t.months(one.longestMonths),
              <Money key="largest" fen={one.largestFen} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}
