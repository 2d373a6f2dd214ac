import { loansApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/hooks.ts'
import { booksText } from '../../i18n/books.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Instant, Money } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'

/** One entry: its balanced lines, and for an aggregated one the loan events that prove it. */
export function EntryFile() {
  const { entryId = '' } = useParams({ strict: false })
  const t = useText(booksText)
  const say = useLocalized()
  const entry = useRead(loansApi.getEntry, { params: { entryId } })
  if (entry.isError) return <Failed error={entry.error} onRetry={() => void entry.refetch()} />
  if (!entry.data) return <PageSkeleton />
  const { lines, proof, number, text } = entry.data
  return (
    <ObjectPage
      title={`${number} · ${say(text)}`}
      facts={<IdChip id={entryId} />}
      figures={
        <>
          <Figure label={t.booked}>
            <DayText day={entry.data.bookedOn} />
          </Figure>
          <Figure label={t.posted}>
            <DayText day={entry.data.postedOn} />
          </Figure>
          <Figure label={t.recorded}>
            <Instant at={entry.data.recordedAt} />
          </Figure>
        </>
      }
      tabs={[
        {
          key: 'lines',
          label: t.lines,
          children: (
            <Block isFlush>
              <PlainTable
                table={{
                  head: [t.account, t.debit, t.credit],
                  rows: lines.map((line) => [
                    `${line.account} ${say(line.label)}`,
                    <Money key="debit" fen={line.debitFen} />,
                    <Money key="credit" fen={line.creditFen} />,
                  ]),
                }}
              />
            </Block>
          ),
        },
        {
          key: 'proof',
          label: t.proof,
          count: proof.length,
          children: (
            <Block isFlush>
              <PlainTable
                table={{
                  head: [t.loan, t.amount],
                  rows: proof.map((line) => [
                    <To key="loan" href={`/loans/${line.loanId}?tab=events`}>
                      {line.loanNumber}
                    </To>,
                    <Money key="amount" fen={line.amountFen} />,
                  ]),
                }}
              />
            </Block>
          ),
        },
      ]}
      json={entry.data}
    />
  )
}
