import type { Fen } from '@puhui/money'
import type { Education, Occupation } from './person.ts'
import type { Place, Settlement } from './places.ts'
import type { Stream } from './random.ts'

export interface Work {
  readonly education: Education
  readonly occupation: Occupation
  readonly employer: string
  readonly employedMonths: number
  readonly monthlyIncomeFen: Fen
}

interface Job {
  readonly occupation: Occupation
  /** How many of a hundred in a city, a county town, a village do it. */
  readonly share: Readonly<Record<Settlement, number>>
  /** Middle income a month in a tier-3 city, yuan. */
  readonly medianYuan: number
  readonly minEducation: number
  readonly firms: readonly string[]
}

const EDUCATIONS: readonly Education[] = [
  'primary',
  'junior-high',
  'senior-high',
  'vocational',
  'college',
  'bachelor',
  'postgraduate',
]

const JOBS: readonly Job[] = [
  job('factory-worker', [16, 20, 12], 5200, 1, '电子有限公司 机械制造有限公司 服装有限公司 食品有限公司'),
  job('courier-driver', [10, 9, 6], 6200, 1, '物流有限公司 速递服务部 汽车租赁有限公司'),
  job('service-worker', [17, 17, 8], 4200, 1, '餐饮管理有限公司 酒店 超市 家政服务有限公司'),
  job('shopkeeper', [8, 14, 8], 6500, 1, '百货店 五金店 小吃店 服装店'),
  job('farmer', [0, 3, 38], 3000, 0, '家庭农场 种植专业合作社 养殖专业合作社'),
  job('migrant-worker', [7, 8, 20], 4800, 0, '建筑劳务有限公司 装饰工程有限公司'),
  job('teacher', [5, 8, 3], 6000, 5, '实验小学 第一中学 第二中学 幼儿园'),
  job('nurse-doctor', [4, 5, 2], 7500, 4, '人民医院 中医医院 社区卫生服务中心'),
  job('civil-servant', [5, 7, 2], 6800, 4, '自然资源局 街道办事处 税务局 人力资源和社会保障局'),
  job('office-worker', [18, 7, 1], 6200, 3, '商贸有限公司 广告有限公司 人力资源有限公司 保险代理有限公司'),
  job('engineer', [7, 1, 0], 10500, 5, '信息技术有限公司 软件有限公司 设计院'),
  job('manager', [3, 1, 0], 14000, 4, '实业有限公司 投资管理有限公司 商贸有限公司'),
]

const TIER_FACTOR: Readonly<Record<Place['cityTier'], number>> = { 1: 1.55, 2: 1.25, 3: 1, 4: 0.9, 5: 0.8 }
const WORDS = [
  '宏达',
  '鑫源',
  '华茂',
  '顺通',
  '恒信',
  '金禾',
  '瑞丰',
  '同心',
  '长青',
  '新城',
  '惠民',
  '安泰',
  '宝利',
  '众合',
]
const PUBLIC: readonly Occupation[] = ['teacher', 'nurse-doctor', 'civil-servant']

/**
 * Education, occupation, employer and income of someone who lives in a place. Income is log-normal around the
 * occupation's middle, times the tier of the city, times experience; whole hundreds of yuan.
 */
export function workOf(stream: Stream, place: Place, age: number): Work {
  const { occupation, medianYuan, minEducation, firms } = stream.weighted(
    JOBS.map((each) => [each, each.share[place.settlement]] as const),
  )
  const education =
    EDUCATIONS[
      Math.min(
        6,
        minEducation +
          stream.weighted([
            [0, 50],
            [1, 30],
            [2, 15],
            [3, 5],
          ]),
      )
    ]!
  const experience = 0.82 + 0.36 * Math.min(1, Math.max(0, (age - 20) / 20))
  const spread = Math.exp(0.33 * stream.normal())
  const yuan = medianYuan * TIER_FACTOR[place.cityTier] * experience * spread
  return {
    education,
    occupation,
    employer: employerOf(stream, place, occupation, stream.pick(firms)),
    employedMonths: Math.min((age - 17) * 12, Math.floor(3 + 90 * stream.unit() ** 2)),
    monthlyIncomeFen: BigInt(Math.max(15, Math.round(yuan / 100))) * 10_000n,
  }
}

function employerOf(stream: Stream, place: Place, occupation: Occupation, firm: string): string {
  const county = place.county.length > 2 ? place.county.replace(/(新区|区|县|旗)$/, '') : place.county
  if (PUBLIC.includes(occupation)) return place.county + firm
  return `${place.settlement === 'city' ? place.city.replace(/市$/, '') : county}${stream.pick(WORDS)}${firm}`
}

function job(
  occupation: Occupation,
  [city, countyTown, village]: readonly [number, number, number],
  medianYuan: number,
  minEducation: number,
  firms: string,
): Job {
  const share = { city, 'county-town': countyTown, village }
  return { occupation, share, medianYuan, minEducation, firms: firms.split(' ') }
}
