import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/imports',
    title: { zh: '导入', en: 'Import' },
    permission: 'applications.import',
    menu: { group: 'applications', order: 3, icon: 'import' },
    load: () => import('./import-list.tsx').then((m) => m.ImportList),
    tour: [
      {
        target: '[data-part="drop"]',
        title: { zh: '上传文件', en: 'Upload a file' },
        about: {
          zh: '把 CSV 拖到这里；先试运行，不会写入任何数据。',
          en: 'Drop a CSV here; a dry run comes first and writes nothing.',
        },
      },
    ],
  },
  {
    path: '/imports/$importId',
    parent: '/imports',
    title: { zh: '导入详情', en: 'An import' },
    permission: 'applications.import',
    load: () => import('./import-file.tsx').then((m) => m.ImportFile),
  },
]
