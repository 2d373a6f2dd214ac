import type { Localized } from '@puhui/kernel'
import type {
  AllocationOrder,
  AllocationOrders,
  AllocationStep,
  BeyondRule,
  ChargebackRule,
  DueTime,
  MoneyKind,
  Part,
} from './allocation.ts'

export const PART_NAMES: Readonly<Record<Part, Localized>> = {
  penalty: { zh: '罚息', en: 'penalty' },
  fee: { zh: '费用', en: 'fee' },
  interest: { zh: '利息', en: 'interest' },
  principal: { zh: '本金', en: 'principal' },
}

export const TIME_NAMES: Readonly<Record<DueTime, Localized>> = {
  'past-due': { zh: '逾期', en: 'past due' },
  due: { zh: '当日到期', en: 'due' },
  'in-advance': { zh: '未到期', en: 'in advance' },
}

/** Where money that is more than what is due goes, as half a sentence. */
export const BEYOND_NAMES: Readonly<Record<BeyondRule, Localized>> = {
  held: { zh: '留作预收款，在下一还款日自动偿还', en: 'is held and pays the next instalment when it falls due' },
  'next-instalment': {
    zh: '提前归还下一期，再往后依次归还',
    en: 'pays the next instalment in advance, then those after it',
  },
  'last-instalment': { zh: '从最后一期起提前归还', en: 'pays the last instalment in advance, then those before it' },
  'next-then-last': {
    zh: '先提前归还当期，再从最后一期起归还',
    en: 'pays the running instalment in advance, then the last ones',
  },
  spread: { zh: '平均分摊到以后各期提前归还', en: 'pays all instalments to come in equal shares' },
}

const KINDS: Readonly<Partial<Record<MoneyKind, Localized>>> = {
  'goodwill-credit': { zh: '客户补偿', en: 'A goodwill credit' },
  'merchant-refund': { zh: '商户退款', en: 'A refund by the merchant' },
  recovery: { zh: '核销后收回', en: 'A recovery after charge-off' },
}

/**
 * How a contract takes money, one sentence for each kind that has an order of its own.
 *
 * @source SPEC O5
 */
export function allocationInWords(orders: AllocationOrders): readonly Localized[] {
  const own = Object.entries(orders.byKind).flatMap(([kind, order]) => {
    const name = KINDS[kind as MoneyKind]
    return order && name ? [sentence(name, orders.direction, order)] : []
  })
  const first = sentence({ zh: '还款', en: 'A payment' }, orders.direction, orders.default)
  const chargeback = orders.chargeback ? [chargebackInWords(orders.chargeback)] : []
  return [first, ...own, ...chargeback, ...(orders.chargesDue ? [OWN_DAY] : [])]
}

const OWN_DAY: Localized = {
  zh: '有自己到期日的费用和违约金，自该日起即为到期应还。',
  en: 'A fee or penalty with a day of its own is due from that day.',
}

function chargebackInWords({ order, held }: ChargebackRule): Localized {
  const parts = order.length === 0 ? (['principal'] as const) : order
  return {
    zh: `银行追回的还款计入当期应还，依次为${listZh(parts)}${held ? '；预收款不先退还，按还款顺序清偿' : ''}。`,
    en: `What a bank takes back of a payment is owed with the running instalment: ${listEn(parts)}, in this order${held ? '; money held is not given back first, and pays it as it pays what is due' : ''}.`,
  }
}

function sentence(what: Localized, direction: AllocationOrders['direction'], order: AllocationOrder): Localized {
  const due = dueInWords(direction, order.steps)
  const beyond = beyondInWords(order)
  return {
    zh: `${what.zh}${due.zh}。超出到期应还的部分${beyond.zh}。`,
    en: `${what.en} ${due.en}. What exceeds the amount due ${beyond.en}.`,
  }
}

function dueInWords(direction: AllocationOrders['direction'], steps: readonly AllocationStep[]): Localized {
  const [past, today] = [partsOf(steps, 'past-due'), partsOf(steps, 'due')]
  const isSame = past.join() === today.join()
  if (direction === 'horizontal') {
    const within = isSame
      ? { zh: `同一期内依次为${listZh(past)}`, en: `within it ${listEn(past)} in this order` }
      : {
          zh: `逾期各期内依次为${listZh(past)}，当日到期的一期内依次为${listZh(today)}`,
          en: `within one past due ${listEn(past)}, within the one due that day ${listEn(today)}, in this order`,
        }
    return {
      zh: `先清偿最早到期的一期；${within.zh}`,
      en: `settles the oldest instalment first, and ${within.en}`,
    }
  }
  if (isSame && steps.filter(({ time }) => time !== 'in-advance').every((step, at) => step.part === past[at >> 1])) {
    return {
      zh: `各期合并清偿，依次为${listZh(past)}`,
      en: `settles one kind of charge over all instalments before the next: ${listEn(past)}`,
    }
  }
  const named = steps.filter(({ time }) => time !== 'in-advance')
  return {
    zh: `依次清偿${named.map(({ time, part }) => TIME_NAMES[time].zh + PART_NAMES[part].zh).join('、')}`,
    en: `settles in this order: ${named.map(({ time, part }) => `${PART_NAMES[part].en} ${TIME_NAMES[time].en}`).join(', ')}`,
  }
}

function beyondInWords({ steps, future }: AllocationOrder): Localized {
  if (future === 'held') return BEYOND_NAMES.held
  const parts = partsOf(steps, 'in-advance')
  const before = parts.slice(0, parts.indexOf('principal'))
  if (before.length === 0) return BEYOND_NAMES[future]
  return {
    zh: `先清偿当期已产生的${listZh(before)}，本金部分${BEYOND_NAMES[future].zh}`,
    en: `pays ${listEn(before)} of the running instalment so far, and with the rest of it ${BEYOND_NAMES[future].en}`,
  }
}

function partsOf(steps: readonly AllocationStep[], time: DueTime): readonly Part[] {
  return steps.filter((step) => step.time === time).map(({ part }) => part)
}

function listZh(parts: readonly Part[]): string {
  return parts.map((part) => PART_NAMES[part].zh).join('、')
}

function listEn(parts: readonly Part[]): string {
  const names = parts.map((part) => PART_NAMES[part].en)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`
}
