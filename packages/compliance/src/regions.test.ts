import { expect, test } from 'vitest'
import { divisionOf, regionOf } from './index.ts'
import { prefectures } from './prefectures.ts'

test.each([
  ['110101', 'Beijing', null, '东城区'],
  ['310115', 'Shanghai', null, '浦东新区'],
  ['330106', 'Zhejiang', '杭州市', null],
  ['422802', 'Hubei', '恩施土家族苗族自治州', null],
  ['419001', 'Henan', '省直辖县级行政区划', null],
  ['500112', 'Chongqing', '市辖区', null],
  ['445102', 'Guangdong', '潮州市', null],
  ['810000', 'Hong Kong', null, null],
  ['110103', undefined, undefined, undefined],
  ['331206', undefined, undefined, undefined],
  ['999999', undefined, undefined, undefined],
  ['339906', undefined, undefined, undefined],
  ['33010', undefined, undefined, undefined],
])('[G1] %s is %s %s %s', (code, province, city, district) => {
  const region = regionOf(code)
  expect([region?.province.en, region?.city, region?.district]).toEqual([province, city, district])
})

test('[G2] the prefecture level is whole: 293 cities, 7 prefectures, 30 autonomous prefectures, 3 leagues', () => {
  const names = [...prefectures.values()]
  const ending = (end: string) => names.filter((name) => name.endsWith(end)).length
  expect([ending('市'), ending('地区'), ending('自治州'), ending('盟')]).toEqual([293, 7, 30, 3])
  // With the three municipalities written above it the level has 342 rows in the source of 2023-06-30.
  expect(prefectures.size + 3).toBe(342)
  expect(new Set(names.filter((name) => !/区划$|^市辖区$|^县$/.test(name))).size).toBe(333)
})

test('[G2] a prefecture that is no more is known without a name', () => {
  expect(regionOf('512501')).toMatchObject({ provinceCode: '51', city: null })
  expect(regionOf('371202')).toMatchObject({ provinceCode: '37', city: null })
})

test.each([
  ['湖北省恩施土家族苗族自治州利川市清江大道', '42', '4228'],
  ['新疆维吾尔自治区 喀什地区 疏勒县', '65', '6531'],
  ['内蒙古自治区锡林郭勒盟锡林浩特市', '15', '1525'],
  ['浙江杭州西湖区文三路1号', '33', '3301'],
  ['遵义市红花岗区', '52', '5203'],
  ['吉林省吉林市船营区', '22', '2202'],
  ['广西壮族自治区南宁市', '45', '4501'],
  ['海南省琼海市嘉积镇', '46', null],
  ['海南藏族自治州共和县', '63', '6325'],
  ['吉林市船营区', '22', '2202'],
  ['青海省海南藏族自治州共和县', '63', '6325'],
  ['北京市朝阳区建国路', '11', null],
  ['香港特别行政区中西区', '81', null],
  ['文三路1号', undefined, undefined],
])('[G3] %s lies in %s %s', (address, provinceCode, cityCode) => {
  const division = divisionOf(address)
  expect([division?.provinceCode, division?.cityCode]).toEqual([provinceCode, cityCode])
})
