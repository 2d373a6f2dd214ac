import { assert } from '@puhui/kernel'
import { zOf } from './normal.ts'

export interface PowerPlan {
  /** Share that would answer without the campaign, between 0 and 1. */
  readonly baseRate: number
  readonly treated: number
  readonly control: number
  /** 0.95 unless told. */
  readonly confidence?: number
  /** Chance to see an effect that is there, 0.8 unless told. */
  readonly power?: number
}

/**
 * The smallest difference in rates that an experiment of this size would show: what to know before it begins.
 *
 * @returns absolute difference; null when an arm has fewer than two units
 * @source Cohen (1988), two proportions, equal variances under the base rate
 * @example detectable({ baseRate: 0.01, treated: 90_000, control: 10_000 }) // 0.00294
 */
export function detectable(plan: PowerPlan): number | null {
  const { baseRate, treated, control, confidence = 0.95, power = 0.8 } = plan
  assert(baseRate >= 0 && baseRate <= 1, 'a rate lies between 0 and 1', { baseRate })
  if (treated < 2 || control < 2) return null
  const spread = Math.sqrt(baseRate * (1 - baseRate) * (1 / treated + 1 / control))
  return (zOf(confidence) + zOf(2 * power - 1)) * spread
}
