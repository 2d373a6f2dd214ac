import type { Localized } from '@puhui/kernel'
import { PROVINCES } from './provinces.ts'

/** What a code of six digits means, as far as the table reaches: the province, and the district of a municipality. */
export interface Region {
  readonly provinceCode: string
  readonly province: Localized
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
 * The table is whole for provinces and for the districts of Beijing, Tianjin and Shanghai; elsewhere the province and a
 * city of 01 to 90 are checked and the county is taken as it is.
 *
 * @param code six digits, as in the first six of a resident ID number
 * @source GB/T 2260, state of 2023-06-30; CN-DATA-005; SPEC G1
 * @example regionOf('110101')?.district // '东城区'
 */
export function regionOf(code: string): Region | undefined {
  const province = PROVINCES.get(code.slice(0, 2))
  if (!/^\d{6}$/.test(code) || province === undefined) return undefined
  const provinceCode = code.slice(0, 2)
  if (provinceCode in DISTRICTS) {
    const district = districts.get(code)
    return district === undefined ? undefined : { provinceCode, province, district }
  }
  const city = Number(code.slice(2, 4))
  return city >= 1 && city <= 90 ? { provinceCode, province, district: null } : undefined
}
