import { ledgerApi, type OutputOf } from '@puhui/api'
import { Button } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { useUrlState } from '../../app/url-state.ts'
import { ledgerText } from '../../i18n/ledger.ts'
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

type Statements = OutputOf<typeof ledgerApi.getStatements>
type Row = Statements['income'][number]

/** The income statement of a period and the balance sheet of its last day. */
export function StatementsPage() {
  const t = useText(ledgerText)
  const [search] = useUrlState()
  const query = { ...(search.from && { from: search.from }), ...(search.to && { to: search.to }) }
  const read = useRead(ledgerApi.getStatements, { query }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { incomeFen, expenseFen, resultFen, assetsFen, differenceFen, from, to } = read.data
  const isBalanced = differenceFen === '0'
  return (
    <Page
      aside={<Tag tone={isBalanced ? 'good' : 'bad'}>{isBalanced ? t.statements.balances : t.statements.broken}</Tag>}
      actions={<Period from={from} to={to} />}
    >
      <div className="figure-row">
        <Figure label={t.statements.income}>
          <Money fen={incomeFen} />
        </Figure>
        <Figure label={t.statements.expenses}>
          <Money fen={expenseFen} />
        </Figure>
        <Figure label={t.statements.result}>
          <Money fen={resultFen} />
        </Figure>
        <Figure label={t.statements.assets}>
          <Money fen={assetsFen} />
        </Figure>
      </div>
      <div className="two">
        <Income statements={read.data} />
        <Sheet statements={read.data} />
      </div>
    </Page>
  )
}

function Period({ from, to }: { readonly from: string; readonly to: string }) {
  const t = useText(ledgerText).statements
  const [, setSearch] = useUrlState()
  const today = useStatus()?.businessOn
  const since = (start: string) => () => setSearch({ from: start, to: today ?? undefined })
  return (
    <div className="inline-field">
      {today && (
        <>
          <Button onClick={since(`${today.slice(0, 7)}-01`)}>{t.month}</Button>
          <Button onClick={since(`${today.slice(0, 4)}-01-01`)}>{t.year}</Button>
        </>
      )}
      <span>{t.from}</span>
      <DayInput aria-label={t.from} value={from} onChange={(day) => setSearch({ from: day || undefined })} />
      <span>{t.to}</span>
      <DayInput aria-label={t.to} value={to} onChange={(day) => setSearch({ to: day || undefined })} />
    </div>
  )
}

function Income({ statements }: { readonly statements: Statements }) {
  const t = useText(ledgerText).statements
  const lines = useLines()
  return (
    <Block title={t.incomeTitle} isFlush>
      <PlainTable
        caption={t.incomeTitle}
        table={{
          head: [useText(ledgerText).account, useText(ledgerText).amount],
          rows: [
            ...lines(statements.income),
            sum(t.income, statements.incomeFen),
            ...lines(statements.expenses),
            sum(t.expenses, statements.expenseFen),
            sum(t.result, statements.resultFen),
          ],
        }}
      />
    </Block>
  )
}

function Sheet({ statements }: { readonly statements: Statements }) {
  const all = useText(ledgerText)
  const t = all.statements
  const lines = useLines()
  return (
    <Block title={t.sheetTitle(statements.to)} isFlush>
      <PlainTable
        caption={t.sheetTitle(statements.to)}
        table={{
          head: [all.account, all.amount],
          rows: [
            ...lines(statements.assets),
            sum(t.assets, statements.assetsFen),
            ...lines(statements.liabilities),
            sum(t.liabilities, statements.liabilitiesFen),
            ...lines(statements.equity),
            [t.carried, <Money key="carried" fen={statements.carriedResultFen} />],
            sum(t.equity, statements.equityFen),
          ],
        }}
      />
    </Block>
  )
}

function useLines() {
  const say = useLocalized()
  return (rows: readonly Row[]) =>
    rows.map(({ code, name, amountFen }) => [
      <To key="account" href={`/ledger/entries?account=${code}`}>
        {`${code} ${say(name)}`}
      </To>,
      <Money key="amount" fen={amountFen} />,
    ])
}

function sum(label: string, fen: string) {
  return [<strong key="label">{label}</strong>, <Money key="sum" fen={fen} />]
}
