import type { RefusalTexts } from './entry.ts'

/** Scenes, merchants, and what a loan may be used for. */
export const sceneRefusals = {
  'merchants.not_found': { status: 404, zh: '没有这个商户', en: 'No such merchant' },
  'merchants.not_active': { status: 409, zh: '商户不在可支付状态', en: 'The merchant may not be paid now' },
  'merchants.other_scene': { status: 422, zh: '商户不在该场景内', en: 'The merchant is not in this scene' },
  'merchants.already_registered': {
    status: 409,
    zh: '商户号或统一社会信用代码已登记',
    en: 'The code or the licence is on the register already',
  },
  'merchants.required': {
    status: 422,
    zh: '该场景的贷款直接支付给商户，请选择商户',
    en: 'In this scene the merchant is paid: please choose one',
  },
  'products.scene_not_offered': {
    status: 422,
    zh: '该产品不用于所选场景',
    en: 'The product does not lend for this',
  },
  'funds.alert_not_found': { status: 404, zh: '没有这条预警', en: 'No such alert' },
  'funds.alert_closed': { status: 409, zh: '预警已处理', en: 'The alert has been dealt with' },
  'funds.file_unreadable': {
    status: 422,
    zh: '文件缺少列，需要：{columns}',
    en: 'Columns are missing from the file; see the template',
  },
  'compliance.purpose_prohibited': {
    status: 422,
    zh: '贷款不得用于该用途（{word}）',
    en: 'A loan may not be used for this ({word})',
    help: {
      zh: '依据：互联网贷款办法第二十四条。可用于日常消费、家电、教育、医疗等',
      en: 'Source: Internet Loan Measures, art. 24. Everyday needs, appliances, education or medical care are possible',
    },
  },
  'compliance.term_too_long': {
    status: 422,
    zh: '个人消费贷款期限不超过 {months} 个月',
    en: 'A personal loan runs at most {months} months',
    help: { zh: '依据：个人贷款管理办法', en: 'Source: Measures on Personal Loans' },
  },
  'compliance.entrusted_payment_required': {
    status: 422,
    zh: '超过 {limit} 元的贷款须支付给交易对象',
    en: 'Above ¥{limit} the loan is paid to the seller',
    help: { zh: '依据：个人贷款管理办法', en: 'Source: Measures on Personal Loans' },
  },
} as const satisfies RefusalTexts
