import type { Day } from '@puhui/calendar'
import type { FactValue } from '@puhui/condition'

export interface IncomeQuestion {
  readonly name: string
  readonly residentId: string
  readonly asOf: Day
  /** The employer that was stated, to be told whether the wages come from there; null: not stated. */
  readonly employer?: string | null
}

/** Facts by their ids in the catalogue; nothing came back: `timedOut`, and all is unknown. */
export interface IncomeAnswer {
  readonly status: 'answered' | 'timedOut'
  readonly facts: Readonly<Record<string, FactValue>> | null
  readonly provider: string
  readonly isSimulated: boolean
  readonly priceFen: bigint
  readonly latencyMs: number
  readonly reference: string
}

/** Says what salary a bank has seen paid; asked only with consent. */
export interface IncomePort {
  verify(question: IncomeQuestion): Promise<IncomeAnswer>
}
