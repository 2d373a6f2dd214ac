import type { FactRecord, FactValue } from '@puhui/condition'
import { type Localized, ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import type { RepaymentMethod, SceneCode } from '@puhui/product'

export type ApplicationStatus =
  | 'draft'
  | 'submitted'
  | 'referred'
  | 'moreData'
  | 'approved'
  | 'declined'
  | 'contracted'
  | 'disbursed'
  | 'withdrawn'
  | 'expired'
export type Outcome = 'approve' | 'refer' | 'decline' | 'moreData'
export type Channel = 'h5' | 'branch' | 'village' | 'partner' | 'import'

/** What the borrower did and when, for the count of steps and the time to a decision (APP-02). */
export interface Step {
  readonly step: string
  readonly at: string
}

/** Facts that one source gave at one time: money in fen, rates in ppm, `null` is unknown. */
export interface FactGroup {
  readonly source: Localized
  readonly at: string | null
  readonly isVerified: boolean
  readonly isSimulated: boolean
  readonly values: Readonly<Record<string, string | number | boolean | null>>
}

export interface Application {
  readonly id: string
  readonly customerId: string
  readonly productCode: string
  readonly productVersionId: string
  readonly channel: Channel
  readonly purpose: string
  readonly purposeNote: string | null
  readonly scene: SceneCode
  /** Who is paid in the place of the borrower. */
  readonly merchantId: string | null
  readonly requestedFen: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
  readonly status: ApplicationStatus
  readonly outcome: Outcome | null
  readonly principalReason: Localized | null
  readonly grade: string | null
  readonly scorePoints: number | null
  readonly approvedFen: bigint | null
  readonly annualRatePpm: bigint | null
  readonly decisionId: string | null
  readonly contractId: string | null
  readonly loanId: string | null
  readonly importId: string | null
  readonly facts: readonly FactGroup[] | null
  readonly steps: readonly Step[]
  readonly createdBy: string
  readonly createdAt: string
  readonly decidedAt: string | null
}

/** What can be done to an application. */
export type Command =
  | 'submit'
  | 'approve'
  | 'decline'
  | 'refer'
  | 'askData'
  | 'askReview'
  | 'contract'
  | 'voidContract'
  | 'disburse'
  | 'withdraw'
  | 'expire'

/** From where each command may start and where it leads; what is not here is an illegal jump (APP-01). */
const STEPS: Readonly<
  Record<Command, { readonly from: readonly ApplicationStatus[]; readonly to: ApplicationStatus }>
> = {
  submit: { from: ['draft', 'moreData'], to: 'submitted' },
  approve: { from: ['submitted', 'referred'], to: 'approved' },
  decline: { from: ['submitted', 'referred', 'moreData'], to: 'declined' },
  refer: { from: ['submitted'], to: 'referred' },
  askData: { from: ['submitted', 'referred'], to: 'moreData' },
  askReview: { from: ['declined'], to: 'referred' },
  contract: { from: ['approved'], to: 'contracted' },
  voidContract: { from: ['contracted'], to: 'approved' },
  disburse: { from: ['contracted'], to: 'disbursed' },
  withdraw: { from: ['draft', 'submitted', 'referred', 'moreData', 'approved'], to: 'withdrawn' },
  expire: { from: ['draft', 'moreData', 'approved'], to: 'expired' },
}

export type IllegalStep = Refusal<'applications.illegal_step'> & { readonly status: string; readonly command: Command }

/**
 * Where a command leads from a state.
 *
 * @refuses applications.illegal_step
 * @example decideStep('disbursed', 'withdraw') // { ok: false, error: { code: 'applications.illegal_step', … } }
 */
export function decideStep(status: ApplicationStatus, command: Command): Result<ApplicationStatus, IllegalStep> {
  const { from, to } = STEPS[command]
  return from.includes(status) ? ok(to) : refuse({ code: 'applications.illegal_step', status, command })
}

/** The command that takes an outcome of a decision into the application. */
export const COMMAND_OF: Readonly<Record<Outcome, Command>> = {
  approve: 'approve',
  refer: 'refer',
  decline: 'decline',
  moreData: 'askData',
}

/** A value of a fact as JSON keeps it: fen and ppm are whole numbers far below 2^53. */
export function storedValue(value: FactValue): string | number | boolean | null {
  return typeof value === 'bigint' ? Number(value) : (value ?? null)
}

/** All facts of a snapshot as one record; a later source has the last word. */
export function factsOf(groups: readonly FactGroup[]): FactRecord {
  return Object.assign({}, ...groups.map(({ values }) => values))
}

/** A group from plain values; what is unknown is kept as `null`, never left out. */
export function factGroup(about: Omit<FactGroup, 'values'>, values: Readonly<Record<string, FactValue>>): FactGroup {
  return { ...about, values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, storedValue(value)])) }
}
