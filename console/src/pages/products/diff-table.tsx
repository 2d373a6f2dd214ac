import type { ProductTerms } from '@puhui/product'
import type { ReactNode } from 'react'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { useAppearance } from '../../theme/appearance.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { None } from '../../ui/figures.tsx'
import { changesOf, fieldsOf, languageOf } from './terms-fields.ts'

interface Side {
  readonly name: ReactNode
  readonly terms: ProductTerms
}

/** Two sets of terms, term by term; what is the same is left out. */
export function DiffTable({ one, other, same }: { readonly one: Side; readonly other: Side; readonly same: string }) {
  const t = useText(productsText)
  const { locale } = useAppearance()
  const changes = changesOf(fieldsOf(one.terms, t, locale), fieldsOf(other.terms, t, locale))
  if (changes.length === 0) return <p className="soft block-note">{same}</p>
  return (
    <div className="wrapping" data-part="diff">
      <PlainTable
        caption={t.compare}
        table={{
          head: [t.field, one.name, other.name],
          rows: changes.map((change) => [
            change.label,
            change.one === undefined ? (
              <None key="one" />
            ) : (
              <del key="one" lang={languageOf(change.key)}>
                {change.one}
              </del>
            ),
            change.other === undefined ? (
              <None key="other" />
            ) : (
              <ins key="other" lang={languageOf(change.key)}>
                {change.other}
              </ins>
            ),
          ]),
        }}
      />
    </div>
  )
}
