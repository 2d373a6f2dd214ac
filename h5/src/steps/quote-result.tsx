import type { OutputOf, productsApi } from '@puhui/api'
import { formatYuan } from '@puhui/money'
import { quoteText } from '../i18n/quote.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Money, Rate } from '../ui/figures.tsx'

type Quote = OutputOf<typeof productsApi.makeQuote>

/** The cost in one look: the first instalment, the yearly cost both ways, what it comes to in all. */
export function QuoteCost({ quote }: { readonly quote: Quote }) {
  const text = useText(quoteText)
  return (
    <section className="card" aria-live="polite">
      <div className="row wrap">
        <div>
          <p className="soft small">{text.first}</p>
          <p className="figure">
            <Money fen={quote.instalments[0]?.dueFen ?? '0'} />
          </p>
        </div>
        <div>
          <p className="soft small">
            {text.costYear}（{text.simple}）
          </p>
          <p className="figure">
            <Rate ppm={quote.annualCostSimplePpm} />
          </p>
        </div>
      </div>
      <dl className="facts">
        <dt>{text.irr}</dt>
        <dd>
          <Rate ppm={quote.annualCostIrrPpm} />
        </dd>
        <dt>{text.interest}</dt>
        <dd>
          <Money fen={quote.totalInterestFen} />
        </dd>
        <dt>{text.fees}</dt>
        <dd>
          <Money fen={quote.totalFeesFen} />
        </dd>
        <dt>{text.total}</dt>
        <dd className="strong">
          <Money fen={quote.totalCostFen} />
        </dd>
        <dt>{text.received}</dt>
        <dd>
          <Money fen={quote.receivedFen} />
        </dd>
        <dt>{text.paid}</dt>
        <dd>
          <Money fen={quote.totalPaidFen} />
        </dd>
      </dl>
      {quote.draws && (
        <p className="notice" data-part="draws">
          {text.draws(
            formatYuan(BigInt(quote.draws.firstFen)),
            formatYuan(BigInt(quote.draws.restFen)),
            quote.draws.lastOn,
            formatYuan(BigInt(quote.draws.firstDueFen)),
          )}
        </p>
      )}
    </section>
  )
}

/** Every instalment, and under each amount how it came about. */
export function QuoteSchedule({ instalments }: { readonly instalments: Quote['instalments'] }) {
  const text = useText(quoteText)
  const localized = useLocalized()
  return (
    <section className="card">
      <h2>{text.schedule}</h2>
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text.number}</th>
              <th scope="col">{text.dueOn}</th>
              <th scope="col" className="num">
                {text.due}
              </th>
              <th scope="col" className="num">
                {text.left}
              </th>
            </tr>
          </thead>
          <tbody>
            {instalments.map((instalment) => (
              <tr key={instalment.number}>
                <td>{instalment.number}</td>
                <td>{instalment.dueOn}</td>
                <td className="num">
                  <details>
                    <summary>
                      <Money fen={instalment.dueFen} />
                    </summary>
                    <p className="small soft">{localized(instalment.explanation)}</p>
                  </details>
                </td>
                <td className="num">
                  <Money fen={instalment.balanceFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
