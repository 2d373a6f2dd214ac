import { regulationsApi } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { regulationsText } from '../../i18n/regulations.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Empty } from '../../ui/states.tsx'
import { useGo } from '../../ui/to.tsx'
import { RegulationForm } from './regulation-form.tsx'

/** What binds the lender and what is coming, the latest day first. */
export function RegulationList() {
  const t = useText(regulationsText)
  const whyNot = useWhyNot()
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  const enter = (
    <DisabledReason why={whyNot('regulations.edit')}>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t.enter}
      </Button>
    </DisabledReason>
  )
  return (
    <>
      <ListPage
        operation={regulationsApi.listRegulations}
        hrefOf={(row) => `/regulations/${row.id}`}
        actions={enter}
        empty={<Empty title={t.none} />}
      />
      {isOpen && <RegulationForm onClose={() => setOpen(false)} onEntered={(id) => go(`/regulations/${id}`)} />}
    </>
  )
}
