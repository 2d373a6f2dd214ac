import type { Localized } from '@puhui/kernel'

/**
 * What is told before somebody answers, so that keeping the answers with the name is a choice made knowing; a new text
 * is a new version.
 *
 * @source 个人信息保护法 arts. 14, 15, 17
 */
export const NOTICE: { readonly version: number; readonly text: Localized } = {
  version: 1,
  text: {
    zh:
      '作答自愿，可不作答。目的：了解需求、改进产品与服务。默认不记录您是谁，只保留年龄段、省份、城市层级用于分组统计，' +
      '少于5人的分组不显示。仅当您勾选同意，答案才与您的资料关联，用于了解您的需求；可随时在“我的资料与标签”撤回，撤回后立即与您脱离。' +
      '作答与否、答案内容不影响您的借款审批。',
    en:
      'Answering is up to you. It helps us learn what is needed and do better. We do not keep who you are; only age band, ' +
      'province and city tier, for counts by group, never shown for fewer than five people. Only if you tick the box are the ' +
      'answers kept with your data, to know your needs; you can take that back at any time under “My data and tags”, at once. ' +
      'Neither answering nor what you answer has any part in a credit decision.',
  },
}
