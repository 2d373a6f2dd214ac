import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const label = { zh: '列', en: 'Column' }
const spec = {
  columns: {
    id: { type: 'id', label },
    name: { type: 'text', label },
    amountFen: { type: 'money', label },
    ratePpm: { type: 'rate', label },
    status: { type: 'status', label, labels: 'loanStatus' },
  },
  filters: {},
  defaultSort: 'id:asc',
} as const

test('[HTTP-9] formulas are harmless, long digits stay text, amounts stay numbers, Chinese opens in Excel', () => {
  const row = {
    id: '6222021234567890123',
    name: '=HYPERLINK("x")',
    amountFen: '-123456789',
    ratePpm: 72_500,
    status: 'settled',
  }
  const text = csvOf(spec, [row, { ...row, id: '00123', name: '＋1,2', amountFen: null }], 'zh')
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.split('\r\n').slice(1)).toEqual([
    '"\t6222021234567890123","\'=HYPERLINK(""x"")",-1234567.89,7.25%,已结清',
    '"\t00123","\'＋1,2",,7.25%,已结清',
    '',
  ])
})
