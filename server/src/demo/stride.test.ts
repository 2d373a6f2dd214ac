import { expect, test } from 'vitest'
import { strideOver } from './stride.ts'

test('[DEMO-1] nobody comes twice, however small the market', () => {
  expect(strideOver(2_200, { count: 4, from: 29, stride: 173 })).toEqual([29, 202, 375, 548])
  expect(strideOver(20, { count: 12, from: 11, stride: 160 })).toEqual([11])
  for (const size of [1, 7, 20, 60]) {
    const indexes = strideOver(size, { count: 40, from: 17, stride: 211 })
    expect(new Set(indexes).size).toBe(indexes.length)
  }
})
