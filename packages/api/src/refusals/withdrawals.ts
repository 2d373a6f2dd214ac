import type { RefusalEntry } from './entry.ts'

export const withdrawalRefusals = {
  'policies.version_withdrawn': {
    status: 409,
    zh: '该版本已被撤回',
    en: 'This version has been withdrawn',
    help: {
      zh: '要再次使用其内容，请以它为底稿新建草稿并发布。',
      en: 'To use what it says again, release a draft based on it.',
    },
  },
  'policies.last_version': {
    status: 409,
    zh: '撤回后没有其他版本可以决策',
    en: 'Without it no version would decide',
    help: { zh: '请先发布一个在该日之前生效的版本。', en: 'Release a version first that is in force by that day.' },
  },
  'products.not_released': { status: 409, zh: '只能撤回已发布的版本', en: 'Only a released version can be withdrawn' },
  'products.version_withdrawn': {
    status: 409,
    zh: '该版本已撤回生效',
    en: 'The withdrawal of this version has taken effect',
  },
} as const satisfies Readonly<Record<string, RefusalEntry>>
