import { useCan } from '../../api/session.ts'
import { customersText } from '../../i18n/customers.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Dpd, Instant, Money } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import type { Customer } from './customer-file.tsx'

export function CustomerApplications({ customer: { applications } }: { readonly customer: Customer }) {
  const t = useText(customersText)
  const can = useCan()
  if (applications.length === 0) return <Empty title={t.noApplications} />
  return (
    <Block isFlush>
      <PlainTable
        caption={t.applications}
        table={{
          head: [t.application, t.status, t.amount, t.at],
          rows: applications.map((row) => [
            can('applications.read') ? (
              <To key="id" href={`/applications/${row.id}`}>
                {row.id}
              </To>
            ) : (
              row.id
            ),
            <StatusTag key="status" set="applicationStatus" value={row.status} />,
            <Money key="amount" fen={row.requestedFen} />,
            <Instant key="at" at={row.createdAt} />,
          ]),
        }}
      />
    </Block>
  )
}

export function CustomerLoans({ customer: { loans } }: { readonly customer: Customer }) {
  const t = useText(customersText)
  const can = useCan()
  if (loans.length === 0) return <Empty title={t.noLoans} />
  return (
    <Block isFlush>
      <PlainTable
        caption={t.loans}
        table={{
          head: [t.loan, t.status, t.amount, t.balance, t.dpd],
          rows: loans.map((row) => [
            can('loans.read') ? (
              <To key="id" href={`/loans/${row.id}`}>
                {row.id}
              </To>
            ) : (
              row.id
            ),
            <StatusTag key="status" set="loanStatus" value={row.status} />,
            <Money key="amount" fen={row.principalFen} />,
            <Money key="balance" fen={row.outstandingFen} />,
            <Dpd key="dpd" days={row.dpd} />,
          ]),
        }}
      />
    </Block>
  )
}
