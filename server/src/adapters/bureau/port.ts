import type { Day } from '@puhui/calendar'
import type { FactValue } from '@puhui/condition'

/** What a bureau is asked, and under which version of the consent. */
export interface BureauQuestion {
  readonly name: string
  readonly residentId: string
  readonly asOf: Day
  readonly consentVersion: number
}

/** Facts by their ids in the catalogue; money in fen, rates in ppm. Nothing came back: `timedOut`, and all is unknown. */
export interface BureauAnswer {
  readonly status: 'answered' | 'timedOut'
  readonly facts: Readonly<Record<string, FactValue>> | null
  readonly provider: string
  readonly isSimulated: boolean
  readonly priceFen: bigint
  readonly latencyMs: number
  readonly reference: string
}

/** Answers what is known of a person's credit elsewhere. */
export interface BureauPort {
  query(question: BureauQuestion): Promise<BureauAnswer>
}
