import type { RefusalTexts } from './entry.ts'

export const complianceRefusals = {
  'compliance.cost_above_cap': {
    status: 422,
    zh: '综合融资成本（单利）{cost} 超过上限 {cap}',
    en: 'The all-in yearly cost (simple) of {cost} is above the ceiling of {cap}',
    help: { zh: '依据：金规〔2025〕9号第六条', en: 'Source: Jin Gui [2025] No. 9, article 6' },
  },
  'compliance.upfront_interest': {
    status: 422,
    zh: '利息不得预先在本金中扣除',
    en: 'Interest may not be deducted from the principal in advance',
  },
  'compliance.bullet_too_long': {
    status: 422,
    zh: '到期一次还本的期限不得超过 {months} 个月',
    en: 'A loan repaid in one sum may not run longer than {months} months',
  },
  'compliance.limit_exceeded': {
    status: 422,
    zh: '超过单户上限 {limit}',
    en: 'Above the limit per borrower of {limit}',
  },
  'compliance.under_age': { status: 422, zh: '未满 18 周岁不能申请', en: 'Applicants must be at least 18' },
  'compliance.resident_id_length': {
    status: 422,
    zh: '身份证号是 18 位，您输入了 {typed} 位',
    en: 'A resident ID number has 18 characters; you typed {typed}',
  },
  'compliance.resident_id_birth_day': {
    status: 422,
    zh: '身份证号第 7 至 14 位应是出生日期，请核对',
    en: 'Characters 7 to 14 of the ID number are the birthday; please check them',
  },
  'compliance.resident_id_invalid': {
    status: 422,
    zh: '身份证号不正确',
    en: 'Not a valid resident ID number',
    help: { zh: '请核对 18 位号码，最后一位可能是 X', en: 'Check all 18 characters; the last may be X' },
  },
  'compliance.name_invalid': { status: 422, zh: '姓名格式不正确', en: 'Not a name as on the ID card' },
  'compliance.mobile_length': {
    status: 422,
    zh: '手机号是 11 位，您输入了 {typed} 位',
    en: 'A mobile number has 11 digits; you typed {typed}',
  },
  'compliance.mobile_invalid': { status: 422, zh: '手机号不正确', en: 'Not a mobile number' },
  'compliance.credit_code_invalid': {
    status: 422,
    zh: '统一社会信用代码校验不符，请核对证照',
    en: 'The unified social credit code does not check; compare it with the licence',
  },
  'compliance.bank_card_invalid': { status: 422, zh: '银行卡号不正确', en: 'Not a valid bank card number' },
  'compliance.bank_card_length': {
    status: 422,
    zh: '银行卡号是 13 至 19 位，您输入了 {typed} 位',
    en: 'A bank card number has 13 to 19 digits; you typed {typed}',
  },
  'compliance.consent_missing': { status: 403, zh: '缺少授权：{purpose}', en: 'A consent is missing: {purpose}' },
  'compliance.unknown_purpose': { status: 404, zh: '没有这项授权', en: 'No such consent' },
  'compliance.consent_version_old': {
    status: 409,
    zh: '授权文本已更新，请重新阅读',
    en: 'The text of this consent has changed; please read it again',
  },
  'compliance.cost_table_not_acknowledged': {
    status: 409,
    zh: '签署前须阅读并确认综合融资成本明示表',
    en: 'The cost table must be read and confirmed before signing',
  },
  'compliance.read_too_fast': {
    status: 422,
    zh: '请至少阅读 {seconds} 秒',
    en: 'Please read for at least {seconds} seconds',
  },
  'compliance.not_read_to_the_end': { status: 422, zh: '请阅读到最后', en: 'Please read to the end' },
  'compliance.terms_changed': {
    status: 409,
    zh: '条款已变化，请重新阅读',
    en: 'The terms have changed; please read them again',
  },
} as const satisfies RefusalTexts
