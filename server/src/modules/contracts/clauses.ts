import type { Localized } from '@puhui/kernel'
import type { LoanTerms } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import {
  allocationInWords,
  DEFAULT_ALLOCATION,
  type FloatingRule,
  feesOf,
  formatPercent,
  METHOD_NAMES,
  type PlanRules,
  penaltyRateOf,
  planInWords,
  type RepaymentMethod,
  shiftInWords,
} from '@puhui/product'
import type { Burden, MerchantPayee } from './model.ts'

/** Raised whenever a word of the clauses changes; a contract keeps the number of the wording that was read. */
export const CLAUSES_VERSION = 1

export interface Clause {
  readonly title: Localized
  readonly text: Localized
}

export interface ClauseFacts {
  readonly terms: LoanTerms
  readonly burden: Burden
  readonly payee?: MerchantPayee | undefined
  readonly costSimplePpm: bigint
  readonly costCapPpm: bigint
}

/** The wording of the contract, made from its terms and nothing else, so it cannot promise what they do not. */
export function clausesOf(facts: ClauseFacts): readonly Clause[] {
  return [
    warning(facts),
    loan(facts),
    interest(facts),
    cost(facts),
    repayment(facts),
    early(facts),
    late(facts),
    allocation(facts),
    purposeOfLoan(facts),
    rights(),
    data(),
    changes(),
    disputes(),
    signing(),
  ]
}

function warning({ burden }: ClauseFacts): Clause {
  const [instalment, other] = [BigInt(burden.instalmentFen), BigInt(burden.otherDebtMonthlyFen)].map(formatYuan)
  const share = burden.sharePpm === null ? null : formatPercent(BigInt(burden.sharePpm))
  const known =
    share === null
      ? {
          zh: '您的月收入未知，请自行衡量每月能否按时偿还。',
          en: 'Your monthly income is not known; judge for yourself whether you can pay every month.',
        }
      : {
          zh: `按您填写的收入，本笔每月应还 ${instalment} 元，连同其他债务每月 ${other} 元，约占月收入的 ${share}。`,
          en: `On the income you stated, this loan takes ¥${instalment} a month, together with ¥${other} of other debts about ${share} of your income.`,
        }
  const high = burden.isHigh
    ? {
        zh: '这一比例偏高：收入一旦减少，可能无力按时偿还。请考虑减少借款金额、延长期限或不借。',
        en: 'This share is high: if your income falls, you may not be able to pay on time. Consider borrowing less, for longer, or not at all.',
      }
    : { zh: '', en: '' }
  return {
    title: { zh: '风险提示', en: 'Before you sign' },
    text: {
      zh: `借款须按时偿还。逾期会产生罚息，并会如实报送征信，影响您今后的贷款、信用卡等业务。请只借确实需要、也确实还得起的金额。${known.zh}${high.zh}`,
      en: `A loan must be repaid on time. Paying late bears penalty interest and is reported truthfully to the credit bureau, which affects later loans and cards. Borrow only what you need and can repay. ${known.en}${high.en === '' ? '' : ` ${high.en}`}`,
    },
  }
}

function loan({ terms }: ClauseFacts): Clause {
  const { principalFen, termMonths } = terms.schedule
  const upfront = feesOf(terms.schedule, 'upfront').reduce((sum, fee) => sum + fee.amountFen, 0n)
  const paid =
    upfront === 0n
      ? { zh: '全额', en: 'in full' }
      : { zh: `在扣除一次性费用 ${formatYuan(upfront)} 元后`, en: `less the one-off fees of ¥${formatYuan(upfront)}` }
  return {
    title: { zh: '借款金额与发放', en: 'The loan and its payment' },
    text: {
      zh: `贷款人向借款人发放贷款本金 ${formatYuan(principalFen)} 元，期限 ${termMonths} 个月。签署后，贷款人将本金${paid.zh}划入借款人本人名下的银行账户，不预先扣除利息。贷款自实际到账之日起计息。`,
      en: `The lender lends the borrower a principal of ¥${formatYuan(principalFen)} for ${termMonths} months. After signing it is paid ${paid.en} to a bank account in the borrower's own name; no interest is deducted in advance. Interest runs from the day on which the money arrives.`,
    },
  }
}

const BASES: Readonly<Record<string, Localized>> = {
  monthly: {
    zh: '按月计息，每整月为年利率的十二分之一，不足一月按当月实际天数折算',
    en: 'by months, one twelfth of the yearly rate for a whole month, and a share of the month for part of it',
  },
  'monthly-from-start': {
    zh: '按月计息，每整月为年利率的十二分之一；不足整月的期间自期初数整月，余下天数按所在月实际天数折算',
    en: 'by months, one twelfth of the yearly rate for a whole month; other periods are counted in months from their first day, and days left over by the days of their month',
  },
  '30/360': { zh: '每月按 30 天、每年按 360 天计息', en: 'by days, each month counted as 30 and the year as 360' },
  'actual/360': { zh: '按实际天数计息，每年按 360 天', en: 'by actual days over a year of 360' },
  'actual/364': { zh: '按实际天数计息，每年按 364 天', en: 'by actual days over a year of 364' },
  'actual/365': { zh: '按实际天数计息，每年按 365 天', en: 'by actual days over a year of 365' },
  'actual/actual': { zh: '按实际天数计息，每年按当年实际天数', en: 'by actual days over the actual days of the year' },
  'actual/actual-dec31': {
    zh: '按实际天数计息，每年按当年实际天数（12 月 31 日后换年）',
    en: 'by actual days over the actual days of the year, which changes after 31 December',
  },
  'actual/actual-feb29': {
    zh: '按实际天数计息，含 2 月 29 日的期间每年按 366 天，其余按 365 天',
    en: 'by actual days over 366 where the period holds a 29 February, else over 365',
  },
}

function interest({ terms }: ClauseFacts): Clause {
  const rate = formatPercent(terms.schedule.annualRatePpm)
  const basis = BASES[terms.schedule.interestBasis]!
  const kind = rateInWords(terms.schedule.plan?.floating, rate)
  return {
    title: { zh: '利率与计息', en: 'Rate and interest' },
    text: {
      zh: `${kind.zh}利息以尚未归还的本金为基数，${basis.zh}；结果精确到分，四舍六入五成双。`,
      en: `${kind.en} Interest is on the principal not yet repaid, ${basis.en}; results are rounded half to even, to the fen.`,
    },
  }
}

function rateInWords(floating: FloatingRule | undefined, rate: string): Localized {
  if (!floating) {
    return {
      zh: `本合同执行固定利率，年利率（单利）${rate}，在合同期内不变。`,
      en: `The rate is fixed at ${rate} a year (simple) for the whole term.`,
    }
  }
  const [how] = planInWords({ floating })
  return {
    zh: `本合同执行浮动利率，签约时年利率（单利）${rate}。${how!.zh}加点幅度在合同期内不变。`,
    en: `The rate floats; at signing it is ${rate} a year (simple). ${how!.en} The margin over the benchmark does not change.`,
  }
}

function cost({ costSimplePpm, costCapPpm }: ClauseFacts): Clause {
  const [own, cap] = [formatPercent(costSimplePpm), formatPercent(costCapPpm)]
  return {
    title: { zh: '综合融资成本', en: 'The all-in cost' },
    text: {
      zh: `正常履约情形下，本笔贷款的综合融资成本年化（单利）为 ${own}，不超过 ${cap}。全部费用、收取方与标准见综合融资成本明示表；未列入该表的息费，贷款人及其合作方一律不得收取，借款人有权拒付。`,
      en: `If the contract is kept, the all-in cost is ${own} a year (simple), never above ${cap}. Every charge, who takes it and how it is set are in the cost table; what is not in that table may be charged by no one, and the borrower may refuse to pay it.`,
    },
  }
}

function repayment({ terms }: ClauseFacts): Clause {
  const { method, dueDay, plan } = terms.schedule
  const name = METHOD_NAMES[method]
  const { floating: _, ...rest } = plan ?? {}
  const more = [...shiftInWords(terms.schedule.workingDayShift), ...planInWords(rest)]
  const own = { zh: more.map((one) => one.zh).join(''), en: more.map((one) => ` ${one.en}`).join('') }
  const day = hasOwnDays(method, plan)
    ? { zh: '见还款计划表', en: 'the days of the schedule' }
    : dueDay.kind === 'fixed'
      ? { zh: `每月 ${dueDay.dayOfMonth} 日`, en: `day ${dueDay.dayOfMonth} of each month` }
      : {
          zh: '每月与放款日相同的日期（当月没有该日的，为当月最后一日）',
          en: 'the same day of each month as the payment of the loan, or the last day of a month that has no such day',
        }
  return {
    title: { zh: '还款', en: 'Repayment' },
    text: {
      zh: `还款方式为${name.zh}，还款日为${day.zh}，每期金额见还款计划表。${own.zh}借款人授权贷款人在还款日从约定的本人银行账户代扣；借款人也可以自行还款。因银行原因未能扣款的，不视为借款人违约。`,
      en: `Repayment is by ${name.en}, due on ${day.en}; each instalment is in the schedule.${own.en} The borrower authorises a direct debit from the agreed account on the due date and may also pay in any other way. A debit that fails through the bank is not the borrower's default.`,
    },
  }
}

/** Whether instalments fall due on other days than the same one of each month. */
function hasOwnDays(method: RepaymentMethod, plan: PlanRules | undefined): boolean {
  const frequency = plan?.frequency
  const isOtherFrequency = frequency !== undefined && !(frequency.unit === 'month' && frequency.every === 1)
  return isOtherFrequency || method === 'seasonal' || method === 'custom'
}

function early({ terms }: ClauseFacts): Clause {
  const { isAllowed, feePpm, freeAfterInstalments, minAmountFen } = terms.prepayment
  const title = { zh: '提前还款', en: 'Early repayment' }
  if (!isAllowed) {
    return { title, text: { zh: '本产品不支持提前还款。', en: 'This product offers no early repayment.' } }
  }
  const fee =
    feePpm === 0n
      ? { zh: '不收取违约金', en: 'free of charge' }
      : {
          zh: `前 ${freeAfterInstalments} 期内按提前归还本金的 ${formatPercent(feePpm)} 收取违约金，其后不收`,
          en: `with a fee of ${formatPercent(feePpm)} of the principal repaid early until ${freeAfterInstalments} instalments have fallen due, and free afterwards`,
        }
  return {
    title,
    text: {
      zh: `借款人可以随时提前归还全部或部分本金（部分提前还款不低于 ${formatYuan(minAmountFen)} 元），${fee.zh}。利息只计算到提前还款之日，剩余期间不再计息。`,
      en: `The borrower may repay all or part of the principal at any time (a part is at least ¥${formatYuan(minAmountFen)}), ${fee.en}. Interest stops on the day of repayment.`,
    },
  }
}

function late({ terms }: ClauseFacts): Clause {
  const rate = formatPercent(penaltyRateOf(terms.penalty, terms.schedule.annualRatePpm))
  const base =
    terms.penalty.base === 'principal'
      ? { zh: '逾期本金', en: 'overdue principal' }
      : { zh: '逾期本金与利息', en: 'overdue principal and interest' }
  const grace =
    terms.graceDays > 0
      ? {
          zh: `还款日后 ${terms.graceDays} 日内还清的，不收罚息；超过的，`,
          en: `Nothing is charged when it is paid within ${terms.graceDays} days; after that, `,
        }
      : { zh: '', en: '' }
  const follows = terms.schedule.plan?.floating
    ? { zh: '；利率重定价后，罚息利率按同一倍数随之调整', en: ', and follows the rate when that is repriced' }
    : { zh: '', en: '' }
  const called = calledDue(terms.acceleration)
  return {
    title: { zh: '逾期', en: 'Paying late' },
    text: {
      zh: `${grace.zh}自还款日起以${base.zh}为基数，按年利率 ${rate} 计收罚息${follows.zh}，不对罚息计收复利。违约后利息、罚息与费用合计，折合年化不超过 24%。催收须合法、文明，不得骚扰借款人及其亲友。${called.zh}`,
      en: `${grace.en}${grace.en === '' ? 'P' : 'p'}enalty interest at ${rate} a year runs on ${base.en} from the due date${follows.en}; there is no interest on penalty interest. Interest, penalty and fees after default together stay within 24 % a year. Collection is lawful and civil and never harasses the borrower, family or friends.${called.en}`,
    },
  }
}

function calledDue(rule: ClauseFacts['terms']['acceleration']): Localized {
  if (!rule) return { zh: '', en: '' }
  const { afterDays, noticeDays } = rule
  return {
    zh: `任一期逾期超过 ${afterDays} 天的，贷款人可以提前 ${noticeDays} 天书面通知借款人，宣布全部借款提前到期；通知期内付清逾期款，或者帮扶申请正在处理的，不提前到期。提前到期后不再计收利息，只按前述约定计收罚息。`,
    en: ` Where an instalment is more than ${afterDays} days late, the lender may call all of the loan due with ${noticeDays} days' notice in writing; it does not when what is late is paid within the notice, or while a request for help is being looked at. Once called due no more interest runs, penalty interest alone as said above.`,
  }
}

function allocation({ terms }: ClauseFacts): Clause {
  const title = { zh: '还款顺序', en: 'What a payment pays' }
  if (JSON.stringify(terms.allocation) === JSON.stringify(DEFAULT_ALLOCATION)) {
    return {
      title,
      text: {
        zh: '还款先清偿最早到期的一期；同一期内依次为罚息、费用、利息、本金。超出到期应还的部分作为预收款，在下一还款日自动偿还；借款人可以要求提前归还本金或退回。',
        en: 'A payment settles the oldest instalment first, and within it penalty, fees, interest and principal in this order. What exceeds the amount due is held and pays the next instalment; the borrower may ask for it to repay principal early or to be returned.',
      },
    }
  }
  const sentences = allocationInWords(terms.allocation)
  const zh = sentences.map((one) => one.zh).join('')
  const en = sentences.map((one) => one.en).join(' ')
  return {
    title,
    text: {
      zh: `${zh}提前归还的本金自当日起不再计息，不收违约金；留作预收款的，借款人可以要求提前归还本金或退回。`,
      en: `${en} Principal paid in advance bears no interest from that day on and no fee. What is held may be used to repay principal early or be returned, as the borrower asks.`,
    },
  }
}

function purposeOfLoan({ payee }: ClauseFacts): Clause {
  const paid = payee
    ? {
        zh: `借款人委托贷款人将借款直接支付给 ${payee.name}，支付后即视为借款人已收到借款。`,
        en: ` The borrower asks the lender to pay ${payee.name} directly; what is paid there counts as received.`,
      }
    : { zh: '', en: '' }
  return {
    title: { zh: '用途', en: 'What the money is for' },
    text: {
      zh:
        '借款用于申请时声明的消费用途，不得用于购房、股票、期货及其他投资，不得转借他人。贷款人可以要求提供用途凭证；经核实挪用的，贷款人可以要求提前归还。' +
        paid.zh,
      en:
        'The loan is for the purpose stated in the application, not for houses, shares, futures or other investments, nor for lending on. The lender may ask for evidence; if the money is misused, it may be called back.' +
        paid.en,
    },
  }
}

function rights(): Clause {
  return {
    title: { zh: '借款人的权利', en: "The borrower's rights" },
    text: {
      zh: '借款人有权随时查询合同、还款计划与每笔还款的去向；有权索取结清证明；遇到困难可以申请调整还款计划；对服务不满可以向贷款人投诉，也可以向金融监管部门反映。',
      en: 'The borrower may at any time see the contract, the schedule and what each payment was taken for, ask for a settlement certificate, apply for a change of schedule in hardship, and complain to the lender or to the financial regulator.',
    },
  }
}

function data(): Clause {
  return {
    title: { zh: '个人信息', en: 'Personal data' },
    text: {
      zh: '贷款人仅在借款人逐项授权的目的和范围内处理个人信息，妥善保管，不向无关第三方提供。非必要的授权可以拒绝或随时撤回，不影响本合同的履行。',
      en: 'Personal data is processed only for the purposes to which the borrower agreed one by one, kept safe, and given to nobody else. Consents that are not necessary may be denied or withdrawn at any time without effect on this contract.',
    },
  }
}

function changes(): Clause {
  return {
    title: { zh: '变更与转让', en: 'Changes' },
    text: {
      zh: '未经双方书面（含电子形式）同意，任何一方不得变更本合同。贷款人转让债权的，应当通知借款人，且不得加重借款人的负担。',
      en: 'Neither side changes this contract without the written (or electronic) consent of the other. If the lender assigns the claim, the borrower is told and is not burdened further.',
    },
  }
}

function disputes(): Clause {
  return {
    title: { zh: '争议解决', en: 'Disputes' },
    text: {
      zh: '本合同适用中华人民共和国法律。争议由双方协商；协商不成的，可以申请金融纠纷调解，或者向有管辖权的人民法院起诉。',
      en: 'The law of the People’s Republic of China applies. Disputes are settled by talk; failing that, by financial mediation or before the competent people’s court.',
    },
  }
}

function signing(): Clause {
  return {
    title: { zh: '签署与生效', en: 'Signing' },
    text: {
      zh: '借款人已阅读综合融资成本明示表与本合同全文。本合同以电子签名签署，与手写签名具有同等效力，自双方签署之日起生效。',
      en: 'The borrower has read the cost table and the whole of this contract. It is signed electronically, with the same force as by hand, and takes effect on the day of signing.',
    },
  }
}
