import { labelOf, type OutputOf, type surveysApi } from '@puhui/api'
import { addDays, addMonths, type Day } from '@puhui/calendar'
import { changeOf } from '@puhui/experiment'
import { CELL_MIN, choicesOf, chosenIn, hiddenCells, type Question, topicsOf } from '@puhui/segment'
import { sql } from 'kysely'
import { splitWords } from '../adapters/words/segmenter.ts'
import { publishedRates } from '../modules/products/index.ts'
import {
  type About,
  type Element,
  type HandedIn,
  readHandedIn,
  readVersions,
  type VersionRow,
} from '../modules/surveys/index.ts'
import { dayOf, type Instant } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { sourceOf } from './market-data.ts'
import { spendingOf } from './need-spending.ts'
import { countIn, isHiddenIn, type PlacedCount, placedBy } from './place-cells.ts'
import { isNarrowed, type PlaceQuery, provinceOf, tiersOf } from './place-filter.ts'
import { choiceLabel, crossOf, elementLabel, shareShown } from './survey-groups.ts'
import { quotesOf } from './survey-result.ts'

export type NeedReport = OutputOf<typeof surveysApi.needReport>
type NeedLine = NeedReport['needs'][number]

const ppm = (share: number): number => Math.round(share * 1_000_000)
const ELEMENTS: readonly Element[] = ['ageBand', 'cityTier', 'province']
const MONTHS = 3

const NO_MARKET: NeedReport['market'] = { source: null, since: null, isBeforeCovered: false, spending: [], rates: [] }

/** A wave that was answered: its version, the question about needs, and what was said. */
interface Wave {
  readonly version: VersionRow
  readonly needs: Question
  readonly people: readonly HandedIn[]
  /** Those of the whole country, against whom a part could be reckoned. */
  readonly everyone: readonly HandedIn[]
  readonly from: Day
  readonly to: Day
}

/**
 * What customers need, wave by wave: said in surveys, done in applications, and beside both what the market data say of
 * the same months. A change is claimed only where its interval leaves out 0.
 *
 * @param place narrows what was said, done and spent to a part of the country; market rates are of the whole
 * @refuses surveys.not_found
 */
export async function needReport(ctx: ReadContext, asked?: string, place: PlaceQuery = {}): Promise<NeedReport> {
  const surveys = await surveysWithNeeds(ctx)
  const chosen = asked === undefined ? surveys[0] : surveys.find(({ id }) => id === asked)
  if (asked !== undefined && !chosen) throw new RefusalError({ code: 'surveys.not_found' })
  const [now, before] = chosen ? await wavesOf(ctx, chosen.id, place) : []
  return {
    surveys: surveys.map(({ id, title }) => ({ id, title })),
    surveyId: chosen?.id ?? null,
    title: chosen?.title ?? null,
    now: now ? waveShown(now) : null,
    before: before ? waveShown(before) : null,
    needs: now ? needLines(place, now, before) : [],
    byGroup: now ? ELEMENTS.map((element) => groupTable(place, now, element)) : [],
    topics: now ? await topicLines(ctx, now, before) : [],
    applied: now ? await appliedLines(ctx, place, now, before) : [],
    market: now ? await marketOf(ctx, place, now, before) : NO_MARKET,
  }
}

/** Surveys that ask about needs, the one answered last first. */
async function surveysWithNeeds(ctx: ReadContext) {
  const { rows } = await sql<{ id: string; title: VersionRow['title'] }>`
    select v.survey_id as id, (array_agg(v.title order by v.version desc))[1] as title
    from survey_version v join survey_answer a on a.survey_id = v.survey_id and a.version = v.version and a.status = 'handed-in'
    where v.questions @> '[{"feeds": "needs"}]'
    group by v.survey_id order by max(a.handed_in_at) desc, v.survey_id`.execute(ctx.db)
  return rows
}

/** The last two versions that asked about needs and were answered, the newest first. */
async function wavesOf(ctx: ReadContext, surveyId: string, place: PlaceQuery): Promise<readonly Wave[]> {
  const waves: Wave[] = []
  for (const version of await readVersions(ctx.db, surveyId)) {
    const needs = version.questions.find(({ feeds }) => feeds === 'needs')
    if (!needs || version.status === 'draft' || waves.length === 2) continue
    const all = await readHandedIn(ctx.db, surveyId, version.version)
    const everyone = all.filter(({ answers }) => answers[needs.id] !== undefined)
    const people = everyone.filter(({ about }) => isFrom(about, place))
    if (people.length === 0 || isHiddenIn(place, placed(everyone))) continue
    const days = people.map(({ handed_in_at }) => dayOf(handed_in_at as Instant)).sort()
    waves.push({ version, needs, people, everyone, from: days[0]!, to: days.at(-1)! })
  }
  return waves
}

/** Where somebody lived when they answered; whose place is not known is nowhere. */
function isFrom({ cityTier, province }: About, place: PlaceQuery): boolean {
  if (!isNarrowed(place)) return true
  const isInArea = place.area === undefined || (cityTier !== undefined && tiersOf(place.area).includes(cityTier))
  return isInArea && (place.province === undefined || province === place.province)
}

/** Answers counted where they were given. */
function placed(people: readonly HandedIn[]): readonly PlacedCount[] {
  return people.map(({ about: { cityTier, province } }) => ({ cityTier, province, people: 1 }))
}

function waveShown({ version, people, from, to }: Wave) {
  return { version: version.version, from, to, answered: people.length }
}

interface Counted {
  readonly id: string
  readonly label: NeedLine['label']
  readonly now: number
  readonly before: number
  /** Whether either number, beside those of other places, would give away a small one. */
  readonly isTold?: boolean
}

/** Lines with their shares and changes, the most frequent first; small counts of either period are hidden. */
function lines(counted: readonly Counted[], n: number, nBefore: number | null): NeedLine[] {
  const hidden = hiddenCells([counted.map(({ now }) => now)])[0]!
  const hiddenBefore = hiddenCells([counted.map(({ before }) => before)])[0]!
  return counted
    .map(({ id, label, now, before, isTold }, at): NeedLine & { readonly rank: number } => {
      if (isTold) hidden[at] = hiddenBefore[at] = true
      const isShown = !hidden[at] && !hiddenBefore[at] && nBefore !== null && nBefore >= CELL_MIN
      const { difference, interval, claim } = changeOf({ n, yes: now }, { n: nBefore ?? 0, yes: before })
      return {
        id,
        label,
        now: shareShown(n, now, hidden[at]!),
        before: nBefore === null ? null : shareShown(nBefore, before, hiddenBefore[at]!),
        change: isShown
          ? { differencePpm: ppm(difference), lowPpm: ppm(interval[0]), highPpm: ppm(interval[1]), claim }
          : null,
        rank: hidden[at] ? 0 : now,
      }
    })
    .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1))
    .map(({ rank: _rank, ...line }) => line)
}

function needLines(place: PlaceQuery, now: Wave, before: Wave | undefined): NeedLine[] {
  const counted = choicesOf(now.needs).map((id) => ({
    id,
    label: choiceLabel(now.needs, id),
    now: chose(now, id),
    before: before ? chose(before, id) : 0,
    isTold: [now, ...(before ? [before] : [])].some((wave) => isHiddenIn(place, placed(choosers(wave, id)))),
  }))
  return lines(counted, now.people.length, before ? before.people.length : null)
}

function chose(wave: Wave, id: string): number {
  return choosers({ ...wave, everyone: wave.people }, id).length
}

function choosers({ needs, everyone }: Wave, id: string): readonly HandedIn[] {
  return everyone.filter(({ answers }) => chosenIn(needs, answers[needs.id]!).includes(id))
}

function groupTable(place: PlaceQuery, wave: Wave, element: Element): NeedReport['byGroup'][number] {
  const { needs, people, everyone } = wave
  const isTold = (group: string, id?: string) => {
    const own = (id === undefined ? everyone : choosers(wave, id)).filter(({ about }) => about[element] === group)
    return isHiddenIn(place, placed(own))
  }
  const { groups, rows } = crossOf(needs, people, element, isTold)
  return {
    by: elementLabel(element),
    groups: groups.map((group) => ({ ...group })),
    rows: rows.map(({ id, label, cells }) => ({ id, label, cells: [...cells] })),
  }
}

/** Topics over the open answers of both waves together, so that one topic means the same in both. */
async function topicLines(ctx: ReadContext, now: Wave, before: Wave | undefined): Promise<NeedReport['topics']> {
  const question = now.version.questions.find(({ kind }) => kind === 'text')
  if (!question) return []
  const said = (wave: Wave | undefined) =>
    wave?.people.filter(({ answers }) => answers[question.id] !== undefined) ?? []
  const [recent, earlier] = [said(now), said(before)]
  const texts = [...recent, ...earlier].map(({ answers }) => String(answers[question.id]))
  const { topics } = topicsOf(texts, splitWords, CELL_MIN)
  const counted = topics.map((topic, at) => {
    const own = topic.texts.filter((text) => text < recent.length)
    return { id: String(at), label: { zh: '', en: '' }, now: own.length, before: topic.texts.length - own.length }
  })
  const shown = lines(counted, recent.length, before ? earlier.length : null)
  return Promise.all(
    shown.map(async ({ id, label: _label, ...line }) => {
      const topic = topics[Number(id)]!
      const own = topic.texts.filter((text) => text < recent.length).map((text) => recent[text]!)
      const quotes = line.now.count === null ? [] : await quotesOf(ctx, own, question.id)
      return { terms: [...topic.terms], ...line, quotes }
    }),
  )
}

/** What people applied for in the three months up to the end of each wave. */
async function appliedLines(ctx: ReadContext, place: PlaceQuery, now: Wave, before?: Wave): Promise<NeedLine[]> {
  const [recent, earlier] = [await purposes(ctx, now.to), before ? await purposes(ctx, before.to) : null]
  const ids = [...new Set([...recent.keys(), ...(earlier?.keys() ?? [])])]
    .filter((id) => countIn(recent.get(id), place) + countIn(earlier?.get(id), place) > 0)
    .sort()
  const counted = ids.map((id) => ({
    id,
    label: labelOf('purpose', id),
    now: countIn(recent.get(id), place),
    before: countIn(earlier?.get(id), place),
    isTold: [recent, earlier].some((counts) => isHiddenIn(place, counts?.get(id) ?? [])),
  }))
  const sum = (counts: ReadonlyMap<string, readonly PlacedCount[]>) =>
    [...counts.values()].reduce((total, own) => total + countIn(own, place), 0)
  return lines(counted, sum(recent), earlier ? sum(earlier) : null)
}

/** Applications by purpose, counted where the applicants live. */
async function purposes(ctx: ReadContext, to: Day): Promise<ReadonlyMap<string, readonly PlacedCount[]>> {
  const { rows } = await sql<PlacedCount & { readonly purpose: string }>`
    select a.purpose, c.city_tier as "cityTier", ${provinceOf('c')} as province, count(*)::int as people
    from application a join customer c on c.id = a.customer_id
    where a.created_at >= ${`${addMonths(to, -MONTHS)}T00:00:00+08:00`}::timestamptz
      and a.created_at < ${`${addDays(to, 1)}T00:00:00+08:00`}::timestamptz and a.purpose is not null
    group by 1, 2, 3`.execute(ctx.db)
  return placedBy(rows, ({ purpose }) => purpose)
}

/** Spending by category before the end of each wave, and market rates on its last day. */
async function marketOf(ctx: ReadContext, place: PlaceQuery, now: Wave, before?: Wave): Promise<NeedReport['market']> {
  const { source } = await sourceOf(ctx, 'spending', OWN_SPENDING)
  const spending = await spendingOf(ctx, place, { now: now.to, before: before?.to })
  return { source: source.name, ...spending, rates: await ratesAt(ctx, now.to, before?.to) }
}

const OWN_SPENDING = 'own-spending'

async function ratesAt(ctx: ReadContext, to: Day, earlier: Day | undefined): Promise<NeedReport['market']['rates']> {
  const published = await publishedRates(ctx.db)
  const lastBy = (id: string, day: Day) =>
    published.find(({ benchmark, publishedOn }) => benchmark === id && publishedOn <= day)
  return ['LPR1Y', 'LPR5Y'].flatMap((id) => {
    const rate = lastBy(id, to)
    if (!rate) return []
    const past = earlier === undefined ? undefined : lastBy(id, earlier)
    const beforePpm = past ? Number(past.ratePpm) : null
    return [{ id, publishedOn: rate.publishedOn, ratePpm: Number(rate.ratePpm), beforePpm }]
  })
}
