import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { stringify } from '../../platform/db.ts'
import type { Acknowledgement, Signature } from './model.ts'

export type AgreementStatus = 'waiting' | 'signed' | 'declined' | 'lapsed' | 'void'

/** One instalment of either plan. Money is decimal text: it is kept as JSON. */
export interface AgreementLine {
  readonly number: number
  readonly dueOn: Day
  readonly principalFen: string
  readonly interestFen: string
  readonly feeFen: string
  readonly penaltyFen: string
  readonly dueFen: string
  readonly balanceFen: string
}

/** A plan as the paper shows it. */
export interface AgreementPlan {
  readonly annualRatePpm: string
  readonly count: number
  readonly nextFen: string
  readonly largestFen: string
  readonly dueNowFen: string
  readonly costFen: string
  readonly totalFen: string
  readonly lastDueOn: Day | null
  readonly lines: readonly AgreementLine[]
}

/** Everything of a supplementary agreement that is read and signed. */
export interface AgreementTerms {
  /** From when the new plan counts. */
  readonly valueOn: Day
  readonly reason: string
  readonly graceInstalments: number
  readonly arrears: 'kept' | 'carried'
  readonly before: AgreementPlan
  readonly after: AgreementPlan
  readonly differenceFen: string
  readonly cost: Localized
  readonly record: Localized
  readonly advice: string | null
}

/** A paper that changes the terms of a signed contract 补充协议. */
export interface Agreement {
  readonly id: string
  readonly number: string
  readonly contractId: string
  readonly loanId: string
  readonly customerId: string
  readonly requestId: string
  readonly status: AgreementStatus
  readonly terms: AgreementTerms
  readonly termsHash: string
  readonly eventSeq: number
  readonly preparedOn: Day
  readonly signBy: Day
  readonly createdAt: string
  readonly acknowledgement: Acknowledgement | null
  readonly signature: Signature | null
  readonly signedHow: 'online' | 'paper' | null
  readonly pdfSha256: string | null
  readonly signedAt: string | null
  readonly eventId: string | null
  readonly endedAt: string | null
  readonly endReason: string | null
}

/** One number for everything that stands on the paper, and whose it is. */
export function agreementHash(agreement: Pick<Agreement, 'id' | 'customerId' | 'loanId' | 'terms'>): string {
  const { id, customerId, loanId, terms } = agreement
  return createHash('sha256').update(stringify({ id, customerId, loanId, terms })).digest('hex')
}
