import { labelOf, productsApi, type roles, rolesWith } from '@puhui/api'
import type { ProductTerms } from '@puhui/product'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { planText } from '../../i18n/plan.ts'
import { productsText } from '../../i18n/products.ts'
import { scenesText } from '../../i18n/scenes.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count, DayText, Money, None, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { useWithdrawalAsked } from '../../ui/withdrawal-asked.tsx'
import { CompareTab } from './compare-tab.tsx'
import { CostTab } from './cost-tab.tsx'
import { PerformanceTab } from './performance-tab.tsx'
import { ProductActions } from './product-actions.tsx'
import { type Product, termsOf, type Version } from './product-version.ts'
import { RedesignTab } from './redesign-tab.tsx'
import { SummaryTab } from './summary-tab.tsx'
import { VersionsTab } from './versions-tab.tsx'
import './products.css'

export function ProductFile() {
  const { productId = '' } = useParams({ strict: false })
  const t = useText(productsText)
  const p = useText(planText)
  const scenes = useText(scenesText)
  const say = useLocalized()
  const [search] = useUrlState()
  const read = useRead(productsApi.getProduct, { params: { productId } })
  const withdrawal = useWithdrawalAsked({ kind: 'product', productId, withdrawal: read.data?.withdrawal })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const product = read.data
  const shown = shownVersion(product, search.version)
  const terms = shown && termsOf(shown)
  if (!shown || !terms) return <Failed error={undefined} onRetry={() => void read.refetch()} />
  const submitted = product.versions.find(({ status }) => status === 'submitted')
  const releaseAsked = ({ authorId, version, author }: Version) => {
    return { makerId: authorId, makerName: `${t.version(version)} · ${author}`, checkers: checkers(say) }
  }
  return (
    <ObjectPage
      title={say(product.name)}
      status={<StatusTag set="versionStatus" value={shown.status} />}
      facts={
        <>
          <IdChip id={product.code} />
          <span>{say(labelOf('productKind', product.kind))}</span>
          <span>{say(labelOf('subMarket', product.subMarket))}</span>
          <span>{t.version(shown.version)}</span>
          {shown.effectiveOn && (
            <span>
              {t.effectiveOn} <DayText day={shown.effectiveOn} />
            </span>
          )}
        </>
      }
      actions={<ProductActions product={product} />}
      figures={<Figures product={product} version={shown} terms={terms} />}
      pending={[...(submitted ? [releaseAsked(submitted)] : []), ...withdrawal]}
      tabs={[
        { key: 'summary', label: t.summary, children: <SummaryTab version={shown} terms={terms} /> },
        { key: 'cost', label: t.cost, children: <CostTab version={shown} /> },
        {
          key: 'versions',
          label: t.versions,
          count: product.versions.length,
          children: <VersionsTab versions={product.versions} isAsked={product.withdrawal !== null} />,
        },
        { key: 'performance', label: p.performance, children: <PerformanceTab productId={productId} /> },
        { key: 'redesign', label: scenes.redesign, children: <RedesignTab productId={productId} /> },
        { key: 'compare', label: t.compare, children: <CompareTab versions={product.versions} /> },
      ]}
      journal={{ objectKind: 'product', objectId: productId }}
      json={product}
    />
  )
}

function shownVersion(product: Product, asked: string | undefined): Version | undefined {
  const byNumber = (number: number | null) => product.versions.find(({ version }) => version === number)
  return (
    byNumber(asked ? Number(asked) : null) ??
    byNumber(product.currentVersion) ??
    product.versions.toSorted((a, b) => b.version - a.version)[0]
  )
}

function checkers(say: (text: (typeof roles)[number]['label']) => string): string {
  return rolesWith('products.approve')
    .map(({ label }) => say(label))
    .join(' / ')
}

function Figures(props: { readonly product: Product; readonly version: Version; readonly terms: ProductTerms }) {
  const t = useText(productsText)
  const { product, version, terms } = props
  const rates = terms.prices.map(({ annualRatePpm }) => annualRatePpm).toSorted((a, b) => (a < b ? -1 : 1))
  return (
    <>
      <Figure label={t.amounts}>
        <Money fen={terms.amountFen.min} short /> – <Money fen={terms.amountFen.max} short />
      </Figure>
      <Figure label={t.rates}>
        <Rate ppm={rates[0]} /> – <Rate ppm={rates.at(-1)} />
      </Figure>
      <Figure label={t.cap}>
        <Rate ppm={terms.costCapPpm} />
      </Figure>
      <Figure label={t.inForce}>
        {product.currentVersion === null ? <None /> : t.version(product.currentVersion)}
      </Figure>
      <Figure label={t.loans}>
        <Count value={version.loans} />
      </Figure>
    </>
  )
}
