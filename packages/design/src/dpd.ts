import type { Locale } from '@puhui/kernel'
import type { Tone } from './tone.ts'

export interface DpdShown {
  readonly bucket: 'M0' | 'M1' | 'M2' | 'M3' | 'M4+'
  readonly label: string
  readonly tone: Tone
}

/**
 * Days past due, with their bucket of thirty days.
 *
 * @param days whole days, 0 or more
 * @source SPEC D6
 * @example showDpd(12, 'zh') // { bucket: 'M1', label: '逾期 12 天', tone: 'attention' }
 */
export function showDpd(days: number, locale: Locale): DpdShown {
  if (days <= 0) return { bucket: 'M0', label: locale === 'zh' ? '未逾期' : 'Current', tone: 'good' }
  const bucket = (['M1', 'M2', 'M3'] as const)[Math.ceil(days / 30) - 1] ?? 'M4+'
  const unit = days === 1 ? 'day' : 'days'
  const label = locale === 'zh' ? `逾期 ${days} 天` : `${days} ${unit} past due`
  return { bucket, label, tone: days > 30 ? 'bad' : 'attention' }
}
