import type { Localized } from '@puhui/kernel'

/** A province as a tile: where it roughly lies on a grid, its short name, and how its full name begins. */
export interface ProvinceTile {
  readonly begins: string
  readonly short: Localized
  readonly column: number
  readonly row: number
}

function tile(begins: string, zh: string, en: string, column: number, row: number): ProvinceTile {
  return { begins, short: { zh, en }, column, row }
}

/** All 34 provincial units; a tile shows a position and no border. */
export const PROVINCE_TILES: readonly ProvinceTile[] = [
  tile('黑龙', '黑', 'HL', 9, 1),
  tile('内蒙', '蒙', 'NM', 7, 2),
  tile('辽宁', '辽', 'LN', 8, 2),
  tile('吉林', '吉', 'JL', 9, 2),
  tile('新疆', '新', 'XJ', 1, 3),
  tile('甘肃', '甘', 'GS', 3, 3),
  tile('宁夏', '宁', 'NX', 4, 3),
  tile('山西', '晋', 'SX', 6, 3),
  tile('河北', '冀', 'HE', 7, 3),
  tile('北京', '京', 'BJ', 8, 3),
  tile('天津', '津', 'TJ', 9, 3),
  tile('青海', '青', 'QH', 3, 4),
  tile('陕西', '陕', 'SN', 5, 4),
  tile('河南', '豫', 'HA', 6, 4),
  tile('山东', '鲁', 'SD', 7, 4),
  tile('江苏', '苏', 'JS', 8, 4),
  tile('西藏', '藏', 'XZ', 2, 5),
  tile('四川', '川', 'SC', 4, 5),
  tile('重庆', '渝', 'CQ', 5, 5),
  tile('湖北', '鄂', 'HB', 6, 5),
  tile('安徽', '皖', 'AH', 7, 5),
  tile('上海', '沪', 'SH', 8, 5),
  tile('云南', '滇', 'YN', 4, 6),
  tile('贵州', '黔', 'GZ', 5, 6),
  tile('湖南', '湘', 'HN', 6, 6),
  tile('江西', '赣', 'JX', 7, 6),
  tile('浙江', '浙', 'ZJ', 8, 6),
  tile('广西', '桂', 'GX', 5, 7),
  tile('广东', '粤', 'GD', 6, 7),
  tile('福建', '闽', 'FJ', 7, 7),
  tile('台湾', '台', 'TW', 8, 7),
  tile('海南', '琼', 'HI', 5, 8),
  tile('澳门', '澳', 'MO', 6, 8),
  tile('香港', '港', 'HK', 7, 8),
]
