import type { Day } from '@puhui/calendar'
import type { SourceAnswer } from '../../modules/sources/index.ts'

export interface IncomeQuestion {
  readonly name: string
  readonly residentId: string
  readonly asOf: Day
}

/** Says what salary a bank has seen paid; asked only with consent. */
export interface IncomePort {
  verify(question: IncomeQuestion): Promise<SourceAnswer>
}
