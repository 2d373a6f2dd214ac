import type { RefusalTexts } from './entry.ts'

export const surveyRefusals = {
  'surveys.not_found': { status: 404, zh: '没有这份问卷', en: 'No such survey' },
  'surveys.code_taken': { status: 409, zh: '编号 {survey} 已被使用', en: 'The code {survey} is taken' },
  'surveys.not_a_draft': {
    status: 409,
    zh: '已提交复核或已发布的版本不能修改',
    en: 'A version that was handed in or published cannot be changed',
    help: { zh: '请复核人退回，或起草下一版', en: 'Have it given back, or draft the next version' },
  },
  'surveys.draft_exists': { status: 409, zh: '已有一版草稿', en: 'There is a draft already' },
  'surveys.changed_meanwhile': {
    status: 409,
    zh: '他人刚修改了此问卷',
    en: 'Somebody else has changed it meanwhile',
    help: { zh: '请刷新后合并修改', en: 'Load it again and put both changes together' },
  },
  'surveys.not_ready': {
    status: 422,
    zh: '有 {count} 处需要修改后才能发布',
    en: '{count} things keep it from being published',
  },
  'surveys.question_invalid': { status: 422, zh: '{why}', en: '{why}' },
  'surveys.segment_missing': { status: 422, zh: '请选择受邀客群', en: 'Choose the segment to be invited' },
  'surveys.ends_in_past': { status: 422, zh: '结束日不能早于今天', en: 'It cannot end in the past' },
  'surveys.not_submitted': { status: 409, zh: '问卷不在待复核状态', en: 'It does not await approval' },
  'surveys.not_published': { status: 409, zh: '问卷未在进行中', en: 'The survey is not running' },
  'surveys.not_open': {
    status: 409,
    zh: '问卷当前不接受作答（{startsOn} 至 {endsOn}）',
    en: 'The survey takes no answers now (from {startsOn} to {endsOn})',
  },
  'surveys.already_invited': { status: 409, zh: '这一版已发出邀请', en: 'Invitations of this version have gone out' },
  'surveys.question_unknown': {
    status: 404,
    zh: '没有这道题，或题型不符',
    en: 'No such question, or one of another kind',
  },
  'surveys.link_unknown': {
    status: 404,
    zh: '链接无效',
    en: 'This link leads to no survey',
    help: { zh: '请核对链接是否完整', en: 'See whether the link is whole' },
  },
  'surveys.already_answered': {
    status: 409,
    zh: '您已提交过这份问卷，谢谢',
    en: 'You have answered this survey, thank you',
  },
  'surveys.not_invited': {
    status: 409,
    zh: '这份问卷只面向受邀客户',
    en: 'Only those who were invited answer this survey',
  },
  'surveys.too_many_answers': {
    status: 429,
    zh: '作答过于频繁，请 {seconds} 秒后再试',
    en: 'Too many answers at once; try again in {seconds} s',
  },
  'surveys.answer_invalid': { status: 422, zh: '有 {count} 题需要修改', en: '{count} answers need another look' },
  'surveys.answer_missing': { status: 422, zh: '请作答', en: 'Please answer this' },
  'surveys.answer_not_allowed': { status: 422, zh: '答案不在可选范围内', en: 'This is none of the possible answers' },
  'surveys.answer_too_long': { status: 422, zh: '最多 1000 字', en: 'At most 1,000 characters' },
  'surveys.link_needs_customer': {
    status: 422,
    zh: '匿名作答不能与个人资料关联',
    en: 'An answer without a name cannot be kept with a person',
  },
  'surveys.answer_unknown': { status: 404, zh: '没有这份答卷', en: 'No such answers' },
} as const satisfies RefusalTexts
