import { campaignsApi } from '@puhui/api'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { campaignsText } from '../../i18n/campaigns.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Empty } from '../../ui/states.tsx'
import { To, useGo } from '../../ui/to.tsx'
import { ImportFinished } from './import-finished.tsx'

export function CampaignList() {
  const t = useText(campaignsText)
  const why = useWhyNot()
  const go = useGo()
  const [isImporting, setImporting] = useState(false)
  return (
    <>
      <ListPage
        operation={campaignsApi.listCampaigns}
        hrefOf={(row) => `/campaigns/${row.id}`}
        actions={
          <>
            <To href="/campaigns/channels">{t.channels}</To>
            <DisabledReason why={why('campaigns.edit')}>
              <Button onClick={() => setImporting(true)}>{t.importFinished}</Button>
            </DisabledReason>
            <DisabledReason why={why('campaigns.edit')}>
              <Button type="primary" onClick={() => go('/campaigns/new')}>
                {t.fresh}
              </Button>
            </DisabledReason>
          </>
        }
        empty={<Empty title={t.none}>{t.noneHint}</Empty>}
      />
      <Modal
        open={isImporting}
        title={t.importFinished}
        footer={null}
        onCancel={() => setImporting(false)}
        destroyOnHidden
      >
        <ImportFinished onDone={() => setImporting(false)} />
      </Modal>
    </>
  )
}
