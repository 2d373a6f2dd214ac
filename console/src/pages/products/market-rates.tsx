import { productsApi } from '@puhui/api'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { planText } from '../../i18n/plan.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { RateInput } from '../../ui/inputs.tsx'
import { Block, Facts, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { EnterRate } from './enter-rate.tsx'
import './products.css'

/** The market rate, what has been published of it, and what a change of it does to the margin (MPR-01). */
export function MarketRates() {
  const t = useText(planText)
  return (
    <Page title={t.market}>
      <Effect />
      <Published />
    </Page>
  )
}

function Effect() {
  const t = useText(planText)
  const [shiftPpm, setShift] = useState(5_000)
  const [fundedPpm, setFunded] = useState(800_000)
  const read = useRead(productsApi.showMarginEffect, { query: { shiftPpm, fundedPpm } }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const effect = read.data
  return (
    <>
      <Block title={t.asOf(effect.asOf)}>
        <div className="market-choice">
          <label htmlFor="market-shift">
            <span>{t.shift}</span>
            <RateInput
              id="market-shift"
              value={shiftPpm}
              onChange={(value) => typeof value === 'number' && setShift(value)}
            />
          </label>
          <label htmlFor="market-funded">
            <span>{t.funded}</span>
            <RateInput
              id="market-funded"
              value={fundedPpm}
              onChange={(value) => typeof value === 'number' && setFunded(value)}
            />
          </label>
        </div>
        <p className="soft">{t.effectAbout}</p>
        <Facts
          facts={[
            [t.marketNow, <Rate key="market" ppm={effect.benchmarkPpm} />],
            [
              t.averageRate,
              effect.averageRatePpm === null ? <None key="rate" /> : <Rate key="rate" ppm={effect.averageRatePpm} />,
            ],
            [
              t.marginNow,
              effect.marginPpm === null ? <None key="margin" /> : <Rate key="margin" ppm={effect.marginPpm} />,
            ],
            [t.fixedBook, <Money key="fixed" fen={effect.fixedFen} />],
            [t.floatingBook, <Money key="floating" fen={effect.floatingFen} />],
            [t.incomeEffect, <Money key="income" fen={effect.incomeFen} />],
            [t.costEffect, <Money key="cost" fen={effect.costFen} />],
            [t.marginEffect, <Money key="effect" fen={effect.marginFen} />],
          ]}
        />
      </Block>
      <Block title={t.byMonth}>
        <PlainTable
          caption={t.byMonth}
          table={{
            head: [t.month, t.disbursed, t.averageRate, t.benchmarks.LPR1Y, t.marginThen],
            rows: effect.months.map((one) => [
              one.month,
              <Money key="fen" fen={one.disbursedFen} />,
              <Rate key="rate" ppm={one.averageRatePpm} />,
              <Rate key="market" ppm={one.benchmarkPpm} />,
              <Rate key="margin" ppm={one.marginPpm} />,
            ]),
          }}
        />
      </Block>
    </>
  )
}

function Published() {
  const t = useText(planText)
  const say = useLocalized()
  const read = useRead(productsApi.listBenchmarkRates, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <Block title={t.published}>
      <EnterRate onEntered={() => void read.refetch()} />
      <PlainTable
        caption={t.published}
        table={{
          head: [t.publishedOn, t.benchmark, t.lpr, t.source],
          rows: read.data.rates.map((one) => [
            <DayText key="on" day={one.publishedOn} />,
            t.benchmarks[one.benchmark],
            <Rate key="rate" ppm={one.ratePpm} />,
            say(one.source),
          ]),
        }}
      />
    </Block>
  )
}
