import { labelOf, type OutputOf, type productsApi } from '@puhui/api'
import { showMoney, showRate } from '@puhui/design'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Rate } from '../../ui/figures.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Tag } from '../../ui/status-tag.tsx'

type CostCheck = OutputOf<typeof productsApi.checkCost>
type Case = CostCheck['cases'][number]

/** Every price against the ceiling: grade and method down, months across, the dearer of the amounts in the cell. */
export function CostGrid({ check }: { readonly check: CostCheck }) {
  const t = useText(productsText)
  const say = useLocalized()
  const months = [...new Set(check.cases.map(({ termMonths }) => termMonths))].toSorted((a, b) => a - b)
  const rows = [...new Map(check.cases.map((one) => [`${one.method} ${one.grade}`, one])).values()].toSorted((a, b) =>
    `${a.method} ${a.grade}`.localeCompare(`${b.method} ${b.grade}`),
  )
  const over = check.cases.filter((one) => !one.isWithinCap).length
  return (
    <div data-part="cost-check">
      <p className="cost-verdict">
        <Tag tone={over === 0 ? 'good' : 'bad'}>{over === 0 ? t.costOk : t.costOver(over)}</Tag>
        <span className="soft">{t.costAbout(showRate(BigInt(check.capPpm)))}</span>
      </p>
      <ScrollBox label={t.cost}>
        <table className="plain-table cost-grid">
          <caption className="unseen">{t.cost}</caption>
          <thead>
            <tr>
              <th scope="col">{t.methods}</th>
              <th scope="col">{t.grade}</th>
              {months.map((month) => (
                <th key={month} scope="col" className="number">
                  {t.months(String(month))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ method, grade }) => (
              <tr key={`${method} ${grade}`}>
                <td>{say(labelOf('method', method))}</td>
                <th scope="row">{grade}</th>
                {months.map((month) => (
                  <CostCell
                    key={month}
                    capPpm={check.capPpm}
                    cases={check.cases.filter(
                      (one) => one.method === method && one.grade === grade && one.termMonths === month,
                    )}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="soft">{t.costCapSource}</p>
    </div>
  )
}

function CostCell({ cases, capPpm }: { readonly cases: readonly Case[]; readonly capPpm: number }) {
  const t = useText(productsText)
  const dearest = cases.toSorted((a, b) => b.annualCostSimplePpm - a.annualCostSimplePpm)[0]
  if (!dearest) return <td className="number none" aria-label={t.notOffered} />
  const title = cases
    .map((one) => t.costAt(showMoney(BigInt(one.principalFen)), showRate(BigInt(one.annualCostSimplePpm))))
    .join('\n')
  const heat = dearest.isWithinCap ? Math.min(5, Math.floor((dearest.annualCostSimplePpm / capPpm) * 6)) : 'over'
  return (
    <td className="number" data-heat={heat} title={title}>
      <Rate ppm={dearest.annualCostSimplePpm} />
    </td>
  )
}
