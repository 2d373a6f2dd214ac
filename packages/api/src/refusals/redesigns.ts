import type { RefusalTexts } from './entry.ts'

/** What-ifs of a product's limit and rate, and what follows from them. */
export const redesignRefusals = {
  'redesigns.not_found': { status: 404, zh: '没有这次测算', en: 'No such what-if' },
  'redesigns.nothing_changes': {
    status: 422,
    zh: '额度与利率都没有变化',
    en: 'Neither a limit nor a rate of the product changes',
  },
  'redesigns.rate_below_zero': { status: 422, zh: '调整后利率低于零', en: 'A rate would fall below zero' },
  'redesigns.already_applied': { status: 409, zh: '该测算已提交版本', en: 'A version was handed in already' },
  'redesigns.not_in_force': {
    status: 409,
    zh: '新版本尚未生效',
    en: 'The new version is not in force yet',
  },
} as const satisfies RefusalTexts
