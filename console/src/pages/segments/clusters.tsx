import { segmentsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import './segments.css'

/** Groups of customers who spend alike; each opens in the builder, to be kept as a segment. */
export function Clusters() {
  const t = useText(segmentsText)
  const say = useLocalized()
  const read = useRead(segmentsApi.behaviourClusters, { query: { groups: 5 } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { clusters } = read.data
  return (
    <Page about={t.clustersHelp}>
      <Block isFlush>
        {clusters.length === 0 ? (
          <Empty title={t.noSpending} />
        ) : (
          <PlainTable
            caption={t.clusters}
            table={{
              head: [t.sentenceOf, t.people, t.spendAverage, t.ticketAverage, t.purchasesAverage, t.builder],
              rows: clusters.map((cluster) => [
                <span key="who" className="cluster-words">
                  {say(cluster.sentence)}
                </span>,
                <Count key="count" value={cluster.count} />,
                <Money key="spend" fen={cluster.spendAverageFen} />,
                <Money key="ticket" fen={cluster.ticketAverageFen} />,
                <span key="purchases" className="figures">
                  {cluster.purchasesAverage.toFixed(1)}
                </span>,
                <To key="use" href={`/segments?q=${encodeURIComponent(cluster.text)}`}>
                  {t.use}
                </To>,
              ]),
            }}
          />
        )}
      </Block>
    </Page>
  )
}
