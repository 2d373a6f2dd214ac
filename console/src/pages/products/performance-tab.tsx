import { labelOf, productsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { planText } from '../../i18n/plan.ts'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Failed } from '../../ui/states.tsx'

/** How each version has done, newest first. */
export function PerformanceTab({ productId }: { readonly productId: string }) {
  const t = useText(planText)
  const products = useText(productsText)
  const say = useLocalized()
  const place = usePlaceQuery()
  const input = { params: { productId }, query: place }
  const read = useRead(productsApi.productPerformance, input, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <Block title={t.asOf(read.data.asOf)} actions={<PlaceFilter />}>
      <PlainTable
        caption={t.performance}
        table={{
          head: [
            products.versions,
            products.status,
            products.effectiveOn,
            t.applications,
            t.approved,
            products.loans,
            t.disbursed,
            t.outstanding,
            t.averageRate,
            t.averageCost,
            t.bad,
          ],
          rows: read.data.versions.map((one) => [
            products.version(one.version),
            say(labelOf('versionStatus', one.status)),
            one.effectiveOn ? <DayText key="on" day={one.effectiveOn} /> : <None key="on" />,
            <Count key="applications" value={one.applications} />,
            <Count key="approved" value={one.approved} />,
            <Count key="loans" value={one.loans} />,
            <Money key="disbursed" fen={one.disbursedFen} />,
            <Money key="outstanding" fen={one.outstandingFen} />,
            one.annualRatePpm === null ? <None key="rate" /> : <Rate key="rate" ppm={one.annualRatePpm} />,
            one.annualCostSimplePpm === null ? <None key="cost" /> : <Rate key="cost" ppm={one.annualCostSimplePpm} />,
            one.badRatePpm === null ? <None key="bad" /> : <Rate key="bad" ppm={one.badRatePpm} />,
          ]),
        }}
      />
    </Block>
  )
}
