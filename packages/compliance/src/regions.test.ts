import { expect, test } from 'vitest'
import { regionOf } from './index.ts'

test.each([
  ['110101', 'Beijing', '东城区'],
  ['310115', 'Shanghai', '浦东新区'],
  ['330106', 'Zhejiang', null],
  ['110103', undefined, undefined],
  ['999999', undefined, undefined],
  ['339906', undefined, undefined],
  ['33010', undefined, undefined],
])('[G1] %s is %s %s', (code, province, district) => {
  const region = regionOf(code)
  expect([region?.province.en, region?.district]).toEqual([province, district])
})
