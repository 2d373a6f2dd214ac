import { isRefusalCode, labelOf, refusalText } from '@puhui/api'
import { isDay } from '@puhui/calendar'
import { holidaysFor } from '@puhui/compliance'
import { type ProductTerms, type Quote, quote } from '@puhui/product'
import { Select } from 'antd'
import { useState } from 'react'
import { useStatus } from '../../api/session.ts'
import { planText } from '../../i18n/plan.ts'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money, Rate } from '../../ui/figures.tsx'
import { FenInput } from '../../ui/inputs.tsx'
import { Block, Facts } from '../../ui/page.tsx'

interface Choice {
  readonly amount: string
  readonly termMonths: number
  readonly method: ProductTerms['methods'][number]
  readonly grade: string
}

/** One loan under these terms, computed by the package the server uses. */
export function SampleSchedule({ terms }: { readonly terms: ProductTerms }) {
  const t = useText(productsText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const today = useStatus()?.businessOn
  const [asked, setAsked] = useState<Partial<Choice>>({})
  const choice = fitting(terms, asked)
  if (!today || !isDay(today)) return null
  const answer = quote(terms, {
    ...choice,
    amountFen: /^\d+$/.test(choice.amount) ? BigInt(choice.amount) : 0n,
    disbursedOn: today,
    holidays: holidaysFor(terms.workingDayShift),
  })
  return (
    <Block title={t.sample}>
      <div className="sample-choice">
        <FenInput
          aria-label={t.sampleAmount}
          value={choice.amount}
          onChange={(amount) => setAsked({ ...asked, amount: amount ?? '' })}
        />
        <Select
          aria-label={t.sampleTerm}
          value={choice.termMonths}
          options={terms.termMonths.map((value) => ({ value, label: t.months(String(value)) }))}
          onChange={(termMonths) => setAsked({ ...asked, termMonths })}
        />
        <Select
          aria-label={t.sampleMethod}
          value={choice.method}
          options={terms.methods.map((value) => ({ value, label: say(labelOf('method', value)) }))}
          onChange={(method) => setAsked({ ...asked, method })}
        />
        <Select
          aria-label={t.sampleGrade}
          value={choice.grade}
          options={terms.prices.map(({ grade }) => ({ value: grade, label: `${t.grade} ${grade}` }))}
          onChange={(grade) => setAsked({ ...asked, grade })}
        />
      </div>
      {answer.ok ? (
        <Plan quoted={answer.value} />
      ) : (
        <p className="soft">
          {isRefusalCode(answer.error.code) ? refusalText(answer.error.code, locale) : t.sampleRefused}
        </p>
      )}
    </Block>
  )
}

/** What was asked for as far as the terms still offer it. */
export function fitting(terms: ProductTerms, asked: Partial<Choice>): Choice {
  const { termMonths, methods, prices, amountFen } = terms
  const middle = termMonths.find((months) => months === 12) ?? termMonths[0] ?? 1
  const grade = prices.find((price) => price.grade === asked.grade)?.grade ?? prices.at(-1)?.grade
  return {
    amount: asked.amount ?? String(amountFen.min * 10n < amountFen.max ? amountFen.min * 10n : amountFen.min),
    termMonths: termMonths.find((months) => months === asked.termMonths) ?? middle,
    method: methods.find((method) => method === asked.method) ?? methods[0] ?? 'equal-instalment',
    grade: grade ?? '',
  }
}

function Plan({ quoted }: { readonly quoted: Quote }) {
  const t = useText(productsText)
  const p = useText(planText)
  const { cost, schedule, annualRatePpm } = quoted
  return (
    <>
      <Facts
        facts={[
          [t.rate, <Rate key="rate" ppm={annualRatePpm} />],
          [t.simple, <Rate key="simple" ppm={cost.simpleAnnualPpm} />],
          [t.irr, <Rate key="irr" ppm={cost.irrAnnualPpm} />],
          [t.total, <Money key="total" fen={cost.totalCostFen} />],
          [p.totalFees, <Money key="fees" fen={schedule.totalFeesFen} />],
          ...(schedule.totalInsuranceFen > 0n
            ? [[p.insurance, <Money key="insurance" fen={schedule.totalInsuranceFen} />] as const]
            : []),
          ...(schedule.totalSubsidyFen > 0n
            ? [[p.subsidised, <Money key="subsidy" fen={schedule.totalSubsidyFen} />] as const]
            : []),
        ]}
      />
      <div className="sample-plan">
        <PlainTable
          caption={t.sample}
          table={{
            head: [t.number, t.dueOn, t.principal, t.interest, t.fee, t.due],
            rows: schedule.instalments.map((one) => [
              one.number === 0 ? p.downRow : one.number,
              <DayText key="due" day={one.dueOn} />,
              <Money key="principal" fen={one.principalFen} />,
              <Money key="interest" fen={one.interestFen} />,
              <Money key="fee" fen={one.dueFen - one.principalFen - one.interestFen} />,
              <Money key="sum" fen={one.dueFen} />,
            ]),
          }}
        />
      </div>
    </>
  )
}
