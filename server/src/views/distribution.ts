import type { OutputOf, profilesApi } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { factById, settingOf } from '../modules/profiles/index.ts'
import { ask, treeOf } from '../modules/segments/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { type PlaceQuery, tiersOf } from './place-filter.ts'
import { groupLabel, inOrder } from './segment-count.ts'

type Distribution = OutputOf<typeof profilesApi.distribution>
type Groups = readonly { readonly value?: unknown; readonly below?: number; readonly count: number }[]

const SECTIONS = [
  'age',
  'gender',
  'occupation',
  'incomeLevel',
  'education',
  'cityTier',
  'province',
  'paymentChannel',
  'grade',
  'riskTolerance',
]

/** How the customers are distributed, counted from the columns; nothing of it is typed in. */
export async function distributionOf(ctx: ReadContext, place: PlaceQuery = {}): Promise<Distribution> {
  const { ageCuts } = await settingOf(ctx)
  const facts = SECTIONS.map((id) => (id === 'age' ? { id, cuts: ageCuts } : { id }))
  const { population, tallies } = await ask(ctx, { kind: 'tally', condition: treeOf(placeText(place)), facts })
  return {
    population,
    sections: tallies.map(({ factId, groups, unknown }) => ({
      factId,
      label: factById.get(factId)!.label,
      unknown,
      groups: shares(factId, groups, population),
    })),
    paymentByAge: await paymentByAge(ctx, ageCuts, place),
  }
}

/** The place as a condition over the columns of the segments. */
function placeText({ area, province }: PlaceQuery): string {
  const inArea = area === undefined ? [] : [`cityTier in (${tiersOf(area).map(quoted).join(', ')})`]
  const inProvince = province === undefined ? [] : [`province = ${quoted(province)}`]
  return [...inArea, ...inProvince].join(' and ') || 'true'
}

const quoted = (text: string): string => `"${text}"`

function shares(factId: string, groups: Groups, of: number) {
  return inOrder(factId, groups).map((group) => ({
    id: `${group.value ?? 'first'}`,
    label: factId === 'age' ? bandLabel(group) : groupLabel(factId, { value: group.value ?? null, ...below(group) }),
    count: group.count,
    sharePpm: of === 0 ? 0 : Math.round((group.count * 1_000_000) / of),
  }))
}

function below({ below }: { readonly below?: number }) {
  return below === undefined ? {} : { below }
}

function bandLabel({ value, below }: { readonly value?: unknown; readonly below?: number }): Localized {
  if (value === null || value === undefined) return { zh: `${below} 岁以下`, en: `under ${below}` }
  if (below === undefined) return { zh: `${value} 岁及以上`, en: `${value} and over` }
  return { zh: `${value}–${below - 1} 岁`, en: `${value}–${below - 1}` }
}

/** How people pay in each age band: from their transactions, of those whose habit is known. */
async function paymentByAge(
  ctx: ReadContext,
  cuts: readonly number[],
  place: PlaceQuery,
): Promise<Distribution['paymentByAge']> {
  const bands = [null, ...cuts].map((from, at) => ({
    value: from,
    ...below(cuts[at] === undefined ? {} : { below: cuts[at] }),
  }))
  const rows = bands.map(async (band) => {
    const text = [
      band.value === null ? 'true' : `age >= ${band.value}`,
      band.below === undefined ? 'true' : `age < ${band.below}`,
      placeText(place),
    ]
    const answer = await ask(ctx, {
      kind: 'tally',
      condition: treeOf(text.join(' and ')),
      facts: [{ id: 'paymentChannel' }],
    })
    const { groups, unknown } = answer.tallies[0]!
    return {
      band: bandLabel(band),
      count: answer.population,
      channels: shares('paymentChannel', groups, Math.max(1, answer.population - unknown)),
      unknown,
    }
  })
  return Promise.all(rows)
}
