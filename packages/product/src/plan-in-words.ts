import type { Shift } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { formatPercent } from './cost-table.ts'
import type { Frequency } from './period.ts'
import type { FloatingRule, PlanRules } from './plan-rules.ts'
import type { DueDayRule } from './terms.ts'

const UNITS: Readonly<Record<Frequency['unit'], Localized>> = {
  day: { zh: '天', en: 'days' },
  week: { zh: '周', en: 'weeks' },
  month: { zh: '个月', en: 'months' },
}

const NOTHING: Localized = { zh: '', en: '' }

/** When instalments fall due, as a sentence; and how many there are, where the term does not tell. */
export function dueDayInWords(dueDay: DueDayRule, frequency?: Frequency): Localized {
  const { zh, en } = spacingInWords(dueDay, frequency)
  if (!frequency) return { zh, en }
  const { count, lastAfter, countedFrom, unit } = frequency
  const counted = count === undefined ? NOTHING : { zh: `共 ${count} 期。`, en: ` There are ${count} of them.` }
  const end = {
    zh: `最后一期在起算日后 ${lastAfter} ${UNITS[unit].zh}到期。`,
    en: ` The last falls due ${lastAfter} ${UNITS[unit].en} after the first day.`,
  }
  const start = { zh: `各期自 ${countedFrom} 起算。`, en: ` Days are counted from ${countedFrom}.` }
  const said = [counted, lastAfter === undefined ? NOTHING : end, countedFrom === undefined ? NOTHING : start]
  return { zh: zh + said.map((one) => one.zh).join(''), en: en + said.map((one) => one.en).join('') }
}

function spacingInWords(dueDay: DueDayRule, frequency: Frequency | undefined): Localized {
  if (frequency && !(frequency.unit === 'month' && frequency.every === 1)) {
    const unit = UNITS[frequency.unit]
    const one = frequency.every === 1
    return {
      zh: one && frequency.unit !== 'month' ? `每${unit.zh}还款一次。` : `每 ${frequency.every} ${unit.zh}还款一次。`,
      en: one ? `Payments fall due every ${frequency.unit}.` : `Payments fall due every ${frequency.every} ${unit.en}.`,
    }
  }
  return dueDay.kind === 'fixed'
    ? { zh: `每月 ${dueDay.dayOfMonth} 日还款。`, en: `Payments fall due on day ${dueDay.dayOfMonth} of the month.` }
    : { zh: '每月还款日与放款日相同。', en: 'Payments fall due on the day of the month of the disbursement.' }
}

const SHIFTS: Readonly<Record<Exclude<Shift, 'none'>, Localized>> = {
  following: {
    zh: '还款日遇节假日的，顺延至下一工作日',
    en: 'A due day that is a holiday moves to the next working day',
  },
  preceding: {
    zh: '还款日遇节假日的，提前至上一工作日',
    en: 'A due day that is a holiday moves to the working day before',
  },
  'modified-following': {
    zh: '还款日遇节假日的，顺延至下一工作日；跨月的提前至上一工作日',
    en: 'A due day that is a holiday moves to the next working day of its month, or else to the one before',
  },
}

/** Where a due day goes that is a holiday, as a sentence; none where it stays. */
export function shiftInWords(shift: Shift): readonly Localized[] {
  if (shift === 'none') return []
  const { zh, en } = SHIFTS[shift]
  return [{ zh: `${zh}，当期利息不变。`, en: `${en}; the interest of the instalment stays the same.` }]
}

/** What the rules of a plan mean for the borrower, one sentence each. */
export function planInWords(plan: PlanRules = {}): readonly Localized[] {
  return [
    ...graceInWords(plan),
    ...balloonInWords(plan),
    ...(plan.flat ? [WHOLE_TERM] : []),
    ...seasonInWords(plan),
    ...partsInWords(plan),
    ...downInWords(plan),
    ...drawsInWords(plan),
    ...(plan.floating ? [floatingInWords(plan.floating)] : []),
    ...subsidyInWords(plan),
    ...restInWords(plan),
    ...decimalsInWords(plan),
    ...(plan.levelFrom ? [FROM_PERIOD_START] : []),
  ]
}

const FROM_PERIOD_START: Localized = {
  zh: '重新计算每期还款额时，当期欠款视同自当期首日起欠，再以末期差额最小为准调整。',
  en: 'When instalments are made level anew, what is owed counts as owed from the first day of the running period, before the last one is made to differ least.',
}

function decimalsInWords({ rateDecimals, dayDigits }: PlanRules): readonly Localized[] {
  const ofRate = {
    zh: `每期利率保留到小数点后 ${rateDecimals} 位（四舍六入五成双），再乘以本金。`,
    en: `The rate of a period is rounded to ${rateDecimals} digits after the point, half to even, before it is multiplied.`,
  }
  const ofDay = {
    zh: `利息先算出一日之数，保留 ${dayDigits} 位有效数字（四舍六入五成双），再乘以日数。`,
    en: `Interest is worked out for one day, to ${dayDigits} digits that count, half to even, and then multiplied by the days.`,
  }
  return [...(rateDecimals === undefined ? [] : [ofRate]), ...(dayDigits === undefined ? [] : [ofDay])]
}

function graceInWords({ grace }: PlanRules): readonly Localized[] {
  if (!grace) return []
  const { interestOnlyPeriods, moratoriumPeriods, moratoriumInterest } = grace
  const after =
    moratoriumInterest === 'waived'
      ? { zh: '不计利息', en: 'bear no interest' }
      : { zh: '利息并入其后第一期', en: 'have their interest in the first instalment after them' }
  return [
    ...(moratoriumPeriods > 0
      ? [
          {
            zh: `前 ${moratoriumPeriods} 期不用还款，${after.zh}。`,
            en: `Nothing is due in the first ${moratoriumPeriods} periods, which ${after.en}.`,
          },
        ]
      : []),
    ...(interestOnlyPeriods > 0
      ? [
          {
            zh: `${moratoriumPeriods > 0 ? '其后' : '前'} ${interestOnlyPeriods} 期只还利息。`,
            en: `${moratoriumPeriods > 0 ? 'The next' : 'The first'} ${interestOnlyPeriods} instalments are interest only.`,
          },
        ]
      : []),
  ]
}

function balloonInWords({ balloonPpm }: PlanRules): readonly Localized[] {
  if (balloonPpm === undefined) return []
  const percent = formatPercent(balloonPpm)
  return [
    {
      zh: `气球贷本金的 ${percent} 留到最后一期归还。`,
      en: `With a larger last instalment, ${percent} of the principal is left for it.`,
    },
  ]
}

const WHOLE_TERM: Localized = {
  zh: '等本等息的，全期利息一次算出，平均分摊到各期，每期本金相同。',
  en: 'With flat interest, that of the whole term is reckoned at once and each instalment bears an equal part of it, beside an equal part of the principal.',
}

function seasonInWords({ season }: PlanRules): readonly Localized[] {
  if (!season) return []
  const zh = season.harvests.map(({ month, dayOfMonth }) => `${month} 月 ${dayOfMonth} 日`).join('、')
  const en = season.harvests.map(({ month, dayOfMonth }) => `${dayOfMonth}/${month}`).join(', ')
  return [
    {
      zh: `按收获季还款的，每年 ${zh}（${season.crop.zh}收获后）还本付息。`,
      en: `On harvest days, payments fall due each year on ${en} (day/month), after the harvest of ${season.crop.en}.`,
    },
  ]
}

function partsInWords({ parts }: PlanRules): readonly Localized[] {
  if (!parts) return []
  const zh = parts.map(({ month, sharePpm }) => `第 ${month} 个月还 ${formatPercent(sharePpm)}`).join('，')
  const en = parts.map(({ month, sharePpm }) => `${formatPercent(sharePpm)} after ${month} months`).join(', ')
  return [
    {
      zh: `按约定计划还款的，本金${zh}，利息随每次还款付清。`,
      en: `By the agreed plan: ${en}, with the interest of the time before.`,
    },
  ]
}

function downInWords({ downPayment }: PlanRules): readonly Localized[] {
  if (!downPayment) return []
  const percent = formatPercent(downPayment.sharePpm)
  return [
    { zh: `放款当天先付首付 ${percent}。`, en: `A down payment of ${percent} is due on the day of the disbursement.` },
  ]
}

const FULL_TERM: Localized = {
  zh: '每次支用的款项各自按完整期数还款，与其他款项同日到期的部分合并归还。',
  en: 'Each part is repaid over the full number of instalments from its own day; what falls due on one day is paid together.',
}

function drawsInWords({ draws }: PlanRules): readonly Localized[] {
  if (!draws) return []
  const [percent, least] = [formatPercent(draws.firstSharePpm), formatYuan(draws.leastFen)]
  const parts = {
    zh: `分次放款：签约时放款 ${percent}，其余在 ${draws.months} 个月内按需支用，每次不少于 ${least} 元；未支用部分到期失效，不计利息。`,
    en: `Paid out in parts: ${percent} at signing, the rest within ${draws.months} months as it is needed, at least ¥${least} at a time; what is not drawn lapses and bears no interest.`,
  }
  return draws.term === 'full' ? [parts, FULL_TERM] : [parts]
}

const REPRICED: Readonly<Record<FloatingRule['repricing']['kind'], Localized>> = {
  'january-first': { zh: '每年 1 月 1 日', en: 'on 1 January of each year' },
  anniversary: { zh: '每满一年', en: 'each year on the day of the disbursement' },
  'every-months': { zh: '定期', en: 'at fixed intervals' },
}

function floatingInWords({ benchmark, repricing, floorPpm, ceilingPpm }: FloatingRule): Localized {
  const [floor, ceiling] = [formatPercent(floorPpm), formatPercent(ceilingPpm)]
  const when =
    repricing.kind === 'every-months'
      ? { zh: `每 ${repricing.months} 个月`, en: `every ${repricing.months} months` }
      : REPRICED[repricing.kind]
  return {
    zh: `利率随 ${benchmark} 浮动，${when.zh}调整一次，不低于 ${floor}，不高于 ${ceiling}。`,
    en: `The rate floats with ${benchmark}, follows it ${when.en}, and stays between ${floor} and ${ceiling}.`,
  }
}

function subsidyInWords({ subsidy }: PlanRules): readonly Localized[] {
  if (!subsidy) return []
  const percent = formatPercent(subsidy.annualRatePpm)
  return [
    {
      zh: `年利率中的 ${percent} 由${subsidy.name.zh}承担。`,
      en: `${percent} a year of the interest is paid by ${subsidy.name.en}.`,
    },
  ]
}

const AS_PLANNED: Localized = {
  zh: '利息按还款计划计收：按期提前还款或逾期还款均不改变计划内各期利息；提前结清或提前归还部分本金的，利息只计至当日。',
  en: 'Interest is that of the plan: paying instalments early or late changes none of it; an early settlement or a partial prepayment bears interest to its day only.',
}

const KEEPS_PLACE: Localized = {
  zh: '利率变动等使各期金额重新计算时，已提前归还的期次保持原位，其余各期按新金额归还。',
  en: 'When a new rate makes instalments level again, those paid ahead keep their places and the others ask for the new amount.',
}

const UP_TO_LEVEL: Localized = {
  zh: '按款项先后冲销时，提前归还的本金以各期还款额为限，该期已产生的利息顺延至其余各期。',
  en: 'Where money is taken part by part, principal paid early takes an instalment up to its whole amount; interest that has run in it moves to those that are left.',
}

function restInWords({ rest }: PlanRules): readonly Localized[] {
  if (!rest) return []
  if (rest.kind === 'as-planned') return [AS_PLANNED]
  const late =
    rest.pastDue === 'bears-interest'
      ? { zh: '逾期本金继续计息', en: 'principal that is late goes on bearing interest' }
      : { zh: '逾期本金不再计息', en: 'principal that is late bears no further interest' }
  return [
    {
      zh: `利息按实际欠款按日计算：提前归还的自当日起少计利息，${late.zh}；每期还款额不变，差额在最后一期结清。`,
      en: `Interest runs by the day on what is really owed: money paid early lowers it from its day, and ${late.en}; instalments stay the same and the last one takes the difference.`,
    },
    ...(rest.paidAhead ? [KEEPS_PLACE] : []),
    ...(rest.principalAhead ? [UP_TO_LEVEL] : []),
  ]
}
