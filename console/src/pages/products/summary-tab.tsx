import type { ProductTerms } from '@puhui/product'
import { productsText } from '../../i18n/products.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Rate } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import type { Version } from './product-version.ts'
import { fieldsOf, languageOf } from './terms-fields.ts'

/** The product as a borrower would be told it, its prices, and every term. */
export function SummaryTab({ version, terms }: { readonly version: Version; readonly terms: ProductTerms }) {
  const t = useText(productsText)
  const say = useLocalized()
  const { locale } = useAppearance()
  const fields = fieldsOf(terms, t, locale).filter(({ key }) => !key.startsWith('prices.'))
  return (
    <>
      <div className="two">
        <Block title={t.summary}>
          <ul className="plain-summary">
            {version.summary.map((line) => (
              <li key={line.zh}>{say(line)}</li>
            ))}
          </ul>
        </Block>
        <Block title={t.prices} isFlush>
          <PlainTable
            caption={t.prices}
            table={{
              head: [t.grade, t.rate],
              rows: terms.prices.map(({ grade, annualRatePpm }) => [
                grade,
                <span key="rate" className="number">
                  <Rate ppm={annualRatePpm} />
                </span>,
              ]),
            }}
          />
        </Block>
      </div>
      <Block title={t.field}>
        <Facts
          facts={fields.map(
            ({ key, label, text }) =>
              [
                label,
                <span key={key} lang={languageOf(key)}>
                  {text}
                </span>,
              ] as const,
          )}
        />
      </Block>
    </>
  )
}
