import type { EnumValue } from '@puhui/condition'

const word = (value: string, zh: string, en: string): EnumValue => ({ value, label: { zh, en } })

export const GENDERS = [word('male', '男', 'male'), word('female', '女', 'female')]

export const OCCUPATIONS = [
  word('civil-servant', '公务员', 'civil servant'),
  word('teacher', '教师', 'teacher'),
  word('medical', '医务人员', 'medical staff'),
  word('office-worker', '企业职员', 'office worker'),
  word('engineer', '技术人员', 'engineer'),
  word('manager', '管理人员', 'manager'),
  word('factory-worker', '产业工人', 'factory worker'),
  word('service-worker', '服务业从业者', 'service worker'),
  word('courier-driver', '快递与司机', 'courier or driver'),
  word('shopkeeper', '个体经营者', 'shopkeeper'),
  word('migrant-worker', '外出务工者', 'migrant worker'),
  word('farmer', '务农', 'farmer'),
  word('freelancer', '自由职业者', 'freelancer'),
  word('student', '学生', 'student'),
  word('other', '其他', 'other'),
]

export const EDUCATIONS = [
  word('primary', '小学', 'primary school'),
  word('junior-high', '初中', 'junior high school'),
  word('senior-high', '高中', 'senior high school'),
  word('vocational', '中专', 'vocational school'),
  word('college', '大专', 'college'),
  word('bachelor', '本科', "bachelor's degree"),
  word('postgraduate', '研究生', 'postgraduate'),
]

export const INCOME_LEVELS = [
  word('low', '低收入', 'low income'),
  word('middle', '中等收入', 'middle income'),
  word('high', '高收入', 'high income'),
]

export const ACTIVE_HOURS = [
  word('morning', '清晨与上午（5–11时）', 'morning (5–11)'),
  word('daytime', '日间（11–17时）', 'daytime (11–17)'),
  word('evening', '傍晚与夜间（17–23时）', 'evening (17–23)'),
  word('night', '深夜（23–5时）', 'night (23–5)'),
]

export const MOBILITY_BANDS = [
  word('home', '居家（每日不足2公里）', 'at home (under 2 km a day)'),
  word('local', '本地（每日2–20公里）', 'local (2–20 km a day)'),
  word('regional', '跨区域（每日20公里以上）', 'regional (20 km a day and more)'),
]

export const CITY_TIERS = [
  word('tier1', '一线城市', 'tier-1 city'),
  word('tier2', '二线城市', 'tier-2 city'),
  word('tier3', '三线城市', 'tier-3 city'),
  word('tier4', '四线及以下城市', 'tier-4 city or below'),
  word('county', '县城', 'county town'),
  word('village', '乡村', 'village'),
]

export const CATEGORIES = [
  word('food', '餐饮', 'food'),
  word('groceries', '日用', 'daily goods'),
  word('clothing', '服饰美妆', 'clothing and cosmetics'),
  word('electronics', '数码家电', 'electronics'),
  word('home', '家居装修', 'home'),
  word('education', '教育', 'education'),
  word('medical', '医疗', 'medical'),
  word('travel', '旅游出行', 'travel'),
  word('transport', '交通汽车', 'transport and cars'),
  word('farming', '农资', 'farm supplies'),
  word('entertainment', '文娱', 'entertainment'),
  word('other', '其他', 'other'),
]

export const PAYMENT_CHANNELS = [
  word('mobile', '移动支付', 'mobile payment'),
  word('online', '网上支付', 'online payment'),
  word('card', '刷卡', 'card'),
  word('cash', '现金', 'cash'),
]

export const CONTACT_CHANNELS = [
  word('h5', '手机网页', 'mobile web'),
  word('branch', '网点', 'branch'),
  word('village', '村级服务站', 'village station'),
  word('partner', '合作商户', 'partner'),
]

export const GRADES = ['A', 'B', 'C', 'D', 'E'].map((grade) => word(grade, `${grade} 级`, `grade ${grade}`))

export const RISK_LEVELS = [
  word('conservative', '保守型', 'conservative'),
  word('steady', '稳健型', 'steady'),
  word('balanced', '平衡型', 'balanced'),
  word('growth', '成长型', 'growth'),
  word('aggressive', '进取型', 'aggressive'),
]

/** What people want money for; a customer may have several. */
export const NEEDS = [
  word('education', '教育', 'education'),
  word('medical', '医疗', 'medical'),
  word('housing', '住房', 'housing'),
  word('travel', '旅游', 'travel'),
  word('appliances', '家电', 'appliances'),
  word('homeDecoration', '家装', 'home decoration'),
  word('ruralProduction', '农业生产', 'rural production'),
  word('wedding', '婚庆', 'wedding'),
  word('dailyUse', '日常消费', 'daily use'),
]

const OCCUPATION_WORDS: readonly (readonly [RegExp, string])[] = [
  [/公务员|civil/iu, 'civil-servant'],
  [/教师|老师|teacher/iu, 'teacher'],
  [/医|护|nurse|doctor/iu, 'medical'],
  [/工程|技术|engineer/iu, 'engineer'],
  [/经理|主管|管理|manager/iu, 'manager'],
  [/学生|student/iu, 'student'],
  [/司机|快递|外卖|courier|driver/iu, 'courier-driver'],
  [/农民工|务工|migrant/iu, 'migrant-worker'],
  [/农|farmer/iu, 'farmer'],
  [/个体|店|shopkeeper/iu, 'shopkeeper'],
  [/自由|freelanc/iu, 'freelancer'],
  [/工人|factory/iu, 'factory-worker'],
  [/服务|service/iu, 'service-worker'],
  [/职员|文员|白领|office/iu, 'office-worker'],
]

const EDUCATION_WORDS: readonly (readonly [RegExp, string])[] = [
  [/研究生|硕士|博士|postgrad|master/iu, 'postgraduate'],
  [/本科|学士|bachelor/iu, 'bachelor'],
  [/大专|专科|college/iu, 'college'],
  [/中专|职高|技校|vocational/iu, 'vocational'],
  [/高中|senior/iu, 'senior-high'],
  [/初中|junior/iu, 'junior-high'],
  [/小学|primary/iu, 'primary'],
]

/** The code of an occupation as somebody wrote it; `other` where no word is known. */
export function occupationOf(text: string): string {
  return codeOf(text, OCCUPATIONS, OCCUPATION_WORDS) ?? 'other'
}

/** The code of an education as somebody wrote it; unknown where no word is known. */
export function educationOf(text: string): string | null {
  return codeOf(text, EDUCATIONS, EDUCATION_WORDS) ?? null
}

function codeOf(text: string, values: readonly EnumValue[], words: readonly (readonly [RegExp, string])[]) {
  if (values.some(({ value }) => value === text)) return text
  return words.find(([pattern]) => pattern.test(text))?.[1]
}
