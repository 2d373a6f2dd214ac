import { labelOf, loansApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { booksText } from '../../i18n/books.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Money } from '../../ui/figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import './ledger.css'

/** Every account with its balance; debit and credit meet, on any day asked for. */
export function TrialBalance() {
  const t = useText(booksText)
  const say = useLocalized()
  const [search, setSearch] = useUrlState()
  const asOf = typeof search.asOf === 'string' ? search.asOf : undefined
  const read = useRead(loansApi.listAccounts, { query: asOf ? { asOf } : {} }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { accounts, totalDebitFen, totalCreditFen, differenceFen } = read.data
  const isBalanced = differenceFen === '0'
  return (
    <Page
      aside={<Tag tone={isBalanced ? 'good' : 'bad'}>{isBalanced ? t.balanced : t.unbalanced}</Tag>}
      actions={
        <div className="inline-field">
          <span>{t.asOf}</span>
          <DayInput
            aria-label={t.asOf}
            value={read.data.asOf}
            onChange={(day) => setSearch({ asOf: day || undefined })}
          />
        </div>
      }
    >
      <div className="figure-row">
        <Figure label={t.debit}>
          <Money fen={totalDebitFen} />
        </Figure>
        <Figure label={t.credit}>
          <Money fen={totalCreditFen} />
        </Figure>
        <Figure label={t.difference}>
          <Money fen={differenceFen} />
        </Figure>
      </div>
      <Block isFlush>
        <PlainTable
          table={{
            head: [t.account, t.type, t.debit, t.credit, t.side, t.balance],
            rows: accounts.map((account) => [
              <To key="account" href={`/ledger/entries?account=${account.code}`}>
                {`${account.code} ${say(account.name)}`}
              </To>,
              say(labelOf('accountType', account.type)),
              <Money key="debit" fen={account.debitFen} />,
              <Money key="credit" fen={account.creditFen} />,
              t.sides[sideOf(account)],
              <Money key="balance" fen={account.balanceFen.replace('-', '')} />,
            ]),
          }}
        />
      </Block>
    </Page>
  )
}

/** The side on which the balance stands, as a trial balance shows it. */
function sideOf({ debitFen, creditFen }: { readonly debitFen: string; readonly creditFen: string }) {
  const netFen = BigInt(debitFen) - BigInt(creditFen)
  return netFen === 0n ? 'none' : netFen > 0n ? 'debit' : 'credit'
}
