import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/segments',
    title: { zh: '客群构建', en: 'Segment builder' },
    permission: 'segments.read',
    menu: { group: 'marketing', order: 1, icon: 'chart' },
    load: () => import('./builder.tsx').then((m) => m.SegmentBuilder),
  },
  {
    path: '/segments/list',
    title: { zh: '客群列表', en: 'Segments' },
    permission: 'segments.read',
    menu: { group: 'marketing', order: 2, icon: 'columns' },
    load: () => import('./segment-list.tsx').then((m) => m.SegmentList),
  },
  {
    path: '/segments/overlap',
    parent: '/segments/list',
    title: { zh: '客群重合', en: 'Overlap of segments' },
    permission: 'segments.read',
    load: () => import('./overlap.tsx').then((m) => m.Overlap),
  },
  {
    path: '/segments/clusters',
    parent: '/segments/list',
    title: { zh: '行为聚类', en: 'Clusters of behaviour' },
    permission: 'segments.read',
    load: () => import('./clusters.tsx').then((m) => m.Clusters),
  },
  {
    path: '/segments/distribution',
    title: { zh: '客户分布', en: 'Distribution of customers' },
    permission: 'segments.read',
    menu: { group: 'marketing', order: 3, icon: 'table' },
    load: () => import('./distribution.tsx').then((m) => m.Distribution),
  },
  {
    path: '/segments/$segmentId',
    parent: '/segments/list',
    title: { zh: '客群档案', en: 'Segment file' },
    permission: 'segments.read',
    load: () => import('./segment-file.tsx').then((m) => m.SegmentFile),
  },
]
