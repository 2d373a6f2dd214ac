import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, DayText, Instant, None } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import type { Version } from './product-version.ts'

/** Every version there ever was, newest first. */
export function VersionsTab({ versions }: { readonly versions: readonly Version[] }) {
  const t = useText(productsText)
  return (
    <Block isFlush>
      <PlainTable
        caption={t.versions}
        table={{
          head: [t.versions, t.status, t.effectiveOn, t.author, t.approver, t.createdAt, t.loans, t.hash],
          rows: versions
            .toSorted((a, b) => b.version - a.version)
            .map((version) => [
              <To key="version" href={`/products/${version.productId}?version=${version.version}`}>
                {t.version(version.version)}
              </To>,
              <StatusTag key="status" set="versionStatus" value={version.status} />,
              <DayText key="from" day={version.effectiveOn} />,
              version.author,
              version.approver ?? <None key="approver" />,
              <Instant key="at" at={version.createdAt} />,
              <Count key="loans" value={version.loans} />,
              <code key="hash">{version.termsHash.slice(0, 12)}</code>,
            ]),
        }}
      />
    </Block>
  )
}
