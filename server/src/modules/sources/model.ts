import type { PurposeId } from '@puhui/compliance'
import type { FactValue } from '@puhui/condition'

export type SourceName = 'bureau' | 'income' | 'device' | 'ownership'

/** Facts by their ids in the catalogue; after a time-out there are none, and all of the source is unknown. */
export interface SourceAnswer {
  readonly status: 'answered' | 'timedOut'
  readonly facts: Readonly<Record<string, FactValue>> | null
  readonly provider: string
  readonly isSimulated: boolean
  readonly priceFen: bigint
  readonly latencyMs: number
  readonly reference: string
}

export interface SourceRule {
  readonly purpose: PurposeId
  /** How long an answer serves. */
  readonly goodHours: number
  readonly timeoutMs: number
}

export const SOURCE_RULES: Readonly<Record<SourceName, SourceRule>> = {
  bureau: { purpose: 'bureau-query', goodHours: 24, timeoutMs: 8_000 },
  income: { purpose: 'income-verification', goodHours: 30 * 24, timeoutMs: 5_000 },
  device: { purpose: 'device-check', goodHours: 24, timeoutMs: 2_000 },
  ownership: { purpose: 'bank-account', goodHours: 30 * 24, timeoutMs: 3_000 },
}

/** What stands when a provider has not answered in time: it costs nothing and says nothing. */
export function silence(provider: string, latencyMs: number): SourceAnswer {
  const common = { provider, latencyMs, reference: '', isSimulated: false }
  return { ...common, status: 'timedOut', facts: null, priceFen: 0n }
}
