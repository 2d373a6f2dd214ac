import { showCount, showRate, showShortMoney } from '@puhui/design'
import { useCan } from '../../api/session.ts'
import { overviewText } from '../../i18n/overview.ts'
import { useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { Count, Duration, Money, None, Rate } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { To } from '../../ui/to.tsx'
import type { Portfolio } from './overview.tsx'

/** The six numbers that a lender asks for first. */
export function Headline({ portfolio }: { readonly portfolio: Portfolio }) {
  const t = useText(overviewText)
  const { locale } = useAppearance()
  const can = useCan()
  const month = portfolio.byMonth.find((one) => one.month === portfolio.asOf.slice(0, 7))
  const late = portfolio.buckets.filter(({ bucket }) => bucket !== 'M0')
  const latePpm = late.reduce((sum, { sharePpm }) => sum + sharePpm, 0)
  const lateFen = late.reduce((sum, { outstandingFen }) => sum + BigInt(outstandingFen), 0n)
  const decided = total(portfolio.outcomes, ({ outcome }) => outcome !== 'refer')
  const running = total(portfolio.loansByStatus, ({ status }) => status === 'active' || status === 'overdue')
  const overdue = <Rate ppm={latePpm} />
  return (
    <div className="figure-row overview-figures">
      <Figure label={t.outstanding} note={t.loanCount(showCount(running))}>
        <Money fen={portfolio.outstandingFen} short />
      </Figure>
      <Figure label={t.disbursedMonth} note={t.repaidMonth(showShortMoney(BigInt(month?.repaidFen ?? 0), locale))}>
        <Money fen={month?.disbursedFen ?? '0'} short />
      </Figure>
      <Figure label={t.overdueShare} note={t.overdueAmount(showShortMoney(lateFen, locale))}>
        {can('loans.read') ? <To href="/loans?status=overdue">{overdue}</To> : overdue}
      </Figure>
      <Figure label={t.approvalRate} note={t.decided(showCount(decided))}>
        <Rate ppm={portfolio.approvalRatePpm} decimals={1} />
      </Figure>
      <Figure
        label={t.decisionTime}
        {...(portfolio.stepsMedian === null ? {} : { note: t.steps(String(portfolio.stepsMedian)) })}
      >
        {portfolio.decisionSecondsMedian === null ? <None /> : <Duration seconds={portfolio.decisionSecondsMedian} />}
      </Figure>
      <Figure
        label={t.customers}
        {...(portfolio.interestIncomeFen === null
          ? {}
          : { note: `${t.income} ${showShortMoney(BigInt(portfolio.interestIncomeFen), locale)}` })}
      >
        <Count value={portfolio.customers} />
      </Figure>
    </div>
  )
}

function total<T extends { readonly count: number }>(groups: readonly T[], counts: (group: T) => boolean): number {
  return groups.filter(counts).reduce((sum, { count }) => sum + count, 0)
}

/** A share for a sentence. */
export function shareText(ppm: number): string {
  return showRate(BigInt(ppm), 1)
}
