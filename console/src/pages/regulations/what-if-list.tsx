import { regulationsApi } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { regulationsText } from '../../i18n/regulations.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Empty } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'
import { WhatIfForm } from './what-if-form.tsx'

/** What was worked out about changes of the rules. */
export function WhatIfList() {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ListPage
        operation={regulationsApi.listWhatIfs}
        hrefOf={(row) => `/what-ifs/${row.id}`}
        actions={
          <DisabledReason why={whyNot('regulations.edit')}>
            <Button type="primary" onClick={() => setOpen(true)}>
              {t.newWhatIf}
            </Button>
          </DisabledReason>
        }
        empty={<Empty title={t.noWhatIfs} about={t.whatIfAbout} />}
      />
      {isOpen && <WhatIfForm onClose={() => setOpen(false)} onStarted={(id) => go(`/what-ifs/${id}`)} />}
    </>
  )
}
