import { labelOf, ledgerApi, type OutputOf } from '@puhui/api'
import { showCount } from '@puhui/design'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { ledgerText } from '../../i18n/ledger.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money, None } from '../../ui/figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { CorrectionsBlock } from './corrections.tsx'
import './ledger.css'

type Tie = OutputOf<typeof ledgerApi.getTie>

/** The accounts of loans against the sum of the loans; a difference is opened to the loan. */
export function TiePage() {
  const all = useText(ledgerText)
  const t = all.tie
  const say = useLocalized()
  const [search, setSearch] = useUrlState()
  const read = useRead(ledgerApi.getTie, { query: search.asOf ? { asOf: search.asOf } : {} }, { keepsPrevious: true })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { accounts } = read.data
  const isTied = accounts.every(({ differenceFen }) => differenceFen === '0')
  return (
    <Page
      aside={<Tag tone={isTied ? 'good' : 'bad'}>{isTied ? t.tied : t.broken}</Tag>}
      about={<span className="soft">{t.help}</span>}
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
      <Block isFlush>
        <PlainTable
          caption={t.ledger}
          table={{
            head: [all.account, t.ledger, t.loans, all.difference],
            rows: accounts.map((one) => [
              <To key="account" href={`/ledger/entries?account=${one.account}`}>
                {`${one.account} ${say(one.label)}`}
              </To>,
              <Money key="ledger" fen={one.ledgerFen} />,
              <Money key="loans" fen={one.loansFen} />,
              one.differenceFen === '0' ? (
                <None key="same" />
              ) : (
                <Money key="more" fen={one.differenceFen} sign="always" />
              ),
            ]),
          }}
        />
      </Block>
      {!isTied && <Differences tie={read.data} />}
      <CorrectionsBlock />
    </Page>
  )
}

function Differences({ tie }: { readonly tie: Tie }) {
  const all = useText(ledgerText)
  const t = all.tie
  const say = useLocalized()
  return (
    <Block title={t.opened} actions={<span className="soft">{t.read(showCount(tie.loansRead))}</span>} isFlush>
      <PlainTable
        caption={t.opened}
        table={{
          head: [all.loan, t.on, t.cause, t.detail, all.account, all.amount],
          rows:
            tie.loans.length === 0
              ? [[t.notFound, '', '', '', '', '']]
              : tie.loans.flatMap((loan) =>
                  (loan.lines.length === 0 ? [undefined] : loan.lines).map((line) => [
                    <To key="loan" href={`/loans/${loan.loanId}?tab=postings`}>
                      {loan.loanNumber}
                    </To>,
                    <DayText key="on" day={loan.on} />,
                    say(labelOf('tieCause', loan.cause)),
                    loan.detail,
                    line ? `${line.account} ${say(line.label)}` : '',
                    line ? <Money key="amount" fen={line.amountFen} sign="always" /> : <None key="none" />,
                  ]),
                ),
        }}
      />
    </Block>
  )
}
