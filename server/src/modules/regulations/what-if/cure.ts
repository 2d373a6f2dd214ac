import type { RulePack } from '@puhui/compliance'
import { mulDiv } from '@puhui/money'
import type { ProductTerms } from '@puhui/product'
import { breachesOf, type Limits } from './lawful.ts'
import { type PriceAsked, type Priced, type Pricer, rateWithin } from './price.ts'
import type { Measure, OfferRow, Scenario } from './types.ts'

export interface Surroundings {
  readonly price: Pricer
  readonly pack: RulePack
  readonly limits: Limits
  readonly scenario: Scenario
}

/** The offer with one of its sides brought within the limits; null when that leaves no lawful offer. */
export function cured(around: Surroundings, offer: OfferRow, terms: ProductTerms, measure: Measure): Cured | null {
  if (measure === 'withdraw') return null
  let asked: PriceAsked = { ...offer, terms }
  const wants = (one: Measure) => measure === one || measure === 'combined'
  if (wants('shortenTerm')) asked = { ...asked, termMonths: shorter(asked, around.limits) }
  if (wants('lowerRate')) {
    const ratePpm = rateWithin(around.price, asked, around.limits.capPpm)
    if (ratePpm === null) return null
    const isDearer = around.price(asked).costPpm > around.limits.capPpm
    asked = { ...asked, ratePpm: isDearer ? ratePpm : asked.ratePpm }
  }
  if (wants('lowerAmount')) {
    const amountFen = smaller(around, offer, asked)
    if (amountFen === null) return null
    asked = { ...asked, amountFen }
  }
  const priced = around.price(asked)
  return isLawful(around, offer, asked, priced) ? { asked, priced } : null
}

export interface Cured {
  readonly asked: PriceAsked
  readonly priced: Priced
}

/** The longest term on offer within the limit; its own when there is none or it is short enough. */
function shorter({ terms, termMonths }: PriceAsked, { months }: Limits): number {
  const within = terms.termMonths.filter((one) => one <= months && one <= termMonths)
  return within.length === 0 ? termMonths : Math.max(...within)
}

/** The most that the balance and the burden leave, in steps of the product; null below its smallest amount. */
function smaller({ price, limits }: Surroundings, offer: OfferRow, asked: PriceAsked): bigint | null {
  const { min, step } = asked.terms.amountFen
  const { amountFen } = asked
  const left = limits.balanceFen === null ? amountFen : limits.balanceFen - offer.owedFen
  const affordable = affordableFen(price(asked).monthlyFen, offer, asked.amountFen, limits)
  const most = [amountFen, left, affordable].reduce((a, b) => (a < b ? a : b))
  return most < min ? null : min + ((most - min) / step) * step
}

function affordableFen(monthlyFen: bigint, offer: OfferRow, amountFen: bigint, { burdenPpm }: Limits): bigint {
  if (offer.incomeFen === null || monthlyFen === 0n) return amountFen
  const room = mulDiv(offer.incomeFen, burdenPpm, 1_000_000n, 'floor') - offer.otherDueFen
  return room <= 0n ? 0n : mulDiv(amountFen, room, monthlyFen, 'floor')
}

function isLawful({ pack, scenario }: Surroundings, offer: OfferRow, asked: PriceAsked, priced: Priced): boolean {
  const { termMonths, amountFen, method } = asked
  const monthlyDueFen = offer.otherDueFen + priced.monthlyFen
  const judged = { costPpm: priced.costPpm, termMonths, method, amountFen, monthlyDueFen }
  const { owedFen, incomeFen } = offer
  return breachesOf(pack, scenario.effectiveOn, { ...judged, owedFen, incomeFen }).length === 0
}
