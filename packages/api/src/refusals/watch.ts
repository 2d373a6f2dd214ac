import type { RefusalTexts } from './entry.ts'

export const watchRefusals = {
  'watch.alert_not_found': { status: 404, zh: '没有待处理的这条预警', en: 'No such alert waits' },
} as const satisfies RefusalTexts
