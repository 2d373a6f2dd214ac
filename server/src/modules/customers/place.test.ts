import { expect, test } from 'vitest'
import { placeOf } from './place.ts'

test.each([
  ['浙江省杭州市西湖区文三路1号', '浙江省杭州市西湖区', 'tier2'],
  ['遵义市红花岗区中华路', '贵州遵义市红花岗区', 'tier4'],
  ['新疆维吾尔自治区喀什地区疏勒县城关路', '新疆维吾尔自治区喀什地区疏勒县', 'county'],
  ['恩施土家族苗族自治州利川市清江大道', '湖北恩施土家族苗族自治州利川市', 'tier4'],
  ['吉林省吉林市船营区北京路', '吉林省吉林市船营区', 'tier4'],
])('SPC-12 %s is in %s', (address, place, cityTier) => {
  expect(placeOf(address)).toMatchObject({ place, cityTier })
})
