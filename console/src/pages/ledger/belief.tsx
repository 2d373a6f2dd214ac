import { ledgerApi, type OutputOf } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { ledgerText } from '../../i18n/ledger.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money, None } from '../../ui/figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import './ledger.css'

type Belief = OutputOf<typeof ledgerApi.getBelief>

/** What was believed on one day about another, with the loans that the difference comes from. */
export function BeliefPage() {
  const t = useText(ledgerText).belief
  const [search, setSearch] = useUrlState()
  const query = { ...(search.about && { about: search.about }), ...(search.knownOn && { knownOn: search.knownOn }) }
  const read = useRead(ledgerApi.getBelief, { query }, { keepsPrevious: true })
  return (
    <Page
      about={<span className="soft">{t.help}</span>}
      actions={
        <div className="inline-field">
          <span>{t.about}</span>
          <DayInput
            aria-label={t.about}
            value={search.about ?? read.data?.about}
            onChange={(day) => setSearch({ about: day || undefined })}
          />
          <span>{t.knownOn}</span>
          <DayInput
            aria-label={t.knownOn}
            value={search.knownOn ?? read.data?.knownOn}
            onChange={(day) => setSearch({ knownOn: day || undefined })}
          />
        </div>
      }
    >
      {read.isError ? (
        <Failed error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data ? (
        <Known belief={read.data} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  )
}

function Known({ belief }: { readonly belief: Belief }) {
  const all = useText(ledgerText)
  const t = all.belief
  const say = useLocalized()
  const moved = belief.accounts.filter(({ thenFen, knownFen }) => thenFen !== '0' || knownFen !== '0')
  return (
    <>
      <Block isFlush>
        <PlainTable
          caption={t.atClose}
          table={{
            head: [all.account, t.atClose, t.known, all.difference],
            rows: moved.map((one) => [
              `${one.code} ${say(one.name)}`,
              <Money key="then" fen={one.thenFen} />,
              <Money key="known" fen={one.knownFen} />,
              one.differenceFen === '0' ? (
                <None key="same" />
              ) : (
                <Money key="more" fen={one.differenceFen} sign="always" />
              ),
            ]),
          }}
        />
      </Block>
      <Block title={t.loans} isFlush={belief.loans.length > 0}>
        {belief.loans.length === 0 ? (
          <p className="soft">{t.same}</p>
        ) : (
          <PlainTable
            caption={t.loans}
            table={{
              head: [all.loan, t.learned, t.lines, all.amount],
              rows: belief.loans.flatMap((loan) =>
                loan.lines.map((line, at) => [
                  at === 0 ? (
                    <To
                      key="loan"
                      href={`/loans/${loan.loanId}?tab=as-of&asOf=${belief.about}&knownOn=${belief.knownOn}`}
                    >
                      {loan.loanNumber}
                    </To>
                  ) : null,
                  at === 0 ? <DayText key="on" day={loan.bookedOn} /> : null,
                  `${line.account} ${say(line.label)}`,
                  <Money key="amount" fen={line.amountFen} sign="always" />,
                ]),
              ),
            }}
          />
        )}
      </Block>
    </>
  )
}
