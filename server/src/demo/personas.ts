import { addDays, addMonths, ageOn, type Day, partsOf } from '@puhui/calendar'
import { type Need, type Person, streamOf } from '@puhui/sim'
import { registeredCustomers } from '../flows/customers-of-keys.ts'
import { refreshProfiles } from '../flows/refresh-profiles.ts'
import { answerRisk, importTransactions, QUESTIONNAIRE, type TransactionMapping } from '../modules/profiles/index.ts'
import { addReadyMade, membersNow, refreshMembers } from '../modules/segments/index.ts'
import { systemActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import type { Market } from './market.ts'

const BUILDER = systemActor('demo')
const MONTHS = 6
const RISK_ANSWERS = 200

/** Whether a person of the market agrees to marketing; about six in ten do. */
export function agreesToMarketing(person: Person): boolean {
  return streamOf(person.lifeSeed, 'marketing').unit() < 0.62
}

/** Gives the demo lender its personas: a bank's transaction file, some questionnaires, and the ready-made segments. */
export async function fillPersonas(platform: OpenPlatform, market: Market, today: Day): Promise<void> {
  const people = [...market.customers].map(([index, customerId]) => ({ customerId, person: market.personOf(index) }))
  const agreed = people.filter(({ person }) => agreesToMarketing(person))
  const lines = agreed.flatMap(({ customerId, person }) => transactionsOf(person, customerId, today))
  await write(platform, { actor: BUILDER }, async (ctx) => {
    const file = { name: '合作银行流水（模拟）.csv', content: [HEADER, ...lines].join('\n') }
    await importTransactions(ctx, file, MAPPING, (keys) => registeredCustomers(ctx, 'customerId', keys))
    for (const { customerId, person } of agreed.slice(0, RISK_ANSWERS))
      await answerRisk(ctx, customerId, answersOf(person), 'branch')
    await refreshProfiles(ctx, '首次计算')
    await addReadyMade(ctx)
  })
  const now = await membersNow(platform)
  await write(platform, { actor: BUILDER }, (ctx) => refreshMembers(ctx, now))
}

const HEADER = '客户号,日期,金额,类别,方式,地区码'
const WORDS = {
  餐饮: 'food',
  超市: 'groceries',
  服饰: 'clothing',
  数码: 'electronics',
  家居: 'home',
  教育: 'education',
  医疗: 'medical',
  旅行: 'travel',
  交通: 'transport',
  农资: 'farming',
  文娱: 'entertainment',
}
const MAPPING: TransactionMapping = {
  source: '合作银行（模拟）',
  customer: { column: '客户号', by: 'customerId' },
  date: '日期',
  amount: { column: '金额', unit: 'yuan' },
  category: { column: '类别', words: WORDS },
  channel: { column: '方式', words: { 扫码: 'mobile', 网购: 'online', 刷卡: 'card', 现金: 'cash' } },
  region: '地区码',
}

const CATEGORY_OF_NEED: Readonly<Record<Need, keyof typeof WORDS>> = {
  education: '教育',
  medical: '医疗',
  travel: '旅行',
  appliances: '数码',
  'home-decoration': '家居',
  'daily-use': '超市',
  'rural-production': '农资',
  wedding: '服饰',
}

/** Half a year of somebody's account: wages on their payday, purchases after their needs, age and means. */
function transactionsOf(person: Person, customerId: string, today: Day): string[] {
  const draw = streamOf(person.lifeSeed, 'spending')
  const payday = [5, 10, 15, 20, 25][Math.floor(draw.unit() * 5)]!
  const perMonth = 2 + Math.floor(draw.unit() * 4)
  const income = Number(person.monthlyIncomeFen / 100n)
  const from = addMonths(today, -MONTHS)
  const lines: string[] = []
  for (let on = from; on < today; on = addDays(on, 1)) {
    if (partsOf(on).day === payday) lines.push(`${customerId},${on},${income},,,`)
    if (draw.unit() > perMonth / 30) continue
    const amount = (income * 0.02 * (0.3 + 3 * draw.unit() * draw.unit())).toFixed(2)
    lines.push(
      `${customerId},${on},-${amount},${categoryOf(person, draw.unit())},${payOf(person, today, draw.unit())},${person.address.regionCode}`,
    )
  }
  return lines
}

function categoryOf(person: Person, at: number): string {
  if (at < 0.35) return CATEGORY_OF_NEED[person.need]
  const often = person.sex === 'female' ? ['餐饮', '超市', '服饰', '文娱'] : ['餐饮', '超市', '数码', '交通']
  return often[Math.floor(((at - 0.35) / 0.65) * often.length)]!
}

/** The young pay by telephone; the older, the more by card and in cash. */
function payOf(person: Person, today: Day, at: number): string {
  const age = ageOn(person.bornOn, today)
  const mobile = age < 36 ? 0.7 : age < 46 ? 0.5 : age < 60 ? 0.3 : 0.12
  if (at < mobile) return '扫码'
  if (at < mobile + (age < 46 ? 0.2 : 0.08)) return '网购'
  return at < 0.85 ? '刷卡' : '现金'
}

function answersOf(person: Person): number[] {
  const draw = streamOf(person.lifeSeed, 'risk')
  return QUESTIONNAIRE.questions.map(() => Math.min(3, Math.floor(person.hidden.riskTolerance * 3 + draw.unit() * 1.5)))
}
