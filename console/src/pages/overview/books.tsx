import { useCan } from '../../api/session.ts'
import { overviewText } from '../../i18n/overview.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Money } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import type { Portfolio } from './overview.tsx'

/** The loans against the general ledger, and debits against credits; a difference is never hidden. */
export function Books({ portfolio: { reconciliation, trialBalance } }: { readonly portfolio: Portfolio }) {
  const t = useText(overviewText)
  const say = useLocalized()
  const can = useCan()
  const lines = reconciliation.map(({ account, label, ledgerFen, loansFen }) => ({
    name: `${account} ${say(label)}`,
    one: ledgerFen,
    other: loansFen,
    difference: BigInt(ledgerFen) - BigInt(loansFen),
  }))
  const { debitFen, creditFen, differenceFen } = trialBalance
  return (
    <div className="two" data-part="books">
      <Block title={t.books} isFlush>
        <PlainTable
          caption={t.books}
          table={{
            head: [t.account, t.inLedger, t.inLoans, t.difference, ''],
            rows: lines.map(({ name, one, other, difference }) => [
              name,
              <Money key="one" fen={one} />,
              <Money key="other" fen={other} />,
              <Money key="difference" fen={difference} />,
              <Agrees key="agrees" difference={difference} />,
            ]),
          }}
        />
      </Block>
      <Block
        title={t.trial}
        isFlush
        {...(can('ledger.read') ? { actions: <To href="/ledger/trial-balance">{t.trialPage}</To> } : {})}
      >
        <PlainTable
          caption={t.trial}
          table={{
            head: [t.debit, t.credit, t.difference, ''],
            rows: [
              [
                <Money key="debit" fen={debitFen} />,
                <Money key="credit" fen={creditFen} />,
                <Money key="difference" fen={differenceFen} />,
                <Agrees key="agrees" difference={BigInt(differenceFen)} />,
              ],
            ],
          }}
        />
      </Block>
    </div>
  )
}

function Agrees({ difference }: { readonly difference: bigint }) {
  const t = useText(overviewText)
  return difference === 0n ? <Tag tone="good">{t.agrees}</Tag> : <Tag tone="bad">{t.differs}</Tag>
}
