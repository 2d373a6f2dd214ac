import type { Day } from '@puhui/calendar'

/** Whose account is asked about, from the day after `after` up to and including `until`. */
export interface FeedRequest {
  readonly loanId: string
  readonly scene: string
  readonly paidOutFen: bigint
  readonly disbursedOn: Day
  readonly after: Day
  readonly until: Day
}

/** Money that left the account. `reference` is the bank's own name of the movement. */
export interface FeedMovement {
  readonly reference: string
  readonly movedOn: Day
  readonly amountFen: bigint
  readonly counterparty: string
  readonly note: string
}

/** Tells the movements of accounts to which loans were paid, where the borrower agreed in the contract. */
export interface AccountFeedPort {
  readonly provider: string
  readonly isSimulated: boolean
  /** Answers in the order of the requests. */
  movements(requests: readonly FeedRequest[]): Promise<FeedMovement[][]>
}
