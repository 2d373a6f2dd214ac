const HIDDEN = '＊＊'

const PERSONAL: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
  /\d{17}[\dXx]|\d{15}/gu,
  /(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}/gu,
  /\d[\d -]{5,}\d/gu,
  /(?<=我叫|我是|姓名[:：]?\s?|名字叫|联系人[:：]?\s?|my name is |I am |I'm )(?:[\p{Script=Han}]{2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)*)/gu,
  /[\p{Script=Han}]{1,2}(?=先生|女士|小姐|师傅)/gu,
  /[\p{Script=Han}\d]+(?:路|街|巷|弄)\d+号(?:\d+(?:室|单元|栋|楼))*/gu,
]

/**
 * A quote without what could tell who said it: numbers of telephones, cards and papers, e-mail addresses, street
 * addresses, names after "my name is" and before a form of address, and the names given.
 *
 * Names that stand alone are not found unless they are given: whoever reads quotes reads them with care.
 *
 * @param names what the lender knows the person to be called
 * @example maskQuote('我的电话 13800138000', []) // '我的电话 ＊＊'
 */
export function maskQuote(text: string, names: readonly string[]): string {
  const without = names.filter((name) => name.length > 1).reduce((rest, name) => rest.replaceAll(name, HIDDEN), text)
  return PERSONAL.reduce((rest, pattern) => rest.replace(pattern, HIDDEN), without)
}
