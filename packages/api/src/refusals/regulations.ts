import type { RefusalTexts } from './entry.ts'

export const regulationRefusals = {
  'regulations.not_found': { status: 404, zh: '没有这项政策', en: 'No such regulation' },
  'regulations.is_law': {
    status: 409,
    zh: '平台规则库中的规则不能修改，请另行登记新政策',
    en: 'A rule that the platform ships is not changed; enter a new regulation',
  },
  'regulations.is_superseded': { status: 409, zh: '该政策已被取代', en: 'The regulation has been superseded' },
  'regulations.rule_unknown': { status: 422, zh: '没有规则 {rule}', en: 'There is no rule {rule}' },
  'regulations.changed_meanwhile': {
    status: 409,
    zh: '内容已被他人修改，请重新阅读',
    en: 'It has changed meanwhile; please read it again',
  },
  'regulations.numbers_released': {
    status: 409,
    zh: '已提交参数的政策不能改施行日',
    en: 'The day of a regulation with numbers handed in is not moved',
  },
  'regulations.not_interpreted': { status: 409, zh: '请先写政策解读', en: 'Say first what the regulation means' },
  'regulations.nothing_planned': {
    status: 409,
    zh: '请先安排应对事项或提交参数',
    en: 'Add an action or hand in a number first',
  },
  'regulations.superseded_by_itself': { status: 422, zh: '不能被自己取代', en: 'Nothing is superseded by itself' },
  'regulations.action_not_found': { status: 404, zh: '没有这个事项', en: 'No such action' },
  'regulations.action_done': { status: 409, zh: '该事项已完成', en: 'The action is done already' },
  'regulations.action_of_another': {
    status: 403,
    zh: '只有负责人或政策管理人员可以完成该事项',
    en: 'Only its owner or who keeps the register finishes an action',
  },
  'regulations.effective_in_past': {
    status: 409,
    zh: '施行日须晚于今天',
    en: 'It can come into force tomorrow at the earliest',
  },
  'regulations.numbers_invalid': {
    status: 422,
    zh: '有 {count} 个参数不正确',
    en: '{count} numbers are not right',
  },
  'compliance.parameter_unknown': { status: 422, zh: '没有这个参数', en: 'There is no such number' },
  'compliance.parameter_wrong_type': { status: 422, zh: '参数值格式不正确', en: 'Not a value of this number' },
  'compliance.parameter_past_the_law': {
    status: 422,
    zh: '不得宽于法定值',
    en: 'It may not be looser than the law',
  },
  'regulations.contracts_kept': {
    status: 409,
    zh: '该政策不要求老合同重新定价',
    en: 'The regulation leaves old contracts as signed, or has released no cap',
  },
  'regulations.not_in_force': { status: 409, zh: '施行日未到', en: 'Its day has not come' },
  'regulations.what_if_not_found': { status: 404, zh: '没有这个测算', en: 'No such what-if' },
  'regulations.what_if_unfinished': { status: 409, zh: '测算尚未完成', en: 'The what-if is not done' },
  'regulations.not_of_a_policy': {
    status: 409,
    zh: '请先为该测算登记政策',
    en: 'Only what was asked for an entry of the register is carried out',
  },
  'regulations.product_not_affected': {
    status: 409,
    zh: '产品 {product} 不受影响',
    en: 'Product {product} is not affected',
  },
  'regulations.measure_cures_nothing': {
    status: 422,
    zh: '该措施不能使产品 {product} 合规',
    en: 'The measure does not make product {product} lawful',
  },
  'regulations.measure_taken': {
    status: 409,
    zh: '产品 {product} 已有应对措施',
    en: 'A measure was taken for product {product} already',
  },
  'regulations.cost_above_cap': {
    status: 422,
    zh: '综合融资成本（单利）{cost} 超过 {since} 起施行的上限 {cap}（{rule}，{regulation}）',
    en: 'The all-in yearly cost (simple) of {cost} is above the ceiling of {cap} in force since {since} ({rule}, {regulation})',
  },
  'regulations.term_above_limit': {
    status: 422,
    zh: '期限 {term} 个月超过 {since} 起施行的上限 {months} 个月（{rule}，{regulation}）',
    en: 'A term of {term} months is above the limit of {months} in force since {since} ({rule}, {regulation})',
  },
  'regulations.balance_above_limit': {
    status: 422,
    zh: '超过 {since} 起施行的单户上限 {limit}（{rule}，{regulation}）',
    en: 'Above the limit per borrower of {limit} in force since {since} ({rule}, {regulation})',
  },
} as const satisfies RefusalTexts
