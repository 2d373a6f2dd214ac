import type { Need, Person } from './person.ts'
import { streamOf } from './random.ts'

/** A campaign as far as people feel it. */
export interface CampaignAppeal {
  readonly id: string
  /** What the offer is for; people with this need are moved more. */
  readonly need: Need
  /** How strong the message is: 1 is usual, 0 moves nobody. */
  readonly strength: number
}

/** What one person would do in both worlds; the difference is the individual effect, which no lender ever sees. */
export interface PotentialResponse {
  readonly withoutContact: boolean
  readonly withContact: boolean
  /** The chances behind them. */
  readonly chanceWithout: number
  readonly chanceWith: number
}

const BASE = 0.04
const LIFT = 0.05

/**
 * Whether a person answers a campaign by applying, contacted and not contacted, from one draw for both worlds.
 *
 * The tolerant and the needy are moved most; whoever dislikes being called is put off by a contact.
 *
 * @source SPEC C1–C3
 * @example responseOf(person, { id: 'spring', need: 'travel', strength: 1 }).withContact
 */
export function responseOf(person: Person, appeal: CampaignAppeal): PotentialResponse {
  const stream = streamOf(person.lifeSeed, 'campaign', appeal.id)
  const hasNeed = person.need === appeal.need
  const chanceWithout = within(BASE * (hasNeed ? 2 : 1) * (0.5 + person.hidden.riskTolerance))
  const taste = streamOf(person.lifeSeed, 'taste').normal()
  const lift = appeal.strength * LIFT * (hasNeed ? 1.8 : 0.5) * (0.8 + 0.5 * taste)
  const chanceWith = within(chanceWithout + lift)
  const draw = stream.unit()
  return { withoutContact: draw < chanceWithout, withContact: draw < chanceWith, chanceWithout, chanceWith }
}

const within = (chance: number): number => Math.min(0.95, Math.max(0.002, chance))
