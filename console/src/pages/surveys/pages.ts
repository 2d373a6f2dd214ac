import type { PageSpec } from '../../app/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/surveys',
    title: { zh: '问卷调查', en: 'Surveys' },
    permission: 'surveys.read',
    menu: { group: 'marketing', order: 5, icon: 'review' },
    load: () => import('./survey-list.tsx').then((m) => m.SurveyList),
  },
  {
    path: '/surveys/new',
    parent: '/surveys',
    title: { zh: '新建问卷', en: 'New survey' },
    permission: 'surveys.edit',
    load: () => import('./survey-editor.tsx').then((m) => m.NewSurvey),
  },
  {
    path: '/need-report',
    title: { zh: '需求报告', en: 'Need report' },
    permission: 'surveys.read',
    menu: { group: 'marketing', order: 6, icon: 'reports' },
    load: () => import('./need-report.tsx').then((m) => m.NeedReport),
  },
  {
    path: '/surveys/$surveyId',
    parent: '/surveys',
    title: { zh: '问卷档案', en: 'Survey file' },
    permission: 'surveys.read',
    load: () => import('./survey-file.tsx').then((m) => m.SurveyFile),
  },
]
