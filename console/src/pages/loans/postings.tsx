import { labelOf } from '@puhui/api'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import { type Loan, lessOf, type Posting, totalOf } from './loan.ts'
import { sideOf } from './posting-table.tsx'

/** The books of this loan: every account with its two sides, and below it every line with its event. */
export function Postings({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).postings
  const lines = loan.events.flatMap(({ postings }) => postings)
  if (lines.length === 0) return <Empty title={t.none} />
  return (
    <div className="stack">
      <p className="soft">
        {t.about} <To href="/ledger/entries">{t.entries}</To>
      </p>
      <ByAccount lines={lines} />
      <AllLines loan={loan} />
    </div>
  )
}

function ByAccount({ lines }: { readonly lines: readonly Posting[] }) {
  const t = useText(loansText)
  const say = useLocalized()
  const codes = [...new Set(lines.map(({ account }) => account))].toSorted()
  return (
    <Block title={t.postings.byAccount} isFlush>
      <PlainTable
        caption={t.postings.byAccount}
        table={{
          head: [t.postings.account, t.postings.debit, t.postings.credit, t.postings.net],
          rows: [
            ...codes.map((code) => {
              const own = lines.filter(({ account }) => account === code)
              return [
                <To key="account" href={`/ledger/entries?account=${code}`}>
                  {`${code} ${own[0] ? say(own[0].label) : ''}`}
                </To>,
                ...sidesOf(own),
              ]
            }),
            [<strong key="total">{t.total}</strong>, ...sidesOf(lines)],
          ],
        }}
      />
    </Block>
  )
}

function sidesOf(lines: readonly Posting[]) {
  const [debitFen, creditFen] = [totalOf(lines, 'debitFen'), totalOf(lines, 'creditFen')]
  return [
    <Money key="debit" fen={debitFen} />,
    <Money key="credit" fen={creditFen} />,
    <Money key="net" fen={lessOf(debitFen, creditFen)} />,
  ]
}

function AllLines({ loan }: { readonly loan: Loan }) {
  const t = useText(loansText).postings
  const say = useLocalized()
  return (
    <Block title={t.all} isFlush>
      <PlainTable
        caption={t.all}
        table={{
          head: [t.date, t.event, t.account, t.debit, t.credit],
          rows: loan.events.flatMap((event) =>
            event.postings.map((line) => [
              <DayText key="date" day={event.bookedOn} />,
              event.entryId ? (
                <To key="event" href={`/ledger/entries/${event.entryId}`}>
                  {`${event.sequence} ${say(labelOf('loanEvent', event.kind))}`}
                </To>
              ) : (
                `${event.sequence} ${say(labelOf('loanEvent', event.kind))}`
              ),
              `${line.account} ${say(line.label)}`,
              sideOf(line.debitFen),
              sideOf(line.creditFen),
            ]),
          ),
        }}
      />
    </Block>
  )
}
