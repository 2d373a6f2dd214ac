import type { Localized } from '@puhui/kernel'
import { formerCities, prefectures } from './prefectures.ts'
import { PROVINCES } from './provinces.ts'

/** What a code of six digits means, as far as the table reaches: province, prefecture, and the district of a municipality. */
export interface Region {
  readonly provinceCode: string
  readonly province: Localized
  /** The division of the prefecture level by its Chinese name; null in a municipality and where it is no more. */
  readonly city: string | null
  /** The district by its Chinese name; null where the table has no districts. */
  readonly district: string | null
}

const DISTRICTS: Readonly<Record<string, string>> = {
  11: '01东城区 02西城区 05朝阳区 06丰台区 07石景山区 08海淀区 09门头沟区 11房山区 12通州区 13顺义区 14昌平区 15大兴区 16怀柔区 17平谷区 18密云区 19延庆区',
  12: '01和平区 02河东区 03河西区 04南开区 05河北区 06红桥区 10东丽区 11西青区 12津南区 13北辰区 14武清区 15宝坻区 16滨海新区 17宁河区 18静海区 19蓟州区',
  31: '01黄浦区 04徐汇区 05长宁区 06静安区 07普陀区 09虹口区 10杨浦区 12闵行区 13宝山区 14嘉定区 15浦东新区 16金山区 17松江区 18青浦区 20奉贤区 51崇明区',
}

const districts: ReadonlyMap<string, string> = new Map(
  Object.entries(DISTRICTS).flatMap(([province, names]) =>
    names.split(' ').map((each) => [`${province}01${each.slice(0, 2)}`, each.slice(2)] as const),
  ),
)

/**
 * The administrative division of a code, or undefined for a code that the table does not know.
 *
 * Whole are the provinces, every division of the prefecture level, and the districts of Beijing, Tianjin and Shanghai.
 * Counties elsewhere are taken as they are. Codes of prefectures from 21 to 50 that are no more are known without a name:
 * they stand for life in the ID numbers that were given there.
 *
 * @param code six digits, as in the first six of a resident ID number
 * @source GB/T 2260, state of 2023-06-30; CN-DATA-005; SPEC G1, G2
 * @example regionOf('330106')?.city // '杭州市'
 */
export function regionOf(code: string): Region | undefined {
  const province = PROVINCES.get(code.slice(0, 2))
  if (!/^\d{6}$/.test(code) || province === undefined) return undefined
  const provinceCode = code.slice(0, 2)
  if (provinceCode in DISTRICTS) {
    const district = districts.get(code)
    return district === undefined ? undefined : { provinceCode, province, city: null, district }
  }
  if (WITHOUT_PREFECTURES.has(provinceCode)) return { provinceCode, province, city: null, district: null }
  const city = prefectures.get(code.slice(0, 4))
  if (city === undefined && !isFormer(code)) return undefined
  return { provinceCode, province, city: city ?? null, district: null }
}

const WITHOUT_PREFECTURES: ReadonlySet<string> = new Set(['71', '81', '82', '83'])

/** Numbers 21 to 50 were for prefectures, most of which have become cities since. */
function isFormer(code: string): boolean {
  const number = Number(code.slice(2, 4))
  return (number >= 21 && number <= 50) || formerCities.has(code.slice(0, 4))
}

export interface Division {
  /** Two digits. */
  readonly provinceCode: string
  /** Four digits; null where the address does not say it. */
  readonly cityCode: string | null
  /** By its Chinese name; null where the address does not say it. */
  readonly city: string | null
}

/**
 * In which province and prefecture an address lies, as it begins; undefined where it begins with neither.
 *
 * A prefecture may stand without its province and without its last character 市; a county or a street alone is not
 * looked up.
 *
 * @param address Chinese, spaces do not matter
 * @source GB/T 2260; SPEC G3
 * @example divisionOf('湖北省恩施土家族苗族自治州利川市')?.cityCode // '4228'
 */
export function divisionOf(address: string): Division | undefined {
  const plain = address.replace(/\s/gu, '')
  // By its whole name first: 海南藏族自治州 is not in 海南, nor is 吉林市 all of 吉林.
  const whole = [...prefectures].find(([, name]) => plain.startsWith(name))
  if (whole) return divisionAt(whole)
  const found = [...PROVINCES].find(([code, { zh }]) => code !== '83' && plain.startsWith(zh))
  const rest = found === undefined ? plain : plain.slice(found[1].zh.length).replace(PROVINCE_TAIL, '')
  const city = [...prefectures].find(
    ([code, name]) => (found === undefined || code.startsWith(found[0])) && rest.startsWith(stemOf(name)),
  )
  if (city) return divisionAt(city)
  return found === undefined ? undefined : { provinceCode: found[0], cityCode: null, city: null }
}

function divisionAt([code, name]: readonly [string, string]): Division {
  return { provinceCode: code.slice(0, 2), cityCode: code, city: name }
}

const PROVINCE_TAIL = /^(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)/u

function stemOf(name: string): string {
  return name.endsWith('市') ? name.slice(0, -1) : name
}
