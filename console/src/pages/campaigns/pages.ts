import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/campaigns',
    title: { zh: '营销活动', en: 'Campaigns' },
    permission: 'campaigns.read',
    menu: { group: 'marketing', order: 4, icon: 'outbox' },
    load: () => import('./campaign-list.tsx').then((m) => m.CampaignList),
  },
  {
    path: '/campaigns/new',
    parent: '/campaigns',
    title: { zh: '新建营销活动', en: 'New campaign' },
    permission: 'campaigns.edit',
    load: () => import('./campaign-editor.tsx').then((m) => m.NewCampaign),
  },
  {
    path: '/campaigns/channels',
    parent: '/campaigns',
    title: { zh: '渠道效果', en: 'Channel effect' },
    permission: 'reports.read',
    load: () => import('./channel-effect.tsx').then((m) => m.ChannelEffect),
  },
  {
    path: '/campaigns/$campaignId',
    parent: '/campaigns',
    title: { zh: '活动档案', en: 'Campaign file' },
    permission: 'campaigns.read',
    load: () => import('./campaign-file.tsx').then((m) => m.CampaignFile),
  },
  {
    path: '/campaigns/$campaignId/tasks',
    parent: '/campaigns',
    title: { zh: '网点任务单', en: 'Branch tasks' },
    permission: 'campaigns.read',
    load: () => import('./task-sheet.tsx').then((m) => m.TaskSheet),
  },
]
