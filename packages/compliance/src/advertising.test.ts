import { expect, test } from 'vitest'
import { checkAdvertising } from './index.ts'

const decide = (text: string, annualToOtherSize?: number) => {
  const verdict = checkAdvertising({ text, ...(annualToOtherSize !== undefined && { annualToOtherSize }) })
  return verdict.decision === 'allow' ? 'allow' : `${verdict.decision} ${verdict.code.slice('compliance.'.length)}`
}

test.each([
  '日息万三，随借随还',
  '借1000元，每天利息仅0.3元',
  '月费率0.6%，分期更轻松',
  '年化利率超低，马上借款',
  '最高可借20万元额度',
  '利率低至０．０２％',
  'Borrow now, daily interest from 0.02%',
  'Low APR loans in minutes',
])('[A1] refused without an annual rate: %s', (text) => {
  expect(decide(text)).toBe('refuse annual_rate_missing')
})

test.each([
  '年化利率（单利）7.2%起，贷款有风险',
  '年利率 14.4%，借款请量力而行',
  '综合年化成本（单利）18%的分期',
  'Loans from 7.2% p.a. (simple)',
  'APR 13.84% on every loan',
])('[A1] allowed with one: %s', (text) => {
  expect(decide(text)).toBe('allow')
})

test.each(['本周门店营业时间调整', 'Our offices close at 5 p.m.'])('[A2] no offer of a loan: %s', (text) => {
  expect(decide(text)).toBe('allow')
})

test('[A3] the simple method is named', () => {
  expect(checkAdvertising({ text: '年化利率12.8%', method: 'simple' }).decision).toBe('refuse')
  expect(checkAdvertising({ text: '年化利率12.8%（单利）', method: 'simple' }).decision).toBe('allow')
  expect(checkAdvertising({ text: '年化利率13.58%', method: 'irr' }).decision).toBe('allow')
})

test.each([
  [1, 'allow'],
  [0.99, 'refuse annual_rate_less_prominent'],
] as const)('[A4] at %s of the size of the monthly rate: %s', (size, verdict) => {
  expect(decide('月利率0.6%，年化利率7.2%（单利）', size)).toBe(verdict)
})

test('[A5] sizes unknown, a person decides', () => {
  expect(decide('月利率0.6%，年化利率7.2%（单利）')).toBe('refer annual_rate_prominence_unknown')
})
