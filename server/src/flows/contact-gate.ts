import { CAREFUL_RULES, type ContactRefusal, type ContactVerdict, isQuiet, mayContact } from '@puhui/contact'
import type { Arm, CampaignRow } from '../modules/campaigns/index.ts'
import { type Instant, later } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { contactSituations } from './contact-situations.ts'

export interface GatedMember {
  readonly customerId: string
  readonly arm: Arm
  readonly verdict: ContactVerdict
  /** Nothing but the draw or the hour stands against it: the people over whom an effect is measured. */
  readonly isEligible: boolean
}

const NOT_OF_THE_PERSON: ReadonlySet<ContactRefusal> = new Set(['contact.held_out', 'contact.quiet_hours'])
const SHANGHAI_MINUTES = 8 * 60
const DAY_MINUTES = 24 * 60

/** Asks the gate for people of a campaign as they stand now; the held-out are asked as well. */
export async function gateMembers(
  ctx: Pick<ReadContext, 'db' | 'clock'>,
  campaign: Pick<CampaignRow, 'kind' | 'channel' | 'offered_fen'>,
  members: readonly { readonly customerId: string; readonly arm: Arm }[],
): Promise<readonly GatedMember[]> {
  const ids = members.map(({ customerId }) => customerId)
  const situations = await contactSituations(ctx, ids, campaign.channel)
  const { kind, channel, offered_fen: offeredFen } = campaign
  const asked = { kind, channel, offeredFen, isPersonalised: true, localMinutes: localMinutes(ctx) }
  return members.map(({ customerId, arm }) => {
    const verdict = mayContact({ ...asked, arm }, situations.get(customerId)!, CAREFUL_RULES)
    const isEligible = verdict.all.every((refusal) => NOT_OF_THE_PERSON.has(refusal))
    return { customerId, arm, verdict, isEligible }
  })
}

function localMinutes({ clock }: Pick<ReadContext, 'clock'>): number {
  const minutes = Math.floor(Date.parse(clock.now()) / 60_000) + SHANGHAI_MINUTES
  return ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
}

const MINUTE_MS = 60_000
const PERMIT_MS = 15 * MINUTE_MS

/** How long a message that is written now may leave: a quarter of an hour, and never into the quiet hours. */
export function permitEnd(ctx: Pick<ReadContext, 'clock'>): Instant {
  const now = ctx.clock.now()
  const untilQuiet = (CAREFUL_RULES.quiet.from - localMinutes(ctx) + DAY_MINUTES) % DAY_MINUTES
  const left = untilQuiet * MINUTE_MS - (Date.parse(now) % MINUTE_MS)
  return later(now, Math.min(PERMIT_MS, left))
}

/** Whether messages go out at this hour at all. */
export function isQuietNow(ctx: Pick<ReadContext, 'clock'>): boolean {
  return isQuiet(localMinutes(ctx), CAREFUL_RULES.quiet)
}
