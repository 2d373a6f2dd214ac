import { labelOf, valuesOf } from '@puhui/api'
import { Segmented } from 'antd'
import { useState } from 'react'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { AlternativesTable } from './what-if-charts.tsx'
import type { WhatIf, WhatIfResult } from './what-if-shown.ts'

/** The same counts by product, region, grade, age or channel. */
export function Groups({ result }: { readonly result: WhatIfResult }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const [by, setBy] = useState<string>('product')
  const groups = result.groups.filter((group) => group.by === by)
  return (
    <Block
      title={t.groups}
      actions={
        <Segmented
          aria-label={t.groups}
          value={by}
          onChange={setBy}
          options={valuesOf('whatIfDimension').map((value) => ({
            value,
            label: say(labelOf('whatIfDimension', value)),
          }))}
        />
      }
    >
      <PlainTable
        caption={t.groups}
        table={{
          head: [
            t.group,
            t.offersMade,
            t.changedOffers,
            t.changedAmount,
            t.lostInterest,
            t.loans,
            t.bookAffected,
            t.monthlyBefore,
            t.monthlyAfter,
          ],
          rows: groups.map((group) => [
            say(group.label),
            <Count key="offers" value={group.offers} />,
            <Count key="changed" value={group.changed} />,
            <Money key="changedFen" fen={group.changedFen} />,
            <Money key="lost" fen={group.lostInterestFen} />,
            <Count key="loans" value={group.loans} />,
            <Count key="affected" value={group.affectedLoans} />,
            <Money key="before" fen={group.monthlyBeforeFen} />,
            <Money key="after" fen={group.monthlyAfterFen} />,
          ]),
        }}
      />
    </Block>
  )
}

interface EffectsProps {
  readonly result: WhatIfResult
  readonly measures: WhatIf['measures']
}

/** What the numbers do to products on sale, why, and the ways out in figures. */
export function Effects({ result, measures }: EffectsProps) {
  const t = useText(regulationsText)
  const say = useLocalized()
  return (
    <>
      <AlternativesTable result={result} />
      <Block title={t.effects}>
        <PlainTable
          caption={t.effects}
          table={{
            head: [t.product, t.version, t.offers, t.refused, t.reasons, t.dearest, t.longest, t.largest, t.taken],
            rows: result.products.map((one) => {
              const measure = measures.find(({ productCode }) => productCode === one.code)
              return [
                `${one.code} ${say(one.name)}`,
                <Count key="version" value={one.version} />,
                <Count key="offers" value={one.offers} />,
                <Count key="refused" value={one.refused} />,
                one.reasons.map((reason) => say(labelOf('ruleBreach', reason))).join(' · ') || '—',
                <Rate key="dearest" ppm={one.dearestCostPpm} yearly />,
                t.months(one.longestMonths),
                <Money key="largest" fen={one.largestFen} />,
                measure ? say(labelOf('ruleMeasure', measure.kind)) : '—',
              ]
            }),
          }}
        />
      </Block>
      {result.byReason.length > 0 && (
        <Block title={t.reasons}>
          <PlainTable
            caption={t.reasons}
            table={{
              head: [t.reasons, t.count, t.amount, t.interest],
              rows: result.byReason.map((one) => [
                say(labelOf('ruleBreach', one.reason)),
                <Count key="count" value={one.count} />,
                <Money key="amount" fen={one.amountFen} />,
                <Money key="interest" fen={one.interestFen} />,
              ]),
            }}
          />
        </Block>
      )}
    </>
  )
}
