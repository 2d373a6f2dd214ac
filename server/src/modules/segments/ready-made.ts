import type { Localized } from '@puhui/kernel'
import type { ProfileSetting } from '../profiles/index.ts'
import { NEEDS, needId } from '../profiles/index.ts'
import type { Strategy } from './schema.ts'

/** A segment that comes with the platform, with what to do for it. */
export interface ReadyMade {
  readonly code: string
  readonly name: Localized
  readonly purpose: 'segment' | 'persona'
  readonly text: string
  readonly strategy: Strategy
}

const CASH = 'XJD'
const PURCHASE = 'XFFQ'
const say = (zh: string, en: string): Localized => ({ zh, en })

/** Every ready-made segment under the cuts in force: regions, ages, income levels, needs, and the named groups. */
export function readyMade(setting: ProfileSetting): readonly ReadyMade[] {
  return [...named(), ...regions(), ...ages(setting), ...incomes(), ...needs()]
}

/** The named groups of the source reports, each with its product, channel and message. */
function named(): ReadyMade[] {
  return [
    {
      code: 'young-digital',
      name: say('年轻客群', 'Young customers'),
      purpose: 'persona',
      text: 'age between 20 and 35',
      strategy: {
        productCode: PURCHASE,
        channel: 'h5',
        message: say('手机上三分钟办完，期数自己选', 'Done on your phone in minutes; choose your own term'),
        why: say('偏好时尚、便捷、灵活的产品', 'They like what is modern, quick and flexible'),
      },
    },
    {
      code: 'low-middle-income',
      name: say('中低收入客群', 'Low and middle income'),
      purpose: 'persona',
      text: 'incomeLevel in ("low", "middle") and not(age between 20 and 35) and occupation != "civil-servant"',
      strategy: {
        productCode: PURCHASE,
        channel: 'sms',
        message: say('小额起借，费用写在明处', 'Start small; every cost is shown'),
        why: say('门槛低、利率低的产品', 'A low threshold and a low rate'),
      },
    },
    {
      code: 'civil-servants',
      name: say('公务员客群', 'Civil servants'),
      purpose: 'persona',
      text: 'occupation = "civil-servant"',
      strategy: {
        productCode: CASH,
        channel: 'branch',
        message: say('额度更高，期限更长', 'A higher limit and a longer term'),
        why: say('收入稳定，适合高额度', 'A steady income carries a high limit'),
      },
    },
    {
      code: 'low-income',
      name: say('低收入客群', 'Low income'),
      purpose: 'persona',
      text: 'incomeLevel = "low"',
      strategy: {
        productCode: PURCHASE,
        channel: 'branch',
        message: say('小额分期，量入为出', 'Small instalments within your means'),
        why: say('小额信贷与低门槛服务', 'Small credit and services with a low threshold'),
      },
    },
    {
      code: 'rural',
      name: say('乡村客群', 'Rural customers'),
      purpose: 'persona',
      text: 'isRural = true or cityTier in ("county", "village")',
      strategy: {
        productCode: CASH,
        channel: 'village',
        message: say('家门口的服务站就能办', 'At the service station in your village'),
        why: say('普惠金融，服务下沉', 'Inclusive finance where branches are far'),
      },
    },
  ]
}

function regions(): ReadyMade[] {
  const message = say('为您所在的地区准备', 'Made for where you live')
  const tiers: readonly (readonly [string, Localized, string, Strategy['channel']])[] = [
    ['tier1', say('一线城市', 'Tier-1 cities'), 'cityTier = "tier1"', 'h5'],
    ['tier2', say('二线城市', 'Tier-2 cities'), 'cityTier = "tier2"', 'h5'],
    ['lower-tier', say('下沉市场', 'Lower-tier market'), 'cityTier in ("tier3", "tier4", "county", "village")', 'sms'],
    ['county-village', say('县域与乡村', 'Counties and villages'), 'cityTier in ("county", "village")', 'village'],
  ]
  return tiers.map(([code, name, text, channel]) => ({
    code: `region-${code}`,
    name,
    purpose: 'segment',
    text,
    strategy: { productCode: channel === 'h5' ? PURCHASE : CASH, channel, message },
  }))
}

/** One segment a band: each customer whose age is known lies in exactly one. */
function ages({ ageCuts }: ProfileSetting): ReadyMade[] {
  const bands = [null, ...ageCuts].map((from, at) => ({ from, below: ageCuts[at] ?? null }))
  return bands.map(({ from, below }) => {
    const text = [from === null ? null : `age >= ${from}`, below === null ? null : `age < ${below}`]
    const [low, high] = [from === null ? null : from, below === null ? null : below - 1]
    const zh = low === null ? `${below} 岁以下` : high === null ? `${low} 岁及以上` : `${low}–${high} 岁`
    const en = low === null ? `Under ${below}` : high === null ? `${low} and over` : `Aged ${low}–${high}`
    const isYoung = from !== null && from < 36
    return {
      code: `age-${low ?? 0}-${high ?? 'up'}`,
      name: { zh, en },
      purpose: 'segment',
      text: text.filter((part) => part !== null).join(' and '),
      strategy: {
        productCode: isYoung ? PURCHASE : CASH,
        channel: isYoung ? 'h5' : 'branch',
        message: isYoung
          ? say('线上办理，随时可查', 'Online, whenever you like')
          : say('网点专人讲解', 'Explained in person at the branch'),
      },
    }
  })
}

function incomes(): ReadyMade[] {
  const levels: readonly (readonly [string, Localized, Localized])[] = [
    ['low', say('低收入层', 'Low income level'), say('从小额开始', 'Start small')],
    ['middle', say('中等收入层', 'Middle income level'), say('分期购物更轻松', 'Buy in instalments')],
    ['high', say('高收入层', 'High income level'), say('更高额度，更长期限', 'Higher limits, longer terms')],
  ]
  return levels.map(([level, name, message]) => ({
    code: `income-${level}`,
    name,
    purpose: 'segment',
    text: `incomeLevel = "${level}"`,
    strategy: { productCode: level === 'high' ? CASH : PURCHASE, channel: 'sms', message },
  }))
}

function needs(): ReadyMade[] {
  return NEEDS.map(({ value, label }) => ({
    code: `need-${value.toLowerCase()}`,
    name: say(`${label.zh}需求`, `Needs ${label.en}`),
    purpose: 'segment',
    text: needId(value),
    strategy: {
      productCode: ['appliances', 'homeDecoration', 'education'].includes(value) ? PURCHASE : CASH,
      channel: 'h5',
      message: say(`${label.zh}分期，费用清楚`, `Instalments for ${label.en}, with clear costs`),
    },
  }))
}
