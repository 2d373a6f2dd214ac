import { policiesApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Instant } from '../../ui/figures.tsx'
import { PageSkeleton } from '../../ui/page.tsx'
import { Empty, Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'

export function BacktestsTab({ code }: { readonly code: string }) {
  const t = useText(policiesText)
  const read = useRead(policiesApi.listBacktests, { params: { code } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  if (read.data.backtests.length === 0) return <Empty title={t.noBacktests} />
  return (
    <PlainTable
      caption={t.backtests}
      table={{
        head: [t.at, t.tested, t.current, t.status, t.by, ''],
        rows: read.data.backtests.map((one) => [
          <Instant key="at" at={one.createdAt} />,
          one.version === null ? t.drafts : t.version(one.version),
          t.version(one.againstVersion),
          <StatusTag key="status" set="backtestStatus" value={one.status} />,
          one.createdBy,
          <To key="open" href={`/policy-backtests/${one.id}`}>
            {t.open}
          </To>,
        ]),
      }}
    />
  )
}
