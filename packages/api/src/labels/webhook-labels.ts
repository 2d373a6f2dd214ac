import { eventLabels } from '@puhui/events'

/** Receivers, deliveries and attempts of webhooks. */
export const webhookLabels = {
  webhookStatus: {
    active: { zh: '启用', en: 'Active' },
    paused: { zh: '已停用', en: 'Paused' },
    suspended: { zh: '失败过多，已暂停', en: 'Suspended after failures' },
  },
  deliveryStatus: {
    queued: { zh: '待投递', en: 'Waiting' },
    sent: { zh: '已接收', en: 'Taken' },
    failed: { zh: '未能投递', en: 'Not taken' },
  },
  attemptWhy: {
    first: { zh: '首次', en: 'First' },
    retry: { zh: '重试', en: 'Retry' },
    replay: { zh: '人工重投', en: 'By hand' },
  },
  webhookEvent: eventLabels,
} as const
