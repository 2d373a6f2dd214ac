import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/webhooks',
    title: { zh: 'Webhook', en: 'Webhooks' },
    permission: 'webhooks.read',
    menu: { group: 'operations', order: 4, icon: 'export' },
    load: () => import('./endpoint-list.tsx').then((m) => m.EndpointList),
  },
  {
    path: '/webhooks/$endpointId',
    parent: '/webhooks',
    title: { zh: '接收方', en: 'Endpoint' },
    permission: 'webhooks.read',
    load: () => import('./endpoint-file.tsx').then((m) => m.EndpointFile),
  },
  {
    path: '/webhook-deliveries',
    title: { zh: 'Webhook 投递', en: 'Webhook deliveries' },
    permission: 'webhooks.read',
    menu: { group: 'operations', order: 5, icon: 'outbox' },
    load: () => import('./delivery-list.tsx').then((m) => m.DeliveryList),
  },
  {
    path: '/webhook-deliveries/$deliveryId',
    parent: '/webhook-deliveries',
    title: { zh: '投递详情', en: 'Delivery' },
    permission: 'webhooks.read',
    load: () => import('./delivery-file.tsx').then((m) => m.DeliveryFile),
  },
]
