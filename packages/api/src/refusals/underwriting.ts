import type { RefusalTexts } from './entry.ts'

export const underwritingRefusals = {
  'underwriting.paper_not_found': { status: 404, zh: '没有这份材料', en: 'No such paper' },
  'underwriting.paper_unreadable': {
    status: 422,
    zh: '只接受 JPEG、PNG 或 PDF',
    en: 'Only JPEG, PNG or PDF is taken',
  },
  'underwriting.paper_too_large': {
    status: 413,
    zh: '文件不能超过 10 MB',
    en: 'The file may not be larger than 10 MB',
  },
  'underwriting.papers_missing': {
    status: 409,
    zh: '要交的材料还没有交齐',
    en: 'Not all papers asked for are there yet',
    help: { zh: '请先交齐页面列出的材料。', en: 'Hand in the papers the page lists first.' },
  },
  'underwriting.check_says_nothing': {
    status: 422,
    zh: '请填写核实到的内容，或选择相符、不符',
    en: 'Say what was found, or whether it agrees',
  },
  'underwriting.parameters_invalid': {
    status: 422,
    zh: '参数不完整或超出范围',
    en: 'The parameters are incomplete or out of range',
  },
} as const satisfies RefusalTexts
