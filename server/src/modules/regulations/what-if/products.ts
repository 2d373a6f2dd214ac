import type { RulePack } from '@puhui/compliance'
import { BULLET_MONTHS_MAX, type ProductTerms } from '@puhui/product'
import { breachesOf } from './lawful.ts'
import type { Pricer } from './price.ts'
import type { Breach, Frame, VersionTerms } from './types.ts'

/** What the numbers do to a product on sale: every grade, term and method, at its smallest and its largest amount. */
export interface ProductEffect {
  readonly version: VersionTerms
  readonly offers: number
  readonly refused: number
  readonly dearestCostPpm: bigint
  readonly reasons: readonly Breach[]
}

/** The effect on every version on sale. A bullet is only on offer up to a year, as quotes have it. */
export function productEffects(
  { versions, scenario }: Pick<Frame, 'versions' | 'scenario'>,
  price: Pricer,
  { before, pack }: { readonly before: RulePack; readonly pack: RulePack },
): ProductEffect[] {
  return versions
    .filter(({ isOnSale }) => isOnSale)
    .map((version) => {
      const reasons = new Set<Breach>()
      let [offers, refused, dearestCostPpm] = [0, 0, 0n]
      for (const asked of onOffer(version.terms)) {
        const { costPpm } = price({ versionId: version.id, terms: version.terms, ...asked })
        const judged = { ...asked, costPpm, owedFen: 0n, incomeFen: null, monthlyDueFen: 0n }
        const stopped = breachesOf(pack, scenario.effectiveOn, judged)
        offers += 1
        if (costPpm > dearestCostPpm) dearestCostPpm = costPpm
        if (stopped.length === 0 || breachesOf(before, scenario.effectiveOn, judged).length > 0) continue
        refused += 1
        for (const reason of stopped) reasons.add(reason)
      }
      return { version, offers, refused, dearestCostPpm, reasons: [...reasons] }
    })
}

function onOffer({ prices, methods, termMonths, amountFen }: ProductTerms) {
  return prices.flatMap(({ annualRatePpm }) =>
    methods.flatMap((method) =>
      termMonths
        .filter((months) => method !== 'bullet' || months <= BULLET_MONTHS_MAX)
        .flatMap((months) =>
          [...new Set([amountFen.min, amountFen.max])].map((amount) => ({
            ratePpm: annualRatePpm,
            method,
            termMonths: months,
            amountFen: amount,
          })),
        ),
    ),
  )
}
