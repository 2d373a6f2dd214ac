import { ALLOW, referBy, refuseBy, type Verdict } from './verdict.ts'

/** A piece of marketing or a contract page, as far as its rates are concerned. */
export interface AdvertisingText {
  readonly text: string
  /** How the annual rate was computed, where the author says so. */
  readonly method?: 'irr' | 'simple'
  /** Size of the annual rate ÷ size of the largest other rate, as set; 1 is equal. */
  readonly annualToOtherSize?: number
}

export type AdvertisingCode =
  | 'compliance.annual_rate_missing'
  | 'compliance.simple_rate_unlabelled'
  | 'compliance.annual_rate_less_prominent'
  | 'compliance.annual_rate_prominence_unknown'

const NUMBER = String.raw`\d+(?:\.\d+)?`
const PERCENT = String.raw`${NUMBER}\s*[%％‰]`

/** An annual rate with its figure; the word alone ("low annual rate") is none. */
const ANNUAL = new RegExp(
  [
    String.raw`(?:年化|年利率|年费率|年息|综合融资成本)[^%％。；;\d]{0,16}${PERCENT}`,
    String.raw`${PERCENT}[^%％。；;\d]{0,4}(?:每年|/\s*年|年化)`,
    String.raw`\b(?:annual(?:i[sz]ed)?|yearly|apr)\b[^%.;\d]{0,24}${PERCENT}`,
    String.raw`${PERCENT}\s*(?:apr\b|p\.?\s?a\.?|per\s+(?:year|annum)|a\s+year|yearly|annual)`,
  ].join('|'),
  'iu',
)

/** A rate or a price of money by the day, the month or the instalment. */
const SHORTER = new RegExp(
  [
    '日(?:利率|费率|息)|日利息|[每一1](?:日|天)[^。；;，,]{0,8}(?:息|费|元|厘|毛|分)|按日计息[^。；;]{0,8}\\d',
    '万(?:分之)?[一二三四五六七八九十\\d]+(?:\\.\\d+)?(?!元|人|户|家|\\d)(?=[^\\p{L}]|$|起|/|每)',
    '月(?:利率|费率|息|手续费率)|每(?:月|期)[^。；;，,]{0,6}(?:利率|费率|息|手续费)|(?:分期|期)费率',
    '\\b(?:daily|monthly)\\s+(?:interest|rate|fee)|(?:per|a)\\s+(?:day|month)\\b|/\\s*(?:day|month)\\b',
  ].join('|'),
  'iu',
)

const LENDING = /贷|借款|借钱|分期|额度|授信|利息|利率|\b(?:loan|lend|borrow|credit|instal+ments?|interest)/iu
const SIMPLE_LABEL = /单利|simple/iu

/**
 * Checks a text that offers loans: it must state an annual rate, say 单利 where the simple method was used,
 * and show no other rate larger than the annual one.
 *
 * Sizes cannot be read from words: a text with another rate beside the annual one and no
 * `annualToOtherSize` is referred to a person.
 *
 * @returns allow for texts that do not speak of lending
 * @refuses compliance.annual_rate_missing, compliance.simple_rate_unlabelled, compliance.annual_rate_less_prominent; refers
 *   compliance.annual_rate_prominence_unknown; checked in this order
 * @source 中国人民银行公告〔2021〕第3号 items 1–4; SPEC A1–A5
 * @example checkAdvertising({ text: '日息0.03%' }).decision // 'refuse'
 */
export function checkAdvertising(content: AdvertisingText): Verdict<AdvertisingCode> {
  const text = content.text.normalize('NFKC')
  const hasOther = SHORTER.test(text)
  const hasAnnual = ANNUAL.test(text)
  if (!hasAnnual) {
    return hasOther || LENDING.test(text) ? refuseBy('compliance.annual_rate_missing', { hasOther }) : ALLOW
  }
  if (content.method === 'simple' && !SIMPLE_LABEL.test(text)) return refuseBy('compliance.simple_rate_unlabelled')
  const size = content.annualToOtherSize
  if (size !== undefined && size < 1) return refuseBy('compliance.annual_rate_less_prominent', { size })
  if (hasOther && size === undefined) return referBy('compliance.annual_rate_prominence_unknown')
  return ALLOW
}
