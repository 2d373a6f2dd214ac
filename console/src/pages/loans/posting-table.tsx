import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Money, None } from '../../ui/figures.tsx'
import type { Posting } from './loan.ts'

/** The balanced lines of one event. */
export function PostingTable({ postings }: { readonly postings: readonly Posting[] }) {
  const t = useText(loansText)
  const say = useLocalized()
  if (postings.length === 0) return <p className="soft">{t.events.noPostings}</p>
  return (
    <PlainTable
      caption={t.events.postings}
      table={{
        head: [t.postings.account, t.postings.debit, t.postings.credit],
        rows: postings.map((line) => [
          `${line.account} ${say(line.label)}`,
          sideOf(line.debitFen),
          sideOf(line.creditFen),
        ]),
      }}
    />
  )
}

/** One side of a line; the other one stays empty, as in any book. */
export function sideOf(fen: string) {
  return fen === '0' ? <None /> : <Money fen={fen} />
}
