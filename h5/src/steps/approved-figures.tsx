import type { Journey } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { Money, Rate, Status } from '../ui/figures.tsx'

type Application = NonNullable<Journey['application']>

/** How much was approved, and at which rate. */
export function ApprovedFigures({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  return (
    <section className="card">
      <div className="row">
        <h2>{text.approved}</h2>
        <Status set="applicationStatus" value={application.status} />
      </div>
      <p className="soft small">{text.approvedUpTo}</p>
      <p className="figure">
        <Money fen={application.approvedFen ?? '0'} />
      </p>
      <p className="soft">
        {text.yourRate} <Rate ppm={application.annualRatePpm ?? 0} />
      </p>
    </section>
  )
}
