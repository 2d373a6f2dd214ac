import { productsApi } from '@puhui/api'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { useStatus } from '../../api/session.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { withdrawalsText } from '../../i18n/withdrawals.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Count, DayText, Instant, None } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { WithdrawDialog } from '../../ui/withdraw-dialog.tsx'
import type { Version } from './product-version.ts'

/** Every version there ever was, newest first. */
export function VersionsTab({
  versions,
  isAsked,
}: {
  readonly versions: readonly Version[]
  readonly isAsked: boolean
}) {
  const t = useText(productsText)
  const w = useText(withdrawalsText)
  const why = useWhyNot()
  const today = useStatus()?.businessOn ?? ''
  const [asked, setAsked] = useState<Version>()
  return (
    <Block isFlush>
      <PlainTable
        caption={t.versions}
        table={{
          head: [t.versions, t.status, t.effectiveOn, t.author, t.approver, t.createdAt, t.loans, t.hash, ''],
          rows: versions
            .toSorted((a, b) => b.version - a.version)
            .map((version) => [
              <To key="version" href={`/products/${version.productId}?version=${version.version}`}>
                {t.version(version.version)}
              </To>,
              <span key="status">
                <StatusTag set="versionStatus" value={version.status} />{' '}
                {version.withdrawnFrom && (
                  <span className="soft" title={version.withdrawnWhy ?? ''} data-part="withdrawn">
                    {w.withdrawnFrom(version.withdrawnFrom)}
                  </span>
                )}
              </span>,
              <DayText key="from" day={version.effectiveOn} />,
              version.author,
              version.approver ?? <None key="approver" />,
              <Instant key="at" at={version.createdAt} />,
              <Count key="loans" value={version.loans} />,
              <code key="hash">{version.termsHash.slice(0, 12)}</code>,
              version.status === 'released' && (version.withdrawnFrom === null || version.withdrawnFrom > today) ? (
                <DisabledReason key="withdraw" why={why('products.edit') ?? (isAsked ? w.waits : undefined)}>
                  <Button size="small" onClick={() => setAsked(version)}>
                    {version.withdrawnFrom === null ? w.withdraw : w.keep}
                  </Button>
                </DisabledReason>
              ) : (
                ''
              ),
            ]),
        }}
      />
      {asked && <Withdraw version={asked} today={today} onClose={() => setAsked(undefined)} />}
    </Block>
  )
}

interface WithdrawProps {
  readonly version: Version
  readonly today: string
  readonly onClose: () => void
}

/** Withdraws a version from a day on, or takes that back before the day has come. */
function Withdraw({ version, today, onClose }: WithdrawProps) {
  const t = useText(productsText)
  const w = useText(withdrawalsText)
  const { message } = App.useApp()
  const send = useWrite(productsApi.withdrawProductVersion)
  const isKept = version.withdrawnFrom !== null
  return (
    <WithdrawDialog
      title={`${isKept ? w.keep : w.withdraw} · ${t.version(version.version)}`}
      about={isKept ? w.keepAbout : w.productAbout}
      today={isKept ? undefined : today}
      isBusy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={(from, reason) =>
        send.mutate(
          { params: { versionId: version.id }, body: { from: from ?? null, reason } },
          {
            onSuccess: () => {
              message.success(w.done)
              onClose()
            },
          },
        )
      }
    />
  )
}
