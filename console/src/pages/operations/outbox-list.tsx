import { systemApi } from '@puhui/api'
import { call, problemOf } from '../../api/call.ts'
import { refresh } from '../../api/hooks.ts'
import { operationsText } from '../../i18n/operations.ts'
import { useText } from '../../i18n/text.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'

export function OutboxList() {
  const t = useText(operationsText)
  return (
    <ListPage
      operation={systemApi.listOutbox}
      cells={{ text: (row) => <span className="wrap">{row.text}</span> }}
      bulk={[{ key: 'resend', label: t.resend, permission: 'outbox.manage', run: resend }]}
      empty={<Empty title={t.noMessages} />}
    />
  )
}

async function resend(ids: readonly string[]) {
  const failed: { row: string; reason: string }[] = []
  for (const messageId of ids) {
    try {
      await call(systemApi.retryMessage, { params: { messageId } })
    } catch (error) {
      failed.push({ row: messageId, reason: problemOf(error)?.title ?? String(error) })
    }
  }
  await refresh([systemApi.listOutbox.id])
  return { done: ids.length - failed.length, failed }
}
