import type { OutputOf, surveysApi } from '@puhui/api'
import { changeOf, shareOf, zOf } from '@puhui/experiment'
import { CELL_MIN, hiddenCells, maskQuote, type Question, type QuestionTally, tallyOf, topicsOf } from '@puhui/segment'
import { sql } from 'kysely'
import { splitWords } from '../adapters/words/segmenter.ts'
import { nameOf } from '../modules/customers/index.ts'
import { settingOf } from '../modules/profiles/index.ts'
import {
  ageBandOf,
  countInvitations,
  countStarted,
  type Element,
  type HandedIn,
  readHandedIn,
  readVersion,
  type VersionRow,
} from '../modules/surveys/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { choiceLabel, crossOf, elementLabel, groupsBy, shareShown } from './survey-groups.ts'

type Result = OutputOf<typeof surveysApi.surveyResult>
type Warning = Result['warnings'][number]

const ppm = (share: number): number => Math.round(share * 1_000_000)
const Z = zOf(0.95)

async function requireVersion(ctx: ReadContext, surveyId: string, no: number): Promise<VersionRow> {
  const version = await readVersion(ctx.db, surveyId, no)
  if (!version || version.status === 'draft') throw new RefusalError({ code: 'surveys.not_found' })
  return version
}

/** What was answered so far, counted now. */
export async function surveyResult(ctx: ReadContext, surveyId: string, no: number): Promise<Result> {
  const version = await requireVersion(ctx, surveyId, no)
  const people = await readHandedIn(ctx.db, surveyId, no)
  const started = await countStarted(ctx.db, surveyId, no)
  const response = await responseOf(ctx, version, people.filter(({ way }) => way !== 'staff').length, started)
  const isEnough = people.length >= CELL_MIN
  return {
    handedIn: people.length,
    started,
    linked: people.filter((each) => each.is_linked).length,
    byWay: (['link', 'invitation', 'staff'] as const).map((way) => ({
      way,
      count: people.filter((each) => each.way === way).length,
    })),
    response,
    warnings: await warningsOf(ctx, version, people, response),
    tallies: tallyOf(version.questions, isEnough ? people.map(({ answers }) => answers) : []).map((tally, at) =>
      tallyShown(version.questions[at]!, tally),
    ),
  }
}

/** Of the invited who were reached, or of those who opened the link and began; what staff entered is no response. */
async function responseOf(
  ctx: ReadContext,
  version: VersionRow,
  handedIn: number,
  started: number,
): Promise<Result['response']> {
  const invited = await countInvitations(ctx.db, version.survey_id, version.version)
  const [of, answered] = invited.sent > 0 ? [invited.sent, invited.answered] : [handedIn + started, handedIn]
  const { share, interval } = shareOf({ n: of, yes: answered })
  if (of === 0) return { of, answered, sharePpm: null, lowPpm: null, highPpm: null }
  return { of, answered, sharePpm: ppm(share), lowPpm: ppm(interval[0]), highPpm: ppm(interval[1]) }
}

const ENOUGH_ANSWERS = 30
const LOW_RESPONSE_PPM = 300_000

/** Why what was found may not hold for everybody: few answers, few of those asked, or other people than those asked. */
async function warningsOf(
  ctx: ReadContext,
  version: VersionRow,
  people: readonly HandedIn[],
  response: Result['response'],
): Promise<Warning[]> {
  const none = { element: null, group: null, answeredPpm: null, askedPpm: null }
  const few: Warning[] = people.length < ENOUGH_ANSWERS ? [{ id: 'few-answers', ...none }] : []
  const low: Warning[] =
    response.sharePpm !== null && response.of > response.answered && response.sharePpm < LOW_RESPONSE_PPM
      ? [{ id: 'low-response', ...none }]
      : []
  const asked = await askedByGroup(ctx, version)
  return [...few, ...low, ...differing(people, asked, 'ageBand'), ...differing(people, asked, 'cityTier')]
}

type Asked = Readonly<Record<'ageBand' | 'cityTier', ReadonlyMap<string, number>>>

/** Those who were invited, or every customer where the link was open. */
async function askedByGroup(ctx: ReadContext, { survey_id, version }: VersionRow): Promise<Asked> {
  const today = await businessDate(ctx.db)
  const { ageCuts } = await settingOf(ctx)
  const { rows } = await sql<{ age: number | null; city_tier: string | null; n: number }>`
    with invited as (select customer_id from survey_invitation where survey_id = ${survey_id} and version = ${version} and status = 'sent')
    select extract(year from age(${today}::date, c.born_on))::int as age, c.city_tier, count(*)::int as n from customer c
    where c.status <> 'closed' and (not exists (select from invited) or c.id in (select customer_id from invited))
    group by 1, 2`.execute(ctx.db)
  const ageBand = new Map<string, number>()
  const cityTier = new Map<string, number>()
  for (const { age, city_tier, n } of rows) {
    if (age !== null) add(ageBand, ageBandOf(age, ageCuts), n)
    if (city_tier !== null) add(cityTier, city_tier, n)
  }
  return { ageBand, cityTier }
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n)
}

/** Groups whose share among the answers is not, with all its uncertainty, what it is among those asked. */
function differing(people: readonly HandedIn[], asked: Asked, element: 'ageBand' | 'cityTier'): Warning[] {
  const all = [...asked[element].values()].reduce((sum, n) => sum + n, 0)
  const { groups, unknown } = groupsBy(people, element)
  const n = people.length - unknown
  if (all === 0 || n < ENOUGH_ANSWERS) return []
  return groups
    .filter((group) => group.people.length >= CELL_MIN)
    .flatMap((group): Warning[] => {
      const among = asked[element].get(group.id) ?? 0
      const yes = group.people.length
      const { claim } = changeOf({ n, yes }, { n: all, yes: among })
      if (claim === 'none') return []
      return [
        {
          id: 'differs',
          element: elementLabel(element),
          group: group.label,
          answeredPpm: ppm(yes / n),
          askedPpm: ppm(among / all),
        },
      ]
    })
}

function tallyShown(question: Question, tally: QuestionTally): Result['tallies'][number] {
  const counts = tally.choices.map(({ count }) => count)
  const hidden = hiddenCells([counts])[0]!
  const isEnough = tally.answered >= CELL_MIN
  const around = (middle: number, error: number) => ({ low: middle - Z * error, high: middle + Z * error })
  const { numbers } = tally
  return {
    questionId: question.id,
    kind: question.kind,
    text: question.text,
    answered: tally.answered,
    choices: tally.choices.map(({ id, count }, at) => {
      const { n: _n, ...cell } = shareShown(tally.answered, count, hidden[at]!)
      return { id, label: choiceLabel(question, id), ...cell }
    }),
    numbers:
      numbers && isEnough
        ? {
            mean: numbers.mean,
            ...around(numbers.mean, numbers.standardError),
            median: numbers.median,
            nps: numbers.nps && { score: numbers.nps.score, ...around(numbers.nps.score, numbers.nps.standardError) },
          }
        : null,
    places: isEnough ? tally.places.map(({ id, mean }) => ({ id, label: choiceLabel(question, id), mean })) : [],
  }
}

/** Answers to one question by an element of the persona. */
export async function crossTable(
  ctx: ReadContext,
  surveyId: string,
  no: number,
  { question: questionId, by }: { readonly question: string; readonly by: Element },
): Promise<OutputOf<typeof surveysApi.crossTable>> {
  const { questions } = await requireVersion(ctx, surveyId, no)
  const question = questions.find(({ id, kind }) => id === questionId && kind !== 'text' && kind !== 'amount')
  if (!question) throw new RefusalError({ code: 'surveys.question_unknown' })
  const { groups, rows, unknown } = crossOf(question, await readHandedIn(ctx.db, surveyId, no), by)
  return {
    by: elementLabel(by),
    unknown,
    rows: rows.map(({ id, label }) => ({ id, label })),
    groups: groups.map((group, at) => ({
      ...group,
      cells: rows.map(({ id, label, cells }) => {
        const { n: _n, ...cell } = cells[at]!
        return { id, label, ...cell }
      }),
    })),
  }
}

const QUOTES = 3
const QUOTE_LENGTH_MAX = 80

/** What people wrote in their own words, by topic, with masked quotes. */
export async function surveyTopics(
  ctx: ReadContext,
  surveyId: string,
  no: number,
  questionId: string,
): Promise<OutputOf<typeof surveysApi.surveyTopics>> {
  const { questions } = await requireVersion(ctx, surveyId, no)
  const question = questions.find(({ id, kind }) => id === questionId && kind === 'text')
  if (!question) throw new RefusalError({ code: 'surveys.question_unknown' })
  const said = (await readHandedIn(ctx.db, surveyId, no)).filter(({ answers }) => answers[questionId] !== undefined)
  const texts = said.map(({ answers }) => String(answers[questionId]))
  const { topics, rest } = topicsOf(texts, splitWords, CELL_MIN)
  return {
    texts: texts.length,
    rest: rest.length,
    topics: await Promise.all(
      topics.map(async (topic) => {
        const { n: _n, count: _count, ...cell } = shareShown(texts.length, topic.texts.length, false)
        return {
          terms: [...topic.terms],
          count: topic.texts.length,
          ...(cell as { sharePpm: number; lowPpm: number; highPpm: number }),
          quotes: await quotesOf(
            ctx,
            topic.texts.map((at) => said[at]!),
            questionId,
          ),
        }
      }),
    ),
  }
}

/** The shortest different ones that say something, without what could tell who said it. */
export async function quotesOf(ctx: ReadContext, said: readonly HandedIn[], questionId: string): Promise<string[]> {
  const quotes = new Set<string>()
  const sorted = said
    .map((each) => ({ each, text: String(each.answers[questionId]) }))
    .filter(({ text }) => text.length <= QUOTE_LENGTH_MAX)
    .sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1))
  for (const { each, text } of sorted) {
    if (quotes.size >= QUOTES) break
    const name = each.customer_id === null ? null : await nameOf(ctx, each.customer_id)
    quotes.add(maskQuote(text, name === null ? [] : [name]))
  }
  return [...quotes]
}
