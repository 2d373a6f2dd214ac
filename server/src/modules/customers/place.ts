import { divisionOf, PROVINCES } from '@puhui/compliance'
import type { CityTier } from './model.ts'

const TIER_1 = /北京|上海|广州|深圳/
const TIER_2 =
  /天津|重庆|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|宁波|东莞|佛山|合肥|无锡|沈阳|大连|济南|厦门|福州|昆明|哈尔滨|长春/
const TIER_3 =
  /石家庄|太原|南昌|贵阳|南宁|兰州|海口|乌鲁木齐|呼和浩特|温州|泉州|常州|徐州|烟台|绍兴|嘉兴|台州|金华|潍坊|临沂|洛阳|珠海|中山|惠州|保定|南通|扬州/
const VILLAGE = /(?:村|屯|嘎查)(?!委会大厦)/
const COUNTY = /(?:县|旗)[\p{Script=Han}\d]/u

/** What an address tells about where somebody lives: city or county, its tier, and whether it is a village. */
export function placeOf(address: string): {
  readonly place: string | null
  readonly cityTier: CityTier
  readonly isRural: boolean
} {
  const plain = address.replace(/\s/g, '')
  const [region = ''] =
    /^(?:.{2,8}?(?:省|自治区))?.{1,10}?(?:市|自治州|地区|盟)(?:.{1,8}?(?:区|县|旗|市))?/u.exec(plain) ?? []
  const isRural = VILLAGE.test(plain)
  return { place: region === '' ? null : withProvince(region), cityTier: tierOf(plain, region, isRural), isRural }
}

/** An address that begins with its city gets the province before it, so that reports find it there. */
function withProvince(region: string): string {
  const division = divisionOf(region)
  const name = division && PROVINCES.get(division.provinceCode)!.zh
  return name === undefined || region.startsWith(name) ? region : `${name}${region}`
}

/** By the city, never by the street: 北京路 is in many places. */
function tierOf(address: string, region: string, isRural: boolean): CityTier {
  if (isRural) return 'village'
  if (COUNTY.test(address)) return 'county'
  const city = region === '' ? address : region
  if (TIER_1.test(city)) return 'tier1'
  if (TIER_2.test(city)) return 'tier2'
  return TIER_3.test(city) ? 'tier3' : 'tier4'
}
