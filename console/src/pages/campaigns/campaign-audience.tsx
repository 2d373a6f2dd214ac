import { campaignsApi, type OutputOf } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Count, Money } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'

type Campaign = OutputOf<typeof campaignsApi.getCampaign>
type Line = OutputOf<typeof campaignsApi.previewCampaign>['refusals'][number]

/** Whom it reaches: as it would be now before the start, as it was afterwards. */
export function CampaignAudience({ campaign }: { readonly campaign: Campaign }) {
  return campaign.report ? <Refusals lines={campaign.report.refusals} /> : <Preview campaignId={campaign.id} />
}

function Preview({ campaignId }: { readonly campaignId: string }) {
  const t = useText(campaignsText)
  const read = useRead(campaignsApi.previewCampaign, { params: { campaignId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <p role="status">{t.previewing}…</p>
  const { segment, reached, heldOut, refusals, costFen, detectable } = read.data
  return (
    <div className="campaign-stack">
      <h2>{t.preview}</h2>
      <div className="figure-row">
        <Figure label={t.segmentCount}>
          <Count value={segment} />
        </Figure>
        <Figure label={t.reach}>
          <Count value={reached} />
        </Figure>
        <Figure label={t.heldOut}>
          <Count value={heldOut} />
        </Figure>
        <Figure label={t.cost}>
          <Money fen={costFen} />
        </Figure>
        <Figure label={t.detectable} note={t.detectableHint}>
          {detectable === null ? '—' : `±${(100 * detectable).toFixed(2)}%`}
        </Figure>
      </div>
      <Refusals lines={refusals} />
    </div>
  )
}

function Refusals({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText(campaignsText)
  const say = useLocalized()
  if (lines.length === 0) return <p className="soft">{t.nobodyRefused}</p>
  return (
    <Block title={t.refused} isFlush>
      <PlainTable
        caption={t.refused}
        table={{
          head: [t.protectedNote, t.people],
          rows: lines.map((line) => [say(line.label), <Count key="count" value={line.count} />]),
        }}
      />
    </Block>
  )
}
