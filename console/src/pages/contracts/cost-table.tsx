import { booksText } from '../../i18n/books.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Money, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import type { Contract } from './contract-file.tsx'

/** The table the borrower read before signing (金规〔2026〕2号). */
export function CostTable({ table }: { readonly table: Contract['costTable'] }) {
  const t = useText(booksText)
  const say = useLocalized()
  return (
    <>
      <Block title={t.costTable} isFlush>
        <PlainTable
          table={{
            head: [t.item, t.standard, t.collector, t.amount, t.annualised],
            rows: table.items.map((item) => [
              say(item.name),
              say(item.standard),
              say(item.collector),
              <Money key="amount" fen={item.amountFen} />,
              <Rate key="rate" ppm={item.annualisedPpm} />,
            ]),
          }}
        />
      </Block>
      <Block title={t.contingent} isFlush>
        <PlainTable
          table={{
            head: [t.item, t.standard, t.collector],
            rows: table.contingentItems.map((item) => [say(item.name), say(item.standard), say(item.collector)]),
          }}
        />
      </Block>
      <p className="soft">{say(table.statement)}</p>
    </>
  )
}
