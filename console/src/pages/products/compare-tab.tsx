import { Select } from 'antd'
import { useUrlState } from '../../app/url-state.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { DiffTable } from './diff-table.tsx'
import { termsOf, type Version } from './product-version.ts'

/** Two versions side by side; which two is in the address. */
export function CompareTab({ versions }: { readonly versions: readonly Version[] }) {
  const t = useText(productsText)
  const [search, setSearch] = useUrlState()
  const inOrder = versions.toSorted((a, b) => a.version - b.version)
  if (inOrder.length < 2) return <Empty title={t.oneVersion} about={t.noneAbout} />
  const pick = (asked: string | undefined, otherwise: Version | undefined) =>
    inOrder.find(({ version }) => String(version) === asked) ?? otherwise
  const one = pick(search.from, inOrder.at(-2))
  const other = pick(search.to, inOrder.at(-1))
  const [oneTerms, otherTerms] = [one && termsOf(one), other && termsOf(other)]
  if (!one || !other || !oneTerms || !otherTerms) return null
  const options = inOrder.map(({ version }) => ({ value: String(version), label: t.version(version) }))
  return (
    <Block
      isFlush
      title={
        <span className="compare-choice">
          <Select
            aria-label={t.compare}
            value={String(one.version)}
            options={options}
            onChange={(from) => setSearch({ from })}
          />
          {t.compareWith}
          <Select
            aria-label={t.compareWith}
            value={String(other.version)}
            options={options}
            onChange={(to) => setSearch({ to })}
          />
        </span>
      }
    >
      <DiffTable
        one={{ name: t.version(one.version), terms: oneTerms }}
        other={{ name: t.version(other.version), terms: otherTerms }}
        same={t.same}
      />
    </Block>
  )
}
