import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { Settlement } from './places.ts'

export type Sex = 'male' | 'female'
export type Education =
  | 'primary'
  | 'junior-high'
  | 'senior-high'
  | 'vocational'
  | 'college'
  | 'bachelor'
  | 'postgraduate'
export type Occupation =
  | 'factory-worker'
  | 'courier-driver'
  | 'service-worker'
  | 'shopkeeper'
  | 'farmer'
  | 'migrant-worker'
  | 'teacher'
  | 'nurse-doctor'
  | 'civil-servant'
  | 'office-worker'
  | 'engineer'
  | 'manager'
export type HomeOwnership = 'own' | 'mortgage' | 'rent' | 'family'
export type Need =
  | 'education'
  | 'medical'
  | 'travel'
  | 'appliances'
  | 'home-decoration'
  | 'daily-use'
  | 'rural-production'
  | 'wedding'
export type Channel = 'h5' | 'branch' | 'village-station'

export interface Address {
  readonly province: string
  readonly city: string
  readonly county: string
  /** Street, town or village and the number. */
  readonly line: string
  /** The six-digit region code of the county or district. */
  readonly regionCode: string
  /** 1 is the largest cities, 5 the county towns and villages. */
  readonly cityTier: 1 | 2 | 3 | 4 | 5
  readonly settlement: Settlement
}

/** What a credit bureau would answer. A thin file has no history and no loans behind it. */
export interface BureauFacts {
  readonly isThinFile: boolean
  readonly historyMonths: number
  readonly delinquencies24m: number
  readonly inquiries12m: number
  /** Share of revolving limits in use, ppm. */
  readonly utilisationPpm: bigint
  readonly openAccounts: number
}

/** What the person says that is not so. */
export interface Honesty {
  /** Stated income ÷ true income, ppm; 1_000_000 is the truth. */
  readonly incomeInflationPpm: bigint
  readonly isIdForged: boolean
  /** Several persons on one device; null when the device is their own. */
  readonly sharedDeviceId: string | null
}

/** What no lender sees. Shares from 0 to 1. */
export interface Hidden {
  readonly ability: number
  readonly willingness: number
  /** How well the account is stocked on the due date. */
  readonly accountDiscipline: number
  readonly riskTolerance: number
}

/** One inhabitant of the synthetic market. Nobody real; every identifier is made up and passes its check. */
export interface Person {
  readonly index: number
  /** `S-000123`, the index in words that a person can quote. */
  readonly personId: string
  /** The root of everything that happens to this person; independent of all others. */
  readonly lifeSeed: string
  readonly name: string
  readonly sex: Sex
  readonly bornOn: Day
  readonly residentId: string
  readonly mobile: string
  readonly email: string | null
  readonly bankCard: string
  readonly bankCode: string
  readonly deviceId: string
  readonly address: Address
  readonly education: Education
  readonly occupation: Occupation
  readonly employer: string
  readonly employedMonths: number
  readonly monthlyIncomeFen: Fen
  readonly statedMonthlyIncomeFen: Fen
  readonly otherMonthlyDebtFen: Fen
  readonly home: HomeOwnership
  readonly isMarried: boolean
  readonly dependants: number
  readonly need: Need
  readonly channel: Channel
  readonly bureau: BureauFacts
  readonly honesty: Honesty
  readonly hidden: Hidden
}
