import { applicationsApi, labelOf, type OutputOf } from '@puhui/api'
import { showCount } from '@puhui/design'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { loansText } from '../../i18n/loans.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DayText, Money, Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { MoneyHeldLine } from './money-held.tsx'

type BucketShare = OutputOf<typeof applicationsApi.portfolioReport>['buckets'][number]

/** The portfolio by days past due: a strip in proportion to principal, and under it the buckets, each a filter. */
export function BucketStrip() {
  const t = useText(loansText).buckets
  const report = useRead(applicationsApi.portfolioReport, { query: {} })
  const buckets = report.data?.buckets ?? []
  if (buckets.every(({ count }) => count === 0)) return null
  return (
    <Block
      title={t.title}
      actions={
        <span className="soft">
          {t.asOf} <DayText day={report.data?.asOf} />
        </span>
      }
    >
      <div className="bucket-strip" aria-hidden="true">
        {buckets.map(({ bucket, sharePpm }) => (
          <span key={bucket} data-bucket={bucket} style={{ flexGrow: sharePpm }} />
        ))}
      </div>
      <ul className="buckets" data-part="buckets">
        {buckets.map((share) => (
          <li key={share.bucket}>
            <BucketCell share={share} />
          </li>
        ))}
      </ul>
      <MoneyHeldLine held={report.data?.moneyHeld ?? []} />
    </Block>
  )
}

function BucketCell({
  share: { bucket, count, outstandingFen, overdueFen, sharePpm },
}: {
  readonly share: BucketShare
}) {
  const t = useText(loansText).buckets
  const say = useLocalized()
  const [search, setSearch] = useUrlState()
  const isOnly = search.bucket === bucket
  const label = say(labelOf('bucket', bucket))
  return (
    <button
      type="button"
      className="bucket"
      data-bucket={bucket}
      aria-pressed={isOnly}
      title={isOnly ? t.clear : t.justThis(label)}
      onClick={() => setSearch({ bucket: isOnly ? undefined : bucket, page: undefined, view: undefined })}
    >
      <span className="bucket-name">{`${bucket} · ${label}`}</span>
      <strong>
        <Money fen={outstandingFen} short />
      </strong>
      <span className="bucket-note">
        {t.loans(showCount(count))} · <Rate ppm={sharePpm} /> {t.share}
      </span>
      {overdueFen !== '0' && (
        <span className="bucket-note">
          {t.overdue} <Money fen={overdueFen} short />
        </span>
      )}
    </button>
  )
}
