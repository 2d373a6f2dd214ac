import { segmentsApi } from '@puhui/api'
import { Button } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'

export function SegmentList() {
  const t = useText(segmentsText)
  const why = useWhyNot()
  const add = useWrite(segmentsApi.seedSegments)
  const update = useWrite(segmentsApi.refreshSegments)
  const actions = (
    <>
      {update.data && <span role="status">{t.refreshed(update.data.entered, update.data.left)}</span>}
      <To href="/segments/overlap">{t.overlap}</To>
      <To href="/segments/clusters">{t.clusters}</To>
      <DisabledReason why={why('segments.edit')}>
        <Button loading={update.isPending} onClick={() => update.mutate({ body: {} })}>
          {t.refresh}
        </Button>
      </DisabledReason>
      <DisabledReason why={why('segments.edit')}>
        <Button loading={add.isPending} onClick={() => add.mutate({ body: {} })}>
          {t.readyMade}
        </Button>
      </DisabledReason>
      <To href="/segments">{t.builder}</To>
    </>
  )
  return (
    <ListPage
      operation={segmentsApi.listSegments}
      hrefOf={(row) => `/segments/${row.id}`}
      actions={actions}
      empty={<Empty title={t.empty} />}
    />
  )
}
