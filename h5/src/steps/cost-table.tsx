import type { borrowerApi, OutputOf } from '@puhui/api'
import { journeyText } from '../i18n/journey.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money, Rate } from '../ui/figures.tsx'

type Table = OutputOf<typeof borrowerApi.prepareContract>['costTable']

/** The comprehensive cost table of 金规〔2026〕2号: every item, who collects it, what it is per year. */
export function CostTable({ table }: { readonly table: Table }) {
  const text = useText(journeyText)
  const localized = useLocalized()
  return (
    <>
      <ul aria-label={text.item}>
        {table.items.map((item) => (
          <li key={item.code} className="cost-item">
            <p className="row">
              <strong>{localized(item.name)}</strong>
              <strong>
                <Money fen={item.amountFen} />
              </strong>
            </p>
            <p>{localized(item.standard)}</p>
            <dl className="facts small">
              <dt>{text.annualised}</dt>
              <dd>
                <Rate ppm={item.annualisedPpm} />
              </dd>
              <dt>{text.collector}</dt>
              <dd>{localized(item.collector)}</dd>
              <dt>{text.howCollected}</dt>
              <dd>{localized(item.collectMethod)}</dd>
            </dl>
          </li>
        ))}
      </ul>
      <h3>{text.contingent}</h3>
      <ul>
        {table.contingentItems.map((item) => (
          <li key={item.code} className="cost-item">
            <strong>{localized(item.name)}</strong>
            <span>{localized(item.standard)}</span>
            <span className="small soft">{localized(item.collector)}</span>
          </li>
        ))}
      </ul>
      <p>{localized(table.statement)}</p>
    </>
  )
}
