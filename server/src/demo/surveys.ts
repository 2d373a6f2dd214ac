import { addDays, addMonths, ageOn, type Day } from '@puhui/calendar'
import type { Answers } from '@puhui/segment'
import { type Need, type Person, streamOf } from '@puhui/sim'
import {
  createSurvey,
  decideSurvey,
  type EnteredPerson,
  enterAnswers,
  handIn,
  nextVersion,
  readVersions,
  submitSurvey,
} from '../modules/surveys/index.ts'
import { staffActor, systemActor } from '../platform/actor.ts'
import { at } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import type { Market } from './market.ts'
import { agreesToMarketing } from './personas.ts'
import { INTRO, needOption, QUESTIONS, TITLE, WISHES } from './survey-words.ts'

const ANSWERS = 300
const OPEN_DAYS = 30
const ENTRY_DAYS = [1, 3, 6]
const UNNAMED = 24
const WILLING = 0.6
const NOBODY = systemActor('market')

/** The two waves of the demo's survey: one half a year ago, and one that is still running. */
export interface SurveyWaves {
  readonly days: readonly [Day, Day]
  surveyId: string | null
}

export function surveyWaves(today: Day): SurveyWaves {
  return { days: [addMonths(today, -6), addDays(today, -12)], surveyId: null }
}

interface Asking {
  readonly platform: OpenPlatform
  readonly staff: ReadonlyMap<string, string>
  readonly market: Market
}

/** What surveys bring on this day: a wave begins, or staff enter what people told them. */
export async function surveyDay(asking: Asking, waves: SurveyWaves, on: Day): Promise<void> {
  const { platform } = asking
  for (const [wave, day] of waves.days.entries()) {
    const since = ENTRY_DAYS.findIndex((later) => addDays(day, later) === on)
    if (on !== day && since < 0) continue
    platform.clock.set(at(on, '09:30'))
    if (on === day) await beginWave(asking, waves, on)
    else await enterPart(asking, waves.surveyId!, { wave, part: since, on })
  }
}

async function beginWave({ platform, staff }: Asking, waves: SurveyWaves, on: Day): Promise<void> {
  const actor = staffActor(staff.get('zhou.marketing')!, ['surveys.edit'])
  const days = { startsOn: on, endsOn: addDays(on, OPEN_DAYS) }
  await write(platform, { actor }, async (ctx) => {
    if (waves.surveyId === null) {
      const plan = { title: TITLE, intro: INTRO, way: 'open', segmentId: null, questions: QUESTIONS, ...days } as const
      waves.surveyId = await createSurvey(ctx, 'customer-needs', plan)
    } else await nextVersion(ctx, waves.surveyId, days)
    await submitSurvey(ctx, waves.surveyId, 1)
  })
  const checker = staffActor(staff.get('zheng.compliance')!, ['surveys.approve'])
  const fine = { verdict: 'approve', note: '' } as const
  await write(platform, { actor: checker }, (ctx) => decideSurvey(ctx, waves.surveyId!, fine))
}

interface Part {
  readonly wave: number
  readonly part: number
  readonly on: Day
}

/** A third of those who answer: staff enter what they were told, and some answer the open link without a name. */
async function enterPart(asking: Asking, surveyId: string, part: Part): Promise<void> {
  const { platform, staff, market } = asking
  const asked = [...market.customers]
    .map(([index, customerId]) => ({ customerId, person: market.personOf(index) }))
    .map((each) => ({ ...each, draw: streamOf(each.person.lifeSeed, `survey-${part.wave}`) }))
    .map(({ draw, ...each }) => ({ ...each, luck: draw.unit(), part: Math.floor(draw.unit() * ENTRY_DAYS.length) }))
    .filter((each) => each.luck < WILLING && each.part === part.part)
    .sort((a, b) => a.luck - b.luck)
    .slice(0, ANSWERS / ENTRY_DAYS.length)
    .map(({ customerId, person }): EnteredPerson => {
      return { customerId, answers: answersOf(person, part), agreesToLink: agreesToMarketing(person) }
    })
  const unnamed = part.part === 0 ? Math.min(UNNAMED, Math.floor(asked.length / 4)) : 0
  const actor = staffActor(staff.get('zhao.servicing')!, ['surveys.answer'])
  if (asked.length > unnamed)
    await write(platform, { actor }, (ctx) => enterAnswers(ctx, surveyId, asked.slice(unnamed)))
  const [{ token } = { token: null }] = await readVersions(platform.db, surveyId)
  await write(platform, { actor: NOBODY }, async (ctx) => {
    for (const [no, { answers }] of asked.slice(0, unnamed).entries())
      await handIn(ctx, token!, { key: `visitor-${part.wave}-${no}`.padEnd(20, '0'), answers, agreesToLink: false })
  })
}

/** Needs that come with the season, beside the one that a person has. */
const SEASON: readonly (readonly (readonly [Need, number])[])[] = [
  [
    ['travel', 0.3],
    ['education', 0.14],
    ['appliances', 0.12],
  ],
  [
    ['travel', 0.12],
    ['home-decoration', 0.24],
    ['wedding', 0.16],
  ],
]
/** Of whom something is asked for: what it is, wave by wave. */
const TALK: readonly (readonly (readonly [keyof typeof WISHES, number])[])[] = [
  [
    ['interest', 0.3],
    ['speed', 0.1],
    ['amount', 0.15],
    ['term', 0.1],
    ['clarity', 0.1],
  ],
  [
    ['interest', 0.16],
    ['speed', 0.24],
    ['amount', 0.15],
    ['term', 0.12],
    ['clarity', 0.08],
  ],
]

function answersOf(person: Person, { wave, on }: Part): Answers {
  const draw = streamOf(person.lifeSeed, `survey-answers-${wave}`)
  const more = SEASON[wave]!.filter(([, share]) => draw.unit() < share).map(([need]) => need)
  const needs = [...new Set([person.need, ...more])].map(needOption)
  const isNone = draw.unit() < 0.08
  const age = ageOn(person.bornOn, on)
  const fen = (person.monthlyIncomeFen * BigInt(100 + Math.floor(draw.unit() * 400))) / 100n
  const order = ['cost', 'speed', 'clarity'].sort((a, b) => rank(a, draw.unit()) - rank(b, draw.unit()))
  const wish = wishOf(person, wave, draw.unit(), draw.unit())
  return {
    needs: isNone ? ['none'] : needs,
    ...(isNone ? {} : { amount: String((fen / 10_000n) * 10_000n) }),
    pay: payOf(age, draw.unit()),
    ease: 1 + Math.min(4, Math.floor(draw.unit() * 3 + (age < 46 ? 2 : 1))),
    matters: order,
    nps: Math.min(10, Math.floor(draw.unit() * 6 + 5 * person.hidden.willingness)),
    ...(wish === null ? {} : { better: wish }),
  }
}

function rank(what: string, luck: number): number {
  return (what === 'cost' ? 0 : what === 'speed' ? 0.5 : 0.8) + luck
}

function payOf(age: number, luck: number): string {
  const mobile = age < 36 ? 0.75 : age < 60 ? 0.5 : 0.2
  if (luck < mobile) return 'mobile'
  return luck < mobile + 0.1 ? 'online' : luck < 0.9 ? 'card' : 'cash'
}

function wishOf(person: Person, wave: number, luck: number, words: number): string | null {
  let sum = 0
  for (const [topic, share] of TALK[wave]!) {
    sum += share
    if (luck < sum) {
      const said = WISHES[topic]
      return said[Math.floor(words * said.length)]!.replace('{name}', person.name)
    }
  }
  return null
}
