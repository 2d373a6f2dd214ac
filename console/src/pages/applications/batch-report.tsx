import { labelOf, systemApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { batchText } from '../../i18n/batch.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'

/** What a batch has decided or would decide, what it asked or would ask outside, and what was left for want of it. */
interface Report {
  readonly total?: number
  readonly isDryRun?: boolean
  readonly outcomes?: Readonly<Record<string, number>>
  readonly moreDataForWantOf?: Readonly<Record<string, number>>
  readonly wanted?: Readonly<Record<string, Wanted>>
  readonly sources?: Readonly<Record<string, Asked>>
  readonly originated?: number
  readonly refused?: Readonly<Record<string, number>>
}

interface Wanted {
  readonly wanted: number
  readonly withConsent: number
  readonly estimatedCostFen: string | null
}

interface Asked {
  readonly calls: number
  readonly fromCache: number
  readonly timedOut: number
  readonly costFen: string
  readonly noConsent: number
  readonly overBudget: number
}

/** The result of a batch that has ended, in words. */
export function BatchReport({ jobId }: { readonly jobId: string }) {
  const t = useText(batchText)
  const job = useRead(systemApi.getJob, { params: { jobId } })
  const report = job.data?.result as Report | null | undefined
  if (!report) return null
  return (
    <section className="batch" data-part="batch-report" aria-label={report.isDryRun ? t.dryReport : t.report}>
      <h3>{report.isDryRun ? t.dryReport : t.report}</h3>
      {report.total === 0 ? <p>{t.none}</p> : <Outcomes report={report} />}
      <Sources report={report} />
    </section>
  )
}

function Outcomes({ report }: { readonly report: Report }) {
  const t = useText(batchText)
  const say = useLocalized()
  const counted = (entries: readonly (readonly [string, number])[]) =>
    entries.map(([label, count]) => [label, <Count key="count" value={count} />])
  const { outcomes = {}, moreDataForWantOf = {}, originated, refused = {} } = report
  const decided = Object.entries(outcomes).map(([one, n]) => [say(labelOf('decisionOutcome', one)), n] as const)
  const lacking = Object.entries(moreDataForWantOf).map(([one, n]) => [t.sources[one] ?? one, n] as const)
  const notLent = Object.values(refused).reduce((sum, n) => sum + n, 0)
  const lent = originated === undefined ? [] : [[t.originated, originated] as const, [t.refused, notLent] as const]
  return (
    <>
      <PlainTable caption={t.outcomes} table={{ head: [t.outcomes, t.count], rows: counted([...decided, ...lent]) }} />
      {lacking.length > 0 && (
        <PlainTable caption={t.wantOf} table={{ head: [t.wantOf, t.count], rows: counted(lacking) }} />
      )}
    </>
  )
}

function Sources({ report: { wanted, sources } }: { readonly report: Report }) {
  const t = useText(batchText)
  const name = (source: string) => t.sources[source] ?? source
  const planned = Object.entries(wanted ?? {})
  const asked = Object.entries(sources ?? {})
  return (
    <>
      {planned.length > 0 && (
        <PlainTable
          caption={t.source}
          table={{
            head: [t.source, t.wanted, t.withConsent, t.estimatedCost],
            rows: planned.map(([source, one]) => [
              name(source),
              <Count key="wanted" value={one.wanted} />,
              <Count key="consent" value={one.withConsent} />,
              one.estimatedCostFen === null ? t.unknownCost : <Money key="cost" fen={one.estimatedCostFen} />,
            ]),
          }}
        />
      )}
      {asked.length > 0 && (
        <PlainTable
          caption={t.source}
          table={{
            head: [t.source, t.calls, t.fromCache, t.timedOut, t.cost, t.noConsent, t.overBudget],
            rows: asked.map(([source, one]) => [
              name(source),
              <Count key="calls" value={one.calls} />,
              <Count key="cache" value={one.fromCache} />,
              <Count key="late" value={one.timedOut} />,
              <Money key="cost" fen={one.costFen} />,
              <Count key="consent" value={one.noConsent} />,
              <Count key="budget" value={one.overBudget} />,
            ]),
          }}
        />
      )}
    </>
  )
}
