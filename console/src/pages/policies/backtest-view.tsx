import { labelOf, type OutputOf, policiesApi } from '@puhui/api'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money, None, Rate } from '../../ui/figures.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'

type Backtest = OutputOf<typeof policiesApi.getBacktest>
type Result = NonNullable<Backtest['result']>
const OUTCOMES = ['approve', 'refer', 'decline', 'moreData'] as const
const EVERY_MS = 700

/** A backtest while it runs, with its bar and its way out, and what came of it. */
export function BacktestView({ backtestId }: { readonly backtestId: string }) {
  const t = useText(policiesText)
  const isRunning = (one: Backtest | undefined) => one?.status === 'queued' || one?.status === 'running'
  const read = useRead(
    policiesApi.getBacktest,
    { params: { backtestId } },
    { everyMs: (one) => (isRunning(one) ? EVERY_MS : false) },
  )
  const cancel = useWrite(policiesApi.cancelBacktest)
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { status, jobId, result } = read.data
  return (
    <div className="stack" data-part="backtest" data-status={status}>
      <div className="studio-bar">
        <StatusTag set="backtestStatus" value={status} />
        {isRunning(read.data) && jobId && <JobProgress jobId={jobId} />}
        {isRunning(read.data) && (
          <Button size="small" onClick={() => cancel.mutate({ params: { backtestId } })}>
            {t.cancel}
          </Button>
        )}
      </div>
      {result ? <ResultView result={result} /> : !isRunning(read.data) && <Empty title={t.noResult} />}
    </div>
  )
}

function ResultView({ result }: { readonly result: Result }) {
  return (
    <>
      <Sides result={result} />
      <div className="two">
        <Matrix result={result} />
        <Swaps result={result} />
      </div>
      <Reasons result={result} />
      <Segments result={result} />
    </>
  )
}

function Sides({ result }: { readonly result: Result }) {
  const t = useText(policiesText)
  const { champion, challenger } = result
  const line = (label: ReactNode, show: (side: Result['champion']) => ReactNode): ReactNode[] => [
    label,
    show(champion),
    show(challenger),
  ]
  return (
    <Block title={t.backtest}>
      <PlainTable
        caption={t.backtest}
        table={{
          head: ['', t.current, t.tested],
          rows: [
            line(t.applications, () => <Count value={result.applications} />),
            line(t.approvalRate, (side) => <Rate ppm={side.approvalRatePpm} />),
            line(t.approved, (side) => <Money fen={side.approvedFen} />),
            line(t.averageRate, (side) => <Rate ppm={side.averageRatePpm} />),
            line(t.badRate, (side) => (
              <>
                <Rate ppm={side.badRatePpm} /> <span className="soft">{t.badOf(side.bad, side.known)}</span>
              </>
            )),
            line(<span title={t.interestAbout}>{t.interest}</span>, (side) => <Money fen={side.interestFen} />),
            line(t.loss, (side) => <Money fen={side.knownLossFen} />),
            line(t.profit, (side) => <Money fen={String(BigInt(side.interestFen) - BigInt(side.knownLossFen))} />),
          ],
        }}
      />
    </Block>
  )
}

function Matrix({ result }: { readonly result: Result }) {
  const t = useText(policiesText)
  const say = useLocalized()
  const name = (outcome: string) => say(labelOf('decisionOutcome', outcome))
  return (
    <Block title={t.matrix}>
      <p className="soft">{t.matrixAbout}</p>
      <div data-part="swap-matrix">
        <PlainTable
          caption={t.matrix}
          table={{
            head: ['', ...OUTCOMES.map(name)],
            rows: OUTCOMES.map((from) => [
              name(from),
              ...OUTCOMES.map((to) => {
                const cell = result.matrix.find((one) => one.from === from && one.to === to)!
                return <Count key={to} value={cell.count} />
              }),
            ]),
          }}
        />
      </div>
    </Block>
  )
}

function Swaps({ result }: { readonly result: Result }) {
  const t = useText(policiesText)
  const { swapIn, swapOut } = result
  return (
    <Block title={`${t.swapIn} · ${t.swapOut}`}>
      <PlainTable
        caption={t.swapIn}
        table={{
          head: ['', t.applications, t.badRate],
          rows: [
            [
              t.swapIn,
              <Count key="in" value={swapIn.count} />,
              <span key="bad">
                {t.unobserved} · {t.swapInAbout(swapIn.observed, swapIn.unobserved)}
              </span>,
            ],
            [
              t.swapOut,
              <Count key="out" value={swapOut.count} />,
              swapOut.known === 0 ? <None key="bad" /> : t.badOf(swapOut.bad, swapOut.known),
            ],
          ],
        }}
      />
    </Block>
  )
}

function Reasons({ result }: { readonly result: Result }) {
  const t = useText(policiesText)
  const say = useLocalized()
  return (
    <Block title={t.byReason}>
      <PlainTable
        caption={t.byReason}
        table={{
          head: [t.reason, '', t.current, t.tested],
          rows: result.reasons.map((one) => [
            say(one.label),
            <span key="code" className="mono soft">
              {one.code}
            </span>,
            <Count key="was" value={one.champion} />,
            <Count key="is" value={one.challenger} />,
          ]),
        }}
      />
    </Block>
  )
}

function Segments({ result }: { readonly result: Result }) {
  const t = useText(policiesText)
  const say = useLocalized()
  return (
    <Block title={t.bySegment}>
      <PlainTable
        caption={t.bySegment}
        table={{
          head: [t.segment, t.value, t.applications, t.current, t.tested, t.swapIn, t.swapOut, t.badRate],
          rows: result.segments.map((one) => [
            say(labelOf('backtestSegment', one.by)),
            say(one.label),
            <Count key="all" value={one.applications} />,
            <Count key="was" value={one.championApproved} />,
            <Count key="is" value={one.challengerApproved} />,
            <Count key="in" value={one.swapIn} />,
            <Count key="out" value={one.swapOut} />,
            one.known === 0 ? t.unobserved : t.badOf(one.bad, one.known),
          ]),
        }}
      />
    </Block>
  )
}
