import { segmentsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'
import './segments.css'

/** How many customers each two segments share. */
export function Overlap() {
  const t = useText(segmentsText)
  const say = useLocalized()
  const read = useRead(segmentsApi.overlapSegments, {})
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { segments, matrix } = read.data
  return (
    <Page about={t.overlapHelp}>
      <Block isFlush>
        {segments.length === 0 ? (
          <Empty title={t.empty} />
        ) : (
          <PlainTable
            caption={t.overlap}
            table={{
              head: [t.saved, ...segments.map(({ name }) => say(name))],
              rows: segments.map(({ id, name }, a) => [
                <To key="name" href={`/segments/${id}`}>
                  {say(name)}
                </To>,
                ...segments.map((other, b) => <Count key={other.id} value={matrix[a]?.[b] ?? 0} />),
              ]),
            }}
          />
        )}
      </Block>
    </Page>
  )
}
