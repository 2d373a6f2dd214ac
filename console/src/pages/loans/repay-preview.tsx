import type { loansApi, OutputOf } from '@puhui/api'
import type { ReactNode } from 'react'
import { loansText } from '../../i18n/loans.ts'
import { useText } from '../../i18n/text.ts'
import { Money } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { AllocationTable } from './allocation-table.tsx'
import { Backdated, type Times } from './backdated.tsx'
import { FigureChanges } from './figure-changes.tsx'
import { PostingTable } from './posting-table.tsx'
import { ScheduleTable } from './schedule-table.tsx'

/** What a repayment will do: where the money goes, what is posted, the loan before and after. */
export function RepayPreview({
  preview,
  times,
}: {
  readonly preview: OutputOf<typeof loansApi.previewRepayment>
  readonly times: Times
}) {
  const { repay: t, how } = useText(loansText)
  return (
    <div className="preview">
      <div className="figure-row">
        <Figure label={t.amount}>
          <Money fen={preview.amountFen} />
        </Figure>
        {preview.prepaymentFeeFen !== '0' && (
          <Figure label={how.prepaymentFee}>
            <Money fen={preview.prepaymentFeeFen} />
          </Figure>
        )}
        {preview.interestSavedFen !== '0' && (
          <Figure label={t.saved}>
            <Money fen={preview.interestSavedFen} />
          </Figure>
        )}
      </div>
      {preview.after.status === 'settled' && <Tag tone="good">{t.settles}</Tag>}
      <Backdated {...times} />
      <Part title={t.waterfall}>
        <AllocationTable allocations={preview.allocations} amountFen={preview.amountFen} />
      </Part>
      <Part title={t.postings}>
        <PostingTable postings={preview.postings} />
      </Part>
      <Part title={t.changes}>
        <FigureChanges before={preview.before} after={preview.after} />
      </Part>
      {preview.after.status !== 'settled' && (
        <Part title={t.schedule} isFolded>
          <ScheduleTable rows={preview.schedule} />
        </Part>
      )}
    </div>
  )
}

/** A part of a preview under its heading; the long ones open on demand. */
export function Part(props: { readonly title: string; readonly isFolded?: boolean; readonly children: ReactNode }) {
  return (
    <details open={!props.isFolded}>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  )
}
