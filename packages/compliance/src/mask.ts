/** How a value is shown to those who need not see it. Each mask keeps what staff need to tell two people apart. */
export type MaskKind = 'mobile' | 'resident-id' | 'bank-card' | 'name' | 'address' | 'email' | 'full'

const COMPOUND_SURNAMES = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
]

/**
 * Masks a value by its kind.
 *
 * @source JR/T 0171-2020 § 7.1.4 (display); SPEC V10
 * @example mask('mobile', '13812345678') // '138****5678'
 */
export function mask(kind: MaskKind, value: string): string {
  switch (kind) {
    case 'mobile':
      return maskMobile(value)
    case 'resident-id':
      return maskResidentId(value)
    case 'bank-card':
      return maskBankCard(value)
    case 'name':
      return maskName(value)
    case 'address':
      return maskAddress(value)
    case 'email':
      return maskEmail(value)
    default:
      return '*'.repeat(6)
  }
}

/** `maskMobile('13812345678') // '138****5678'` */
export function maskMobile(mobile: string): string {
  return keepEnds(mobile, 3, 4)
}

/** `maskResidentId('11010519491231002X') // '110105********002X'` */
export function maskResidentId(residentId: string): string {
  return keepEnds(residentId, 6, 4)
}

/** `maskBankCard('6222021234567890128') // '622202*********0128'` */
export function maskBankCard(card: string): string {
  return keepEnds(card, 6, 4)
}

/** Keeps the surname: `maskName('欧阳娜娜') // '欧阳**'`; a name with a middle dot keeps its first part's first character. */
export function maskName(name: string): string {
  const letters = [...name]
  const kept = letters.length > 2 && COMPOUND_SURNAMES.includes(letters.slice(0, 2).join('')) ? 2 : 1
  return letters.map((letter, i) => (i < kept || letter === '·' ? letter : '*')).join('')
}

/** Keeps province, city and county: `maskAddress('浙江省杭州市西湖区文三路1号') // '浙江省杭州市西湖区****'`. */
export function maskAddress(address: string): string {
  const region =
    /^(.{2,8}?(?:省|自治区|市))?(.{1,10}?(?:市|自治州|地区|盟))?(.{1,10}?(?:区|县|旗|市))?/u.exec(address)?.[0] ?? ''
  return `${region === address ? '' : region}****`
}

/** Keeps the first character and the domain: `maskEmail('lihua@example.cn') // 'l****@example.cn'`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '****' : `${[...email][0]}****${email.slice(at)}`
}

function keepEnds(value: string, first: number, last: number): string {
  const letters = [...value]
  const hidden = letters.length - first - last
  if (hidden <= 0) return '*'.repeat(letters.length)
  return letters.slice(0, first).join('') + '*'.repeat(hidden) + letters.slice(-last).join('')
}
