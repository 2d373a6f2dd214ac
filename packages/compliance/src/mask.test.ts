import { expect, test } from 'vitest'
import { mask } from './index.ts'

test.each([
  ['mobile', '13812345678', '138****5678'],
  ['resident-id', '11010519491231002X', '110105********002X'],
  ['bank-card', '6222021234567890128', '622202*********0128'],
  ['name', '张伟', '张*'],
  ['name', '欧阳娜娜', '欧阳**'],
  ['name', '欧阳', '欧*'],
  ['name', '阿依·买买提', '阿*·***'],
  ['name', '李𬭎', '李*'],
  ['address', '浙江省杭州市西湖区文三路1号', '浙江省杭州市西湖区****'],
  ['address', '北京市海淀区中关村大街1号', '北京市海淀区****'],
  ['address', '贵州省黔东南苗族侗族自治州雷山县西江镇1组', '贵州省黔东南苗族侗族自治州雷山县****'],
  ['email', 'lihua@example.cn', 'l****@example.cn'],
  ['full', '8000', '******'],
] as const)('[V10] %s %s is shown as %s', (kind, value, shown) => {
  expect(mask(kind, value)).toBe(shown)
})

test.each([
  ['mobile', '1381234', '*******'],
  ['resident-id', '110105', '******'],
  ['address', '浙江省', '****'],
  ['email', 'nobody', '****'],
  ['name', '', ''],
] as const)('[V11] a short %s is hidden whole: %s', (kind, value, shown) => {
  expect(mask(kind, value)).toBe(shown)
})
