import type { RefusalTexts } from './entry.ts'

export const hardshipRefusals = {
  'hardship.not_found': { status: 404, zh: '没有这份申请', en: 'No such request' },
  'hardship.already_asked': {
    status: 409,
    zh: '已有一份申请正在处理',
    en: 'A request for this loan is being dealt with',
  },
  'hardship.ended': { status: 409, zh: '该申请已办结', en: 'This request has ended' },
  'hardship.plan_waits': { status: 409, zh: '方案正在等待复核', en: 'A plan awaits its second person' },
  'hardship.agreement_waits': {
    status: 409,
    zh: '补充协议正在等待客户签署；如需改方案，请先作废协议',
    en: 'A supplementary agreement waits for the signature; take it back first to change the plan',
  },
  'agreements.not_found': { status: 404, zh: '没有这份补充协议', en: 'No such supplementary agreement' },
  'agreements.not_waiting': {
    status: 409,
    zh: '该补充协议已签署、已失效或已作废，不能再操作',
    en: 'This supplementary agreement is signed, lapsed or void; nothing more can be done with it',
  },
  'agreements.outdated': {
    status: 409,
    zh: '协议出具后贷款发生了变动，不能再签署；将重新拟定方案',
    en: 'The loan has changed since the agreement was drawn up, so it can no longer be signed; a new plan will follow',
  },
  'agreements.signed_on_wrong_day': {
    status: 422,
    zh: '签署日须在 {from} 至 {to} 之间',
    en: 'The day of the signature must be between {from} and {to}',
  },
  'agreements.copy_too_large': { status: 422, zh: '扫描件不能超过 10 MB', en: 'The scan must be 10 MB or less' },
  'agreements.copy_unreadable': {
    status: 422,
    zh: '只接受 JPG、PNG 或 PDF 扫描件',
    en: 'The scan must be a JPG, PNG or PDF file',
  },
  'hardship.plan_outdated': {
    status: 409,
    zh: '方案拟定后贷款已变动或已过 {days} 天，请重新拟定',
    en: 'The loan has moved since the plan was made, or {days} days have passed: make it anew',
  },
} as const satisfies RefusalTexts
