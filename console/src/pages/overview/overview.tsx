import { applicationsApi, type OutputOf } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { overviewText } from '../../i18n/overview.ts'
import { useText } from '../../i18n/text.ts'
import { DayText } from '../../ui/figures.tsx'
import { Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'
import { PolicyAlerts } from '../regulations/alerts.tsx'
import { ArrearsChart, GradeChart } from './arrears-charts.tsx'
import { Books } from './books.tsx'
import { ForYou } from './for-you.tsx'
import { GettingStarted } from './getting-started.tsx'
import { Headline } from './headline.tsx'
import { CountChart, MoneyChart } from './month-charts.tsx'
import { ProvinceMap } from './province-map.tsx'
import { ReasonChart } from './reason-chart.tsx'
import './overview.css'

export type Portfolio = OutputOf<typeof applicationsApi.portfolioReport>

/** How the whole book stands today. */
export function Overview() {
  const t = useText(overviewText)
  const place = usePlaceQuery()
  const report = useRead(applicationsApi.portfolioReport, { query: place }, { keepsPrevious: true })
  if (report.isError && !report.data) {
    return (
      <Page>
        <GettingStarted />
        <Failed error={report.error} onRetry={() => void report.refetch()} />
      </Page>
    )
  }
  if (!report.data) return <PageSkeleton />
  const portfolio = report.data
  return (
    <Page
      aside={
        <span className="soft">
          {t.asOf} <DayText day={portfolio.asOf} long /> <PlaceNote />
        </span>
      }
      actions={<PlaceFilter />}
    >
      <Headline portfolio={portfolio} />
      <div className="overview-start">
        <ForYou portfolio={portfolio} />
        <GettingStarted />
      </div>
      <PolicyAlerts />
      <div className="two">
        <CountChart months={portfolio.byMonth} />
        <MoneyChart months={portfolio.byMonth} />
        <ArrearsChart buckets={portfolio.buckets} />
        <ReasonChart reasons={portfolio.reasons} />
        <ProvinceMap provinces={portfolio.byProvince} />
        <GradeChart grades={portfolio.byGrade} />
      </div>
      <Books portfolio={portfolio} />
    </Page>
  )
}
