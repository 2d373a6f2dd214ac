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
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text.item}</th>
              <th scope="col">{text.standard}</th>
              <th scope="col">{text.collector}</th>
              <th scope="col" className="num">
                {text.amount}
              </th>
              <th scope="col" className="num">
                {text.annualised}
              </th>
            </tr>
          </thead>
          <tbody>
            {table.items.map((item) => (
              <tr key={item.code}>
                <th scope="row">{localized(item.name)}</th>
                <td>
                  {localized(item.standard)}
                  <br />
                  <span className="small soft">{localized(item.collectMethod)}</span>
                </td>
                <td>{localized(item.collector)}</td>
                <td className="num">
                  <Money fen={item.amountFen} />
                </td>
                <td className="num">
                  <Rate ppm={item.annualisedPpm} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{text.contingent}</h3>
      <ul>
        {table.contingentItems.map((item) => (
          <li key={item.code}>
            {localized(item.name)} · {localized(item.standard)} · {localized(item.collector)}
          </li>
        ))}
      </ul>
      <p>{localized(table.statement)}</p>
    </>
  )
}
