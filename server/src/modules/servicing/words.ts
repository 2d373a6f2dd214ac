import type { Localized } from '@puhui/kernel'
import type { GivenUp, LoanEvent, NewTerms, Parts, PenaltyStep, ReAge, ReAmortise } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import { formatPercent, PART_NAMES } from '@puhui/product'

const PARTS = { ...PART_NAMES, prepaymentFee: { zh: '提前还款违约金', en: 'prepayment fee' } }

/** Penalty interest opened: overdue × rate × days / days in the year, step by step. */
export function penaltyInWords(steps: readonly PenaltyStep[], penaltyFen: bigint): Localized {
  const isDated = steps.length > 1
  const said = steps.map((s) => {
    const sum = `${formatYuan(s.overdueFen)} × ${formatPercent(s.annualRatePpm)} × ${s.days}/${s.daysInYear}`
    return isDated
      ? { zh: `${sum}（${s.from} 至 ${s.to}）`, en: `${sum} (${s.from} to ${s.to})` }
      : { zh: sum, en: sum }
  })
  const [zh, en] = [said.map((one) => one.zh).join(' + '), said.map((one) => one.en).join(' + ')]
  return {
    zh: `罚息 = ${zh} = ${formatYuan(penaltyFen)} 元`,
    en: `Penalty = ${en} = ¥${formatYuan(penaltyFen)}`,
  }
}

const EVENTS: Readonly<Record<LoanEvent['kind'], Localized>> = {
  disbursed: { zh: '放款', en: 'Paid out' },
  repaid: { zh: '还款', en: 'Repayment' },
  prepaid: { zh: '提前还款', en: 'Prepayment' },
  waived: { zh: '减免', en: 'Waiver' },
  reversed: { zh: '冲正', en: 'Reversal' },
  chargedOff: { zh: '核销', en: 'Charge-off' },
  recovered: { zh: '核销后收回', en: 'Recovery' },
  rescheduled: { zh: '调整还款计划', en: 'New terms' },
  goodwillCredited: { zh: '客户补偿', en: 'Goodwill credit' },
  refunded: { zh: '商户退款', en: 'Merchant refund' },
  chargedBack: { zh: '银行追回还款', en: 'Chargeback' },
  repriced: { zh: '利率重定价', en: 'Repricing' },
  charged: { zh: '收取费用', en: 'Fee charged' },
  dueDayMoved: { zh: '调整还款日', en: 'Repayment day moved' },
  extended: { zh: '展期', en: 'Extension' },
  heldReturned: { zh: '退还预收款', en: 'Money held, paid back' },
  interestPaused: { zh: '停息', en: 'Interest paused' },
}
const GIVEN_UP: Readonly<Record<GivenUp, Localized>> = {
  'interest-payment-waiver': { zh: '利息减免', en: 'Interest let off' },
  'interest-refund': { zh: '退还利息', en: 'Interest given back' },
  'charge-adjustment': { zh: '费用调减', en: 'Charge lowered' },
  'capitalised-income-adjustment': { zh: '资本化费用调减', en: 'Fee that joined the principal, lowered' },
}
const MODES: Readonly<Record<string, Localized>> = {
  full: { zh: '结清', en: 'settles the loan' },
  'lower-instalment': { zh: '每期金额降低', en: 'lower instalments' },
  'fewer-instalments': { zh: '期数减少', en: 'fewer instalments' },
}

/** What happened, without the reason that somebody typed. */
export function eventNamed(event: LoanEvent): Localized {
  const { zh, en } = EVENTS[event.kind]
  if (event.kind === 'waived') return { zh: `${zh}${PARTS[event.part].zh}`, en: `${en} of ${PARTS[event.part].en}` }
  if (event.kind === 'goodwillCredited' && event.givesUp) return GIVEN_UP[event.givesUp]
  if (event.kind === 'repriced') {
    const [rate, base] = [formatPercent(event.annualRatePpm), formatPercent(event.benchmarkPpm)]
    return {
      zh: `${zh}（${event.benchmark} ${base}，年利率 ${rate}）`,
      en: `${en} (${event.benchmark} ${base}, now ${rate})`,
    }
  }
  if (event.kind === 'refunded' && event.withInterest) return { zh: `${zh}（连同利息）`, en: `${en} with interest` }
  if (event.kind === 'rescheduled') return rescheduledInWords(event)
  const change = changeInWords(event)
  if (change) return { zh: `${zh}（${change.zh}）`, en: `${en} (${change.en})` }
  if (event.kind !== 'prepaid') return { zh, en }
  const mode = MODES[event.mode]!
  return { zh: `${zh}（${mode.zh}）`, en: `${en} (${mode.en})` }
}

/** A penalty, a day of its own; nothing for a plain fee. */
function chargeInWords({ isPenalty, dueOn }: Extract<LoanEvent, { kind: 'charged' }>): Localized | undefined {
  const said: Localized[] = [
    ...(isPenalty ? [{ zh: '违约金', en: 'a fixed penalty' }] : []),
    ...(dueOn ? [{ zh: `${dueOn} 到期`, en: `due on ${dueOn}` }] : []),
  ]
  if (said.length === 0) return undefined
  return { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join(', ') }
}

/** What moves, and by how much. */
function changeInWords(event: LoanEvent): Localized | undefined {
  if (event.kind === 'dueDayMoved') {
    return { zh: `每月 ${event.dayOfMonth} 日`, en: `day ${event.dayOfMonth} of the month` }
  }
  if (event.kind === 'interestPaused') {
    const from = event.from ?? event.valueOn
    return { zh: `${from} 至 ${event.until} 不计息`, en: `none from ${from} to ${event.until}` }
  }
  if (event.kind === 'charged') return chargeInWords(event)
  if (event.kind !== 'extended') return undefined
  return extensionInWords(event)
}

const EXTENDED_BY = {
  day: { zh: '天', en: 'day' },
  month: { zh: '个月', en: 'month' },
  instalment: { zh: '期', en: 'instalment' },
} as const

function extensionInWords({ count, unit, from, spacing }: Extract<LoanEvent, { kind: 'extended' }>): Localized {
  const { zh, en } = EXTENDED_BY[unit]
  const [since, sinceEn] = from ? [`，${from} 起`, `, from ${from}`] : ['', '']
  const [anew, anewEn] = spacing
    ? ['，其后各期自新的还款日起按合同间隔', ', those after it at the distances of the contract from the new day']
    : ['', '']
  return { zh: `${count} ${zh}${since}${anew}`, en: `${count} ${en}${count === 1 ? '' : 's'}${sinceEn}${anewEn}` }
}

function rescheduledInWords(event: Extract<LoanEvent, { kind: 'rescheduled' }>): Localized {
  const [{ zh, en }, terms] = [EVENTS.rescheduled, termsInWords(event)]
  if (event.isAllDue) return { zh: '宣布全部贷款提前到期', en: 'All of the loan called due' }
  if (event.reAmortise) return reAmortiseInWords(event.reAmortise)
  if (!event.reAge) return { zh: `${zh}（${terms.zh}）`, en: `${en} (${terms.en})` }
  const days = reAgeInWords(event.reAge)
  return { zh: `重新排期（${days.zh}，${terms.zh}）`, en: `Re-aged (${days.en}, ${terms.en})` }
}

const UNITS = {
  day: { zh: '天', en: 'days' },
  week: { zh: '周', en: 'weeks' },
  month: { zh: '个月', en: 'months' },
} as const

/** From which day on, and how often. */
export function reAgeInWords({ firstDueOn, unit, every, interest }: ReAge): Localized {
  const { zh, en } = UNITS[unit]
  const laid = interest ? LAID[interest] : { zh: '', en: '' }
  return {
    zh: `自 ${firstDueOn} 起每 ${every} ${zh}还款一次${laid.zh}`,
    en: `payments fall due every ${every === 1 ? unit : `${every} ${en}`} from ${firstDueOn} on${laid.en}`,
  }
}

/** From a re-age on with its interest in equal parts, none runs. */
const LAID = {
  'equal-to-day': {
    zh: '；到今天为止的利息平均摊入各期，今后不再计息',
    en: '; the interest up to today is laid on them in equal parts, and none runs from now on',
  },
  'equal-to-term': {
    zh: '；整个期限的利息平均摊入各期，提前结清只付到结清日',
    en: '; the interest of the whole term is laid on them in equal parts, and paid early it is owed up to that day only',
  },
} as const

/** What is past due is spread over the instalments to come. */
export function reAmortiseInWords({ interest }: ReAmortise): Localized {
  return interest === 'next'
    ? {
        zh: '逾期本金摊入以后各期，逾期利息随下一期起先还，还款日和期数不变',
        en: 'Arrears of principal are spread over the instalments to come, their interest is paid with the next ones; days and number stay',
      }
    : {
        zh: '逾期本金、利息和费用平均摊入以后各期，还款日和期数不变',
        en: 'Arrears of principal, interest and fees are spread evenly over the instalments to come; days and number stay',
      }
}

/** New terms in one line: instalments, rate, grace, arrears. */
export function termsInWords({ instalments, annualRatePpm, graceInstalments, arrears }: NewTerms): Localized {
  const rate = formatPercent(annualRatePpm)
  const graceZh = graceInstalments > 0 ? `，前 ${graceInstalments} 期只付利息` : ''
  const graceEn = graceInstalments > 0 ? `, the first ${graceInstalments} interest only` : ''
  return {
    zh: `${instalments} 期，年利率 ${rate}${graceZh}${arrears === 'carried' ? '，逾期款并入新计划' : ''}`,
    en: `${instalments} instalments at ${rate}${graceEn}${arrears === 'carried' ? ', arrears moved into them' : ''}`,
  }
}

/** One line of the timeline. */
export function eventInWords(event: LoanEvent): Localized {
  const { zh, en } = eventNamed(event)
  return 'reason' in event ? { zh: `${zh}：${event.reason}`, en: `${en}: ${event.reason}` } : { zh, en }
}

/** What new terms moved into an instalment, or out of it, part by part. */
export function carriedInWords({ interestFen, feeFen, penaltyFen }: Parts): Localized {
  const parts = [
    [PARTS.interest, interestFen],
    [PARTS.fee, feeFen],
    [PARTS.penalty, penaltyFen],
  ] as const
  const moved = parts.filter(([, fen]) => fen !== 0n)
  const isOut = moved.every(([, fen]) => fen < 0n)
  const sizeOf = (fen: bigint) => formatYuan(fen < 0n ? -fen : fen)
  const zh = moved.map(([name, fen]) => `${name.zh} ${sizeOf(fen)} 元`).join('、')
  const en = moved.map(([name, fen]) => `${name.en} ¥${sizeOf(fen)}`).join(', ')
  return isOut
    ? { zh: `已转入新计划：${zh}`, en: `Moved into the new plan: ${en}` }
    : { zh: `另行计入或自逾期各期转入，不计息：${zh}`, en: `Charged or moved here, without interest: ${en}` }
}
