import type { OutputOf, segmentsApi } from '@puhui/api'
import { PROVINCES } from '@puhui/compliance'
import { writeCondition } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { factById, profileFacts } from '../modules/profiles/index.ts'
import { ask, readCurrent, readText, STEPS, sentenceOf, treeOf } from '../modules/segments/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { valueShown } from './persona.ts'

type Counted = OutputOf<typeof segmentsApi.countSegment>
type Profiled = OutputOf<typeof segmentsApi.profileSegment>

const MATCH: Localized = { zh: '符合条件', en: 'Match' }

/** Exact numbers of a text: each line alone and together, the unknown, and the way to who is reached. */
export async function segmentCounted(ctx: ReadContext, text: string): Promise<Counted> {
  const started = performance.now()
  const read = readText(text.trim() === '' ? 'true' : text)
  if (!read.ok) {
    const problems = read.error.problems.map(({ code, place, text: piece, suggestion }) => ({
      code,
      message: problemText(code, piece, ctx.locale),
      start: place.start,
      end: place.end,
      suggestion: suggestion ?? null,
    }))
    return { ...NOTHING, problems, tookMs: performance.now() - started }
  }
  const condition = read.value
  const steps = STEPS.map(({ id, keep, reasons }) => ({ id, keep, reasons }))
  const counted = await ask(ctx, { kind: 'count', condition, steps })
  const parts = condition.kind === 'and' ? condition.all : [condition]
  const chips = parts.map((part, at) => ({
    text: writeCondition(part),
    sentence: sentenceOf(part),
    ...counted.lines[at]!,
  }))
  return {
    problems: [],
    sentence: sentenceOf(condition),
    written: writeCondition(condition),
    chips,
    population: counted.population,
    count: counted.count,
    unknown: counted.unknown,
    waterfall: counted.waterfall.map((line) => ({
      ...line,
      label: STEPS.find(({ id }) => id === line.id)?.label ?? MATCH,
      reasons: line.reasons.map((reason) => ({ ...reason, label: reasonLabel(line.id, reason.id) })),
    })),
    tookMs: performance.now() - started,
  }
}

const PROBLEMS: Readonly<Record<string, Localized>> = {
  'condition.unexpected_character': { zh: '不能使用这个字符', en: 'This sign has no meaning here' },
  'condition.unclosed_text': { zh: '文字缺少后引号', en: 'The closing quote is missing' },
  'condition.expected': { zh: '这里还缺少内容', en: 'Something is missing here' },
  'condition.unknown_fact': { zh: '没有这个特征', en: 'No such fact' },
  'condition.unknown_function': { zh: '没有这个函数', en: 'No such function' },
  'condition.wrong_argument_count': { zh: '参数个数不对', en: 'Too few or too many arguments' },
  'condition.type_mismatch': { zh: '两边的类型或单位不一致', en: 'Types or units do not meet' },
  'condition.not_a_condition': { zh: '这里需要一个条件', en: 'A condition is needed here' },
  'condition.not_a_value': { zh: '这里需要一个数值', en: 'A value is needed here' },
  'condition.unknown_enum_value': { zh: '没有这个选项', en: 'The fact has no such value' },
  'condition.not_a_day': { zh: '没有这一天', en: 'No such day' },
  'condition.too_many_decimals': { zh: '小数位过多', en: 'Too many decimals' },
  'condition.number_too_large': { zh: '数字过大', en: 'The number is too large' },
  'condition.forbidden_fact': { zh: '该特征不得用于营销', en: 'This fact may not be used for marketing' },
  'condition.too_large': { zh: '条件过长', en: 'The condition is too long' },
}

function problemText(code: string, piece: string, locale: 'zh' | 'en'): string {
  const text = PROBLEMS[code]?.[locale] ?? code
  return piece === '' ? text : locale === 'zh' ? `${text}：${piece}` : `${text}: ${piece}`
}

const NOTHING = { sentence: null, written: null, chips: [], population: 0, count: null, unknown: null, waterfall: [] }

function reasonLabel(stepId: string, reasonId: string): Localized {
  const reasons = STEPS.find(({ id }) => id === stepId)?.reasons
  return reasons?.find(({ id }) => id === reasonId)?.label ?? { zh: reasonId, en: reasonId }
}

const PROFILED = profileFacts
  .filter(({ id, group }) => group !== 'contact' && !['place', 'province'].includes(id))
  .map(({ id }) => id)

/** What sets a segment apart from everyone, where its customers live, and which personas they are. */
export async function segmentProfiled(ctx: ReadContext, text: string): Promise<Profiled> {
  const condition = treeOf(text.trim() === '' ? 'true' : text)
  const everyone = treeOf('true')
  const facts = await ask(ctx, { kind: 'profile', condition, facts: PROFILED })
  const places = [{ id: 'province' }, { id: 'place' }]
  const inside = await ask(ctx, { kind: 'tally', condition, facts: places })
  const all = await ask(ctx, { kind: 'tally', condition: everyone, facts: places })
  const of = (tallies: typeof inside, at: number) =>
    new Map(tallies.tallies[at]!.groups.map(({ value, count }) => [String(value), count]))
  const personas = (await readCurrent(ctx.db)).filter(({ purpose }) => purpose === 'persona')
  const parts = personas.map(({ id, tree }) => ({ id, when: tree }))
  const sums = await ask(ctx, { kind: 'breakdown', condition, parts, sums: ['income', 'outstanding'] })
  const size = Math.max(1, inside.population)
  return {
    facts: facts.map((fact) => ({
      factId: fact.factId,
      label: factById.get(fact.factId)!.label,
      distance: fact.distance,
      unknown: fact.unknown,
      unknownEveryone: fact.unknownEveryone,
      groups: inOrder(fact.factId, fact.groups).map((group) => ({
        id: `${group.value ?? 'first'}`,
        label: groupLabel(fact.factId, group),
        count: group.count,
        everyone: group.everyone,
        sharePpm: Math.round((group.count * 1_000_000) / size),
        shareEveryonePpm: Math.round((group.everyone * 1_000_000) / Math.max(1, all.population)),
        lift: group.lift,
      })),
    })),
    regions: [...PROVINCES].map(([code, label]) => ({
      code,
      label,
      count: of(inside, 0).get(code) ?? 0,
      everyone: of(all, 0).get(code) ?? 0,
    })),
    places: [...of(all, 1)]
      .map(([place, count]) => ({ place, count: of(inside, 1).get(place) ?? 0, everyone: count }))
      .sort((a, b) => b.count - a.count || b.everyone - a.everyone || (a.place < b.place ? -1 : 1))
      .slice(0, 400),
    personas: sums.map((part, at) => ({
      id: part.id,
      name: personas[at]!.name,
      count: part.count,
      incomeAverageFen:
        part.measures[0]!.known === 0 ? null : String(Math.round(part.measures[0]!.sum / part.measures[0]!.known)),
      outstandingFen: String(part.measures[1]!.sum),
    })),
  }
}

/** Values of a word in the order of its list, as low, middle, high; bands stand in order already. */
export function inOrder<G extends { readonly value?: unknown }>(factId: string, groups: readonly G[]): readonly G[] {
  const values = factById.get(factId)?.values?.map(({ value }) => value)
  if (values === undefined) return groups
  return [...groups].sort((a, b) => values.indexOf(String(a.value)) - values.indexOf(String(b.value)))
}

/** A band or a value in words. */
export function groupLabel(
  factId: string,
  { value, below }: { readonly value: unknown; readonly below?: number },
): Localized {
  const fact = factById.get(factId)!
  if (fact.type === 'enum' || fact.type === 'boolean' || fact.type === 'text')
    return valueShown(factId, value as string)
  const shown = (number: number) => (fact.type === 'money' ? formatYuan(BigInt(Math.round(number))) : String(number))
  const from = typeof value === 'number' ? value : null
  const last = below === undefined ? null : fact.type === 'integer' ? below - 1 : below
  if (from === null && last === null) return { zh: '全部', en: 'all' }
  if (from === null) return { zh: `不超过 ${shown(last!)}`, en: `up to ${shown(last!)}` }
  if (last === null) return { zh: `${shown(from)} 及以上`, en: `${shown(from)} and over` }
  return from === last
    ? { zh: shown(from), en: shown(from) }
    : { zh: `${shown(from)}–${shown(last)}`, en: `${shown(from)}–${shown(last)}` }
}
