import { loansApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/hooks.ts'
import { operationsText } from '../../i18n/operations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Instant, Money } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { ObjectPage } from '../../ui/object-page.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'

export function DayEndFile() {
  const { dayEndId = '' } = useParams({ strict: false })
  const t = useText(operationsText)
  const say = useLocalized()
  const run = useRead(loansApi.getDayEnd, { params: { dayEndId } })
  if (run.isError) return <Failed error={run.error} onRetry={() => void run.refetch()} />
  if (!run.data) return <PageSkeleton />
  const { steps, setAside } = run.data
  return (
    <ObjectPage
      title={run.data.businessOn}
      status={<StatusTag set="dayEndStatus" value={run.data.status} />}
      facts={
        <>
          <IdChip id={dayEndId} />
          <Instant at={run.data.startedAt} seconds />
        </>
      }
      tabs={[
        {
          key: 'steps',
          label: t.steps,
          children: (
            <Block isFlush>
              <PlainTable
                table={{
                  head: [t.step, t.count, t.amount, t.took],
                  rows: steps.map((step) => [
                    say(step.label),
                    <Count key="count" value={step.count} />,
                    <Money key="amount" fen={step.amountFen} />,
                    t.ms(step.tookMs),
                  ]),
                }}
              />
            </Block>
          ),
        },
        {
          key: 'setAside',
          label: t.setAside,
          count: setAside.length,
          children:
            setAside.length === 0 ? (
              <p className="soft">{t.noSetAside}</p>
            ) : (
              <Block isFlush>
                <PlainTable
                  table={{
                    head: [t.loan, t.error],
                    rows: setAside.map((loan) => [
                      <To key="loan" href={`/loans/${loan.loanId}`}>
                        {loan.loanNumber}
                      </To>,
                      loan.error,
                    ]),
                  }}
                />
              </Block>
            ),
        },
      ]}
      journal={{ objectKind: 'day_end', objectId: dayEndId }}
      json={run.data}
    />
  )
}
