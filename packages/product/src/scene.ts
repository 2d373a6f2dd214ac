import type { Localized } from '@puhui/kernel'
import type { ProductTerms } from './terms.ts'

/** What is bought with the money. Every application and loan stands in exactly one scene 场景. */
export type SceneCode =
  | 'shopping'
  | 'appliances'
  | 'homeDecoration'
  | 'education'
  | 'onlineEducation'
  | 'tourism'
  | 'medical'
  | 'housing'
  | 'vehicle'
  | 'wedding'
  | 'farming'
  | 'everyday'
  | 'refinancing'
  | 'other'

/** Who is paid when a loan is paid out. */
export type Payee = 'borrower' | 'merchant'

export interface Scene {
  readonly code: SceneCode
  readonly name: Localized
  readonly examples: Localized
  /** Purposes that an application can state and that stand in this scene. */
  readonly purposes: readonly string[]
  /** Words by which a movement of the account is recognised as spending in this scene. */
  readonly spendingWords: readonly string[]
}

function scene(
  code: SceneCode,
  [zh, en]: readonly [string, string],
  [examplesZh, examplesEn]: readonly [string, string],
  purposes: readonly string[],
  spendingWords: readonly string[],
): Scene {
  return { code, name: { zh, en }, examples: { zh: examplesZh, en: examplesEn }, purposes, spendingWords }
}

/** The catalogue, in the order in which it is shown. */
export const SCENES: readonly Scene[] = [
  scene(
    'shopping',
    ['购物', 'Shopping'],
    ['服装、数码、商超、网购', 'clothes, electronics, shops and online'],
    ['shopping'],
    ['商城', '百货', '购物', '数码', '服饰', '网店'],
  ),
  scene(
    'appliances',
    ['家电', 'Household appliances'],
    ['空调、冰箱、洗衣机', 'air conditioners, fridges, washing machines'],
    ['appliances'],
    ['家电', '电器'],
  ),
  scene(
    'homeDecoration',
    ['家装', 'Home decoration'],
    ['装修、家具、建材', 'fitting out, furniture, materials'],
    ['homeDecoration'],
    ['装饰', '装修', '家具', '家居', '建材'],
  ),
  scene(
    'education',
    ['教育', 'Education'],
    ['职业培训、学历教育', 'vocational training, degrees'],
    ['education'],
    ['学校', '学院', '培训', '教育'],
  ),
  scene(
    'onlineEducation',
    ['在线教育', 'Online education'],
    ['网课、在线培训', 'online classes and training'],
    ['onlineEducation'],
    ['在线教育', '网校', '在线课堂', '网课'],
  ),
  scene(
    'tourism',
    ['旅游', 'Tourism'],
    ['机票、酒店、跟团游', 'flights, hotels, tours'],
    ['travel'],
    ['旅行', '旅游', '酒店', '航空', '景区'],
  ),
  scene(
    'medical',
    ['医疗健康', 'Medical and health'],
    ['就医、口腔、体检', 'treatment, dentistry, check-ups'],
    ['medical'],
    ['医院', '口腔', '诊所', '体检', '药房'],
  ),
  scene(
    'housing',
    ['租房居住', 'Renting a home'],
    ['租金、搬家、物业（不含购房）', 'rent, removals, service charges; never buying a home'],
    ['rent', 'housing'],
    ['租房', '公寓', '搬家', '物业'],
  ),
  scene(
    'vehicle',
    ['用车', 'Vehicles'],
    ['购车、维修、电动车', 'cars, repairs, e-bikes'],
    ['vehicle'],
    ['汽车', '车行', '电动车', '汽修'],
  ),
  scene(
    'wedding',
    ['婚庆', 'Weddings'],
    ['婚宴、摄影', 'banquets, photography'],
    ['wedding'],
    ['婚庆', '婚纱', '婚宴'],
  ),
  scene(
    'farming',
    ['农业生产', 'Farming'],
    ['农资、农机、收购', 'seed and fertiliser, machines, produce'],
    ['ruralProduction', 'smallBusiness'],
    ['农资', '农机', '种业', '饲料', '化肥'],
  ),
  scene(
    'everyday',
    ['日常消费', 'Everyday needs'],
    ['生活开支', 'living expenses'],
    ['dailyUse'],
    ['超市', '餐饮', '便利店', '电力', '燃气', '通信'],
  ),
  scene(
    'refinancing',
    ['归还本人债务', 'Repaying own debts'],
    ['信用卡还款、债务整合', 'card repayment, consolidation'],
    ['cardRepayment', 'debtConsolidation'],
    ['信用卡'],
  ),
  scene('other', ['其他', 'Other'], ['其他合法消费', 'other lawful consumption'], ['other'], []),
]

export const SCENE_CODES: readonly SceneCode[] = SCENES.map(({ code }) => code)

/**
 * The one scene of a stated purpose; a purpose that no scene lists is `other`.
 *
 * @source PRD-12; SPEC N1
 * @example sceneOf('travel') // 'tourism'
 */
export function sceneOf(purpose: string): SceneCode {
  return SCENES.find((one) => one.purposes.includes(purpose))?.code ?? 'other'
}

/** A scene in which a version lends, and whether the merchant is paid instead of the borrower. */
export interface SceneRule {
  readonly scene: SceneCode
  readonly payee: Payee
}

/**
 * Who is paid under a version for a scene. A version that names no scenes lends in all and pays the borrower.
 *
 * @returns null when the version does not lend in the scene
 * @source PRD-12; SPEC N2
 * @example payeeOf({ scenes: [{ scene: 'tourism', payee: 'merchant' }] }, 'medical') // null
 */
export function payeeOf({ scenes }: Pick<ProductTerms, 'scenes'>, code: SceneCode): Payee | null {
  if (scenes === undefined) return 'borrower'
  return scenes.find((rule) => rule.scene === code)?.payee ?? null
}
