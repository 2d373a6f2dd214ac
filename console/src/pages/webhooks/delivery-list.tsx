import { webhooksApi } from '@puhui/api'
import { useText } from '../../i18n/text.ts'
import { webhooksText } from '../../i18n/webhooks.ts'
import { ListPage } from '../../list/list-page.tsx'
import { Empty } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'

/** What was told to whom, and how it ended. */
export function DeliveryList() {
  const t = useText(webhooksText)
  return (
    <ListPage
      operation={webhooksApi.listDeliveries}
      hrefOf={({ id }) => `/webhook-deliveries/${id}`}
      cells={{ endpoint: ({ endpoint, endpointId }) => <To href={`/webhooks/${endpointId}`}>{endpoint}</To> }}
      empty={<Empty title={t.noDeliveries} />}
    />
  )
}
