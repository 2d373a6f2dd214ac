import { campaignsApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DayText } from '../../ui/figures.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import './campaigns.css'

const PER_PAGE = 200
const COLUMNS = ['name', 'mobile', 'place', 'expiresAt'] as const

/** Everybody on the list of a branch, to be taken along on paper: who, where, until when, and room for what came of it. */
export function TaskSheet() {
  const { campaignId = '' } = useParams({ strict: false })
  const t = useText(campaignsText)
  const say = useLocalized()
  const campaign = useRead(campaignsApi.getCampaign, { params: { campaignId }, query: {} })
  const first = useRead(campaignsApi.campaignTasks, { params: { campaignId }, query: { pageSize: PER_PAGE } })
  const failed = campaign.error ?? first.error
  if (failed) return <Failed error={failed} onRetry={() => void Promise.all([campaign.refetch(), first.refetch()])} />
  if (!campaign.data || !first.data) return <PageSkeleton />
  const { name, body, channel } = campaign.data
  const { total } = first.data
  const pages = Math.ceil(total / PER_PAGE)
  return (
    <Page
      title={t.sheetFor(say(name))}
      about={t.sheetAbout(total.toLocaleString('en'))}
      actions={
        <Button type="primary" className="no-print" onClick={() => window.print()}>
          {t.printSheet}
        </Button>
      }
    >
      <Block title={t.say}>
        <blockquote className="campaign-words" lang="zh-CN">
          {body.zh}
        </blockquote>
        <blockquote className="campaign-words" lang="en">
          {body.en}
        </blockquote>
      </Block>
      {total === 0 && <p>{channel === 'branch' ? t.noTasksYet : t.noTasks}</p>}
      {Array.from({ length: pages }, (_, at) => at + 1).map((page) => (
        <Tasks key={page} campaignId={campaignId} page={page} />
      ))}
    </Page>
  )
}

function Tasks({ campaignId, page }: { readonly campaignId: string; readonly page: number }) {
  const t = useText(campaignsText)
  const say = useLocalized()
  const read = useRead(campaignsApi.campaignTasks, { params: { campaignId }, query: { page, pageSize: PER_PAGE } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { columns } = campaignsApi.campaignTasks.list
  const head = COLUMNS.flatMap((id) => columns[id]?.label ?? [])
  return (
    <Block isFlush>
      <div className="task-sheet">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">#</th>
              {head.map((label) => (
                <th key={label.en} scope="col">
                  {say(label)}
                </th>
              ))}
              <th scope="col">{t.outcome}</th>
              <th scope="col">{t.signature}</th>
            </tr>
          </thead>
          <tbody>
            {read.data.rows.map((row, at) => (
              <tr key={row.permitId}>
                <td>{(page - 1) * PER_PAGE + at + 1}</td>
                <td>{row.name ?? '—'}</td>
                <td>{row.mobile}</td>
                <td>{row.place ?? '—'}</td>
                <td>
                  <DayText day={row.expiresAt.slice(0, 10)} />
                </td>
                <td className="task-room" />
                <td className="task-room" />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Block>
  )
}
