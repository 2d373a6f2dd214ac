import type { Localized } from '@puhui/kernel'
import { type BeyondRule, PART_NAMES, TIME_NAMES } from '@puhui/product'
import type { Allocation } from './state.ts'

const CAUSES: Readonly<Record<string, Localized>> = {
  due: { zh: '偿还到期款项', en: 'Pays what is due' },
  held: { zh: '预收款到期入账', en: 'Money held in advance pays what falls due' },
  recovery: { zh: '核销后收回', en: 'Recovery after charge-off' },
  settlement: { zh: '提前结清', en: 'Early settlement' },
  prepayment: { zh: '提前归还未到期本金', en: 'Pays principal before it is due' },
  waiver: { zh: '减免', en: 'Waiver' },
  goodwill: { zh: '客户补偿', en: 'Goodwill credit' },
  'interest-payment-waiver': { zh: '利息减免', en: 'Interest let off' },
  'interest-refund': { zh: '退还利息', en: 'Interest given back' },
  'charge-adjustment': { zh: '费用调减', en: 'Charge lowered' },
  'capitalised-income-adjustment': { zh: '资本化费用调减', en: 'Fee that joined the principal, lowered' },
  chargeback: { zh: '银行追回，恢复为未还', en: 'Charged back: open again' },
  heldReturned: { zh: '预收款退还借款人', en: 'Money held is paid back to the borrower' },
}

const TIMES: Readonly<Record<string, Localized>> = {
  ...TIME_NAMES,
  'own-day': { zh: '自有到期日已到的', en: 'due on its own day' },
}

const DIRECTIONS: Readonly<Record<string, Localized>> = {
  horizontal: { zh: '先清最早一期', en: 'oldest instalment first' },
  vertical: { zh: '先清同类款项', en: 'one kind of charge over all instalments first' },
}

const AHEAD: Readonly<Record<Exclude<BeyondRule, 'held'>, Localized>> = {
  'next-instalment': { zh: '提前归还下一期', en: 'in advance, the next instalment first' },
  'last-instalment': { zh: '提前归还最后一期', en: 'in advance, the last instalment first' },
  'next-then-last': { zh: '提前归还当期再到最后一期', en: 'in advance, the running instalment and then the last' },
  spread: { zh: '平均分摊到以后各期', en: 'in advance, in equal shares over the instalments to come' },
}

/**
 * The rule that took a piece of money, as a sentence.
 *
 * @source SPEC A4
 * @example ruleInWords({ rule: 'due:horizontal:past-due:3', part: 'interest' }).en
 */
export function ruleInWords({ rule, part }: Pick<Allocation, 'rule' | 'part'>): Localized {
  if (part === 'held' && rule === 'held') {
    return { zh: '无到期款项，留作预收，到期自动偿还', en: 'Nothing is due: held and paid in when it falls due' }
  }
  const [cause = '', direction = '', time = '', place, future] = rule.split(':')
  const why = CAUSES[cause] ?? { zh: cause, en: cause }
  const how = future ? AHEAD[future as keyof typeof AHEAD] : DIRECTIONS[direction]
  const when = TIMES[time]
  if (!how || !when || place === undefined || part === 'held' || part === 'prepaymentFee') return why
  const name = PART_NAMES[part]
  const first = future ? { zh: '超出到期应还的部分', en: 'More than what is due' } : why
  return {
    zh: `${first.zh}：${how.zh}，${when.zh}${name.zh}排第 ${place}`,
    en: `${first.en}: ${how.en}; ${name.en} ${when.en} takes place ${place}`,
  }
}
