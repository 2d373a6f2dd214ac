import type { OutputOf, segmentsApi } from '@puhui/api'
import { factById } from '../modules/profiles/index.ts'
import { ask, sentenceOf, treeOf } from '../modules/segments/index.ts'
import type { ReadContext } from '../platform/context.ts'

/** What behaviour is compared by, all from transactions; amounts are cut at whole ten yuan. */
const FACTS = [
  { factId: 'spendMonthly', step: 1_000 },
  { factId: 'averageTicket', step: 1_000 },
  { factId: 'purchases90d', step: 1 },
  { factId: 'recencyDays', step: 1 },
]
const KNOWN = FACTS.map(({ factId }) => `${factId} is known`).join(' and ')

/** Groups of customers who spend alike, each a condition in words; the same customers give the same groups. */
export async function clustersOf(
  ctx: ReadContext,
  groups: number,
): Promise<OutputOf<typeof segmentsApi.behaviourClusters>> {
  const bounds = await ask(ctx, { kind: 'clusters', facts: FACTS, groups })
  const texts = bounds.map((each) =>
    [...each.flatMap(endsOf), ...restKnown(each.map(({ factId }) => factId))].join(' and '),
  )
  const parts = texts.map((text, at) => ({ id: String(at), when: treeOf(text) }))
  const sums = FACTS.slice(0, 3).map(({ factId }) => factId)
  const tallies = await ask(ctx, { kind: 'breakdown', condition: treeOf(KNOWN), parts, sums })
  const average = ({ sum, known }: { readonly sum: number; readonly known: number }) => (known === 0 ? 0 : sum / known)
  const clusters = tallies.map(({ count, measures }, at) => ({
    text: texts[at]!,
    sentence: sentenceOf(parts[at]!.when),
    count,
    spendAverageFen: String(Math.round(average(measures[0]!))),
    ticketAverageFen: String(Math.round(average(measures[1]!))),
    purchasesAverage: Math.round(average(measures[2]!) * 10) / 10,
  }))
  return {
    known: clusters.reduce((sum, { count }) => sum + count, 0),
    clusters: clusters.sort((a, b) => b.count - a.count),
  }
}

function endsOf({
  factId,
  from,
  below,
}: {
  readonly factId: string
  readonly from: number | null
  readonly below: number | null
}): string[] {
  const unit = factById.get(factId)?.type === 'money' ? 100 : 1
  return [
    from === null ? [] : [`${factId} >= ${from / unit}`],
    below === null ? [] : [`${factId} < ${below / unit}`],
  ].flat()
}

/** A group without a bound on a fact still needs the fact: nobody is alike in what is not known. */
function restKnown(bounded: readonly string[]): string[] {
  return FACTS.filter(({ factId }) => !bounded.includes(factId)).map(({ factId }) => `${factId} is known`)
}
