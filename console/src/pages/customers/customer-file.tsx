import { customersApi, type OutputOf } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { customersText } from '../../i18n/customers.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, Dpd, Instant, Money } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { ChangeAddress } from './change-address.tsx'
import { Consents } from './consents.tsx'
import { CustomerApplications, CustomerLoans } from './customer-loans.tsx'
import { CustomerTimeline } from './customer-timeline.tsx'
import { Persona } from './persona.tsx'
import { Profile } from './profile.tsx'
import './customers.css'

export type Customer = OutputOf<typeof customersApi.getCustomer>

export function CustomerFile() {
  const { customerId = '' } = useParams({ strict: false })
  const t = useText(customersText)
  const segments = useText(segmentsText)
  const say = useLocalized()
  const why = useWhyNot()
  const [isChanging, setChanging] = useState(false)
  const read = useRead(customersApi.getCustomer, { params: { customerId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const customer = read.data
  const outstanding = customer.loans.reduce((sum, loan) => sum + BigInt(loan.outstandingFen), 0n)
  const worst = customer.loans.reduce((most, { dpd }) => Math.max(most, dpd), 0)
  const whyNot = why('customers.edit') ?? whyClosed(customer, t)
  return (
    <>
      <ObjectPage
        title={<Masked value={customer.name} customerId={customerId} field="name" />}
        status={<StatusTag set="customerStatus" value={customer.status} />}
        facts={
          <>
            <IdChip id={customer.id} />
            {customer.province && <span>{say(customer.province)}</span>}
            <Instant at={customer.createdAt} />
            {customer.mergedInto && <To href={`/customers/${customer.mergedInto}`}>{t.mergedInto}</To>}
          </>
        }
        actions={
          <DisabledReason why={whyNot}>
            <Button onClick={() => setChanging(true)}>{t.change}</Button>
          </DisabledReason>
        }
        figures={
          <>
            <Figure label={t.outstanding}>
              <Money fen={outstanding} />
            </Figure>
            <Figure label={t.loans}>
              <Count value={customer.loans.length} />
            </Figure>
            <Figure label={t.applications}>
              <Count value={customer.applications.length} />
            </Figure>
            <Figure label={t.worstDpd}>
              {customer.loans.length === 0 ? <Dpd days={null} /> : <Dpd days={worst} />}
            </Figure>
          </>
        }
        tabs={[
          { key: 'file', label: t.file, children: <Profile customer={customer} /> },
          { key: 'persona', label: segments.persona, children: <Persona customerId={customerId} /> },
          {
            key: 'applications',
            label: t.applications,
            count: customer.applications.length,
            children: <CustomerApplications customer={customer} />,
          },
          {
            key: 'loans',
            label: t.loans,
            count: customer.loans.length,
            children: <CustomerLoans customer={customer} />,
          },
          {
            key: 'consents',
            label: t.consents,
            count: customer.consents.filter(({ isGranted }) => isGranted).length,
            children: <Consents consents={customer.consents} />,
          },
          { key: 'timeline', label: t.timeline, children: <CustomerTimeline customerId={customerId} /> },
        ]}
        json={customer}
      />
      {isChanging && <ChangeAddress customer={customer} onClose={() => setChanging(false)} />}
    </>
  )
}

function whyClosed({ status, mergedInto }: Customer, t: { closed: string; mergedInto: string }): string | undefined {
  if (mergedInto) return t.mergedInto
  return status === 'closed' ? t.closed : undefined
}
