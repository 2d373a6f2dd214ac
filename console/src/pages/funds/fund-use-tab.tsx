import { fundsApi, labelOf } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { fundsText } from '../../i18n/funds.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'

/** What the money of a loan was declared for, and where it was seen to go. */
export function FundUseTab({ loanId }: { readonly loanId: string }) {
  const t = useText(fundsText)
  const say = useLocalized()
  const read = useRead(fundsApi.fundUse, { params: { loanId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { scene, payee, merchant, shares, movements } = read.data
  return (
    <>
      <Facts
        facts={[
          [t.declared, say(labelOf('scene', scene))],
          [t.payee, merchant ?? say(labelOf('payee', payee))],
        ]}
      />
      <Block title={t.shares}>
        <PlainTable
          caption={t.shares}
          table={{
            head: [t.use, t.amount, t.seen, t.expected],
            rows: shares.map(({ use, amountFen, sharePpm, expectedPpm }) => [
              say(labelOf('fundShare', use)),
              <Money key="amount" fen={amountFen} />,
              <Rate key="seen" ppm={sharePpm} />,
              <Rate key="expected" ppm={expectedPpm} />,
            ]),
          }}
        />
      </Block>
      <Block title={t.movements}>
        {movements.length === 0 ? (
          <p className="soft">{merchant ? t.merchantPaid(merchant) : t.noMovements}</p>
        ) : (
          <PlainTable
            caption={t.movements}
            table={{
              head: [t.day, t.amount, t.counterparty, t.note, t.use, t.source, t.alert],
              rows: movements.map((one) => [
                <DayText key="day" day={one.movedOn} />,
                <Money key="amount" fen={one.amountFen} />,
                <span key="to" lang="zh">
                  {one.counterparty}
                </span>,
                <span key="note" lang="zh">
                  {one.note}
                </span>,
                say(labelOf('fundUse', one.use)),
                one.isSimulated ? `${t.sources[one.source]} (${t.simulated})` : t.sources[one.source],
                one.alertStatus ? (
                  <StatusTag key="alert" set="fundAlertStatus" value={one.alertStatus} />
                ) : (
                  <None key="alert" />
                ),
              ]),
            }}
          />
        )}
      </Block>
    </>
  )
}
