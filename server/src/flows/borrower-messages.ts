import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'

/** The texts that borrowers get, in both languages; the sender takes the one the borrower reads. */
const BRAND = { zh: '【普惠】', en: '[Puhui] ' } as const

function both(zh: string, en: string): Localized {
  return { zh: BRAND.zh + zh, en: BRAND.en + en }
}

export function disbursedText(amountFen: Fen, contractNumber: string, to: DisbursedTo): Localized {
  const amount = formatYuan(amountFen)
  const isToPayee = 'payee' in to
  return both(
    `您的贷款 ${amount} 元已${isToPayee ? `按委托支付给 ${to.payee}` : `发放至您尾号 ${to.cardTail} 的账户`}，合同 ${contractNumber}。还款计划请在「我的贷款」查看。`,
    `Your loan of CNY ${amount} was paid to ${isToPayee ? `${to.payee}, as you instructed` : `your account ending in ${to.cardTail}`}, contract ${contractNumber}. See the repayment schedule under My loans.`,
  )
}

/** The borrower's own card, or the merchant that was paid instead. */
type DisbursedTo = { readonly cardTail: string } | { readonly payee: string }

export function heldReturnedText(amountFen: Fen, loanNumber: string, cardTail: string): Localized {
  const [amount, tail] = [formatYuan(amountFen), loanNumber.slice(-4)]
  return both(
    `您的贷款（借据尾号 ${tail}）多还的 ${amount} 元已退还至您尾号 ${cardTail} 的账户，请留意到账。`,
    `CNY ${amount} that you had paid beyond your loan ending in ${tail} was paid back to your account ending in ${cardTail}.`,
  )
}

interface RefusedPayout {
  readonly kind: 'draw' | 'heldReturn'
  readonly amountFen: Fen
}

export function payoutRefusedText({ kind, amountFen }: RefusedPayout, loanNumber: string): Localized {
  const [amount, tail] = [formatYuan(amountFen), loanNumber.slice(-4)]
  if (kind === 'heldReturn') {
    return both(
      `您申请退还的预收款 ${amount} 元（借据尾号 ${tail}）本次未获复核通过，款项仍为您保留，可联系客服了解原因。`,
      `The CNY ${amount} that you asked back from your loan ending in ${tail} was not paid this time. It is still kept for you; contact us for the reason.`,
    )
  }
  return both(
    `您申请支用的 ${amount} 元（借据尾号 ${tail}）未获复核通过，可联系客服了解原因或调整金额后再试。`,
    `The CNY ${amount} that you asked to draw on your loan ending in ${tail} was not approved. Contact us for the reason, or try another amount.`,
  )
}

/** Asks for papers; which ones and how stands on the page. */
export function papersAskedText(papers: readonly Localized[]): Localized {
  const [zh, en] = [papers.map((one) => one.zh).join('、'), papers.map((one) => one.en).join(', ')]
  return both(
    `您的借款申请需要补充材料${zh === '' ? '' : `：${zh}`}。请在「我的申请」拍照或上传，交齐后自动继续审批。`,
    `Your loan application needs more papers${en === '' ? '' : `: ${en}`}. Photograph or upload them under My application; it goes on by itself once they are complete.`,
  )
}

export function reminderText(loanNumber: string, dueOn: Day, dueFen: Fen): Localized {
  const [tail, amount] = [loanNumber.slice(-4), formatYuan(dueFen)]
  return both(
    `您的贷款（借据尾号 ${tail}）将于 ${dueOn} 还款 ${amount} 元，请保持账户余额充足。已还款请忽略。`,
    `CNY ${amount} of your loan ending in ${tail} falls due on ${dueOn}. Please keep enough in your account; if you have paid, ignore this.`,
  )
}

export function overdueText(loanNumber: string, dpd: number, overdueFen: Fen): Localized {
  const [tail, amount] = [loanNumber.slice(-4), formatYuan(overdueFen)]
  return both(
    `您的贷款（借据尾号 ${tail}）已逾期 ${dpd} 天，逾期金额 ${amount} 元。请尽快还款；如有困难，请联系我们协商。`,
    `Your loan ending in ${tail} is ${dpd} ${dpd === 1 ? 'day' : 'days'} past due, CNY ${amount} overdue. Please pay soon; if you cannot, contact us and we will look for a way.`,
  )
}

export function signCodeText(contractNumber: string, code: string): Localized {
  return both(
    `您正在签署合同 ${contractNumber}，验证码 ${code}，10 分钟内有效。请勿告诉他人。`,
    `You are signing contract ${contractNumber}. Your code is ${code}, valid for 10 minutes. Tell it to nobody.`,
  )
}

export function mandateCodeText(accountTail: string, code: string): Localized {
  return both(
    `您正在签署尾号 ${accountTail} 账户的代扣授权，验证码 ${code}，10 分钟内有效。请勿告诉他人。`,
    `You are signing a direct debit from your account ending in ${accountTail}. Your code is ${code}, valid for 10 minutes. Tell it to nobody.`,
  )
}

/** What is left of a plan that was agreed anew. */
export interface PlanLeft {
  readonly next: { readonly dueOn: Day; readonly amountFen: Fen } | null | undefined
  readonly instalments: number
  readonly lastOn: Day | undefined
}

export function rescheduledText(loanNumber: string, { next, instalments, lastOn = '' as Day }: PlanLeft): Localized {
  const tail = loanNumber.slice(-4)
  const amount = next ? formatYuan(next.amountFen) : ''
  return both(
    `您的贷款（借据尾号 ${tail}）还款计划已调整：${next ? `下一期 ${next.dueOn} 还 ${amount} 元，` : ''}共余 ${instalments} 期，最后一期 ${lastOn}。新的还款计划表请在「我的借款」查看和下载。`,
    `The plan of your loan ending in ${tail} has changed: ${next ? `CNY ${amount} next on ${next.dueOn}, ` : ''}${instalments} instalments left, the last on ${lastOn}. See and download the new schedule under My loans.`,
  )
}

export function hardshipDeclinedText(loanNumber: string, reason: string): Localized {
  const tail = loanNumber.slice(-4)
  return both(
    `您的还款帮扶申请（借据尾号 ${tail}）未能通过：${reason}。如有新情况可再次申请，也可致电客服。`,
    `Your request for help with the loan ending in ${tail} could not be granted: ${reason}. If things change, ask again or call us.`,
  )
}

export interface SurveyAsked {
  readonly sender: Localized
  readonly title: Localized
  readonly questions: number
  /** The personal link, whole: it is opened from the message. */
  readonly link: string
}

/** From the lender by its own name, with the way to refuse that the law asks for. @source CN-CONS-005 */
export function surveyInvitation({ sender, title, questions, link }: SurveyAsked): Localized {
  return {
    zh: `【${sender.zh}】邀请您填写问卷“${title.zh}”，共 ${questions} 题，自愿参加：${link} 拒收请回复R`,
    en: `[${sender.en}] You are invited to a survey, "${title.en}": ${questions} ${questions === 1 ? 'question' : 'questions'}, entirely up to you: ${link} Reply R to unsubscribe`,
  }
}

export function agreementReadyText(loanNumber: string, signBy: Day): Localized {
  const tail = loanNumber.slice(-4)
  return both(
    `您的还款帮扶方案（借据尾号 ${tail}）已通过复核。请于 ${signBy} 前在「我的借款」阅读并签署补充协议，签署后新计划生效；不签署则原计划不变。`,
    `The plan for your loan ending in ${tail} has been approved. Please read and sign the supplementary agreement under My loans by ${signBy}; the new plan holds once you sign, and without a signature nothing changes.`,
  )
}

export function agreementEndedText(loanNumber: string, how: 'lapsed' | 'void'): Localized {
  const tail = loanNumber.slice(-4)
  return how === 'lapsed'
    ? both(
        `您的补充协议（借据尾号 ${tail}）逾期未签署，已失效，原还款计划不变。仍有困难可再次申请帮扶。`,
        `The supplementary agreement for your loan ending in ${tail} was not signed in time and has lapsed; your schedule stays as it is. If you still need help, ask again.`,
      )
    : both(
        `您的补充协议（借据尾号 ${tail}）签署前情况有变，已作废，原还款计划不变。工作人员会重新拟定方案并联系您。`,
        `The supplementary agreement for your loan ending in ${tail} was taken back before it was signed; your schedule stays as it is. We will work out a plan again and be in touch.`,
      )
}

export function agreementCodeText(number: string, code: string): Localized {
  return both(
    `您正在签署补充协议 ${number}，验证码 ${code}，10 分钟内有效。请勿告诉他人。`,
    `You are signing the supplementary agreement ${number}. Your code is ${code}, valid for 10 minutes. Tell it to nobody.`,
  )
}

/** A rate that gave way to another; `after` is null when nothing is left to fall due. */
export interface RateTold {
  readonly fromPpm: bigint
  readonly toPpm: bigint
  readonly from: Day
  readonly why: Localized
  readonly before: Fen | undefined
  readonly after: { readonly dueOn: Day; readonly amountFen: Fen } | null
}

export function repricedText(loanNumber: string, { fromPpm, toPpm, from, why, before, after }: RateTold): Localized {
  const [tail, old, fresh] = [loanNumber.slice(-4), formatPercent(fromPpm), formatPercent(toPpm)]
  const was = before === undefined ? '' : formatYuan(before)
  const becomes = after ? formatYuan(after.amountFen) : ''
  return both(
    `您的贷款（借据尾号 ${tail}）年利率由 ${old} 调整为 ${fresh}，自 ${from} 起执行：${why.zh}。${after ? `下一期 ${after.dueOn} 应还由 ${was} 元变为 ${becomes} 元。` : ''}新的还款计划请在「我的借款」查看。`,
    `The yearly rate of your loan ending in ${tail} changes from ${old} to ${fresh} from ${from} on: ${why.en}. ${after ? `The next instalment, due on ${after.dueOn}, changes from CNY ${was} to CNY ${becomes}. ` : ''}See the new schedule under My loans.`,
  )
}

interface AllDue {
  readonly dueOn: Day
  readonly dueFen: Fen
}

export function dueNoticeText(
  loanNumber: string,
  { payBy, dueOn, dueFen }: AllDue & { readonly payBy: Day },
): Localized {
  const [tail, amount] = [loanNumber.slice(-4), formatYuan(dueFen)]
  return both(
    `您的贷款（借据尾号 ${tail}）逾期已久。请最迟在 ${payBy} 付清逾期款；否则依照合同，全部贷款 ${amount} 元将于 ${dueOn} 提前到期。有困难请联系我们，或在「我的借款」申请帮扶，处理期间不会提前到期。`,
    `Your loan ending in ${tail} has long been late. Please pay what is late by ${payBy}; otherwise, under the contract, all of it, CNY ${amount}, falls due on ${dueOn}. If you cannot, contact us or ask for help under My loans: while that is looked at, nothing is called due.`,
  )
}

export function calledDueText(loanNumber: string, { dueOn, dueFen }: AllDue): Localized {
  const [tail, amount] = [loanNumber.slice(-4), formatYuan(dueFen)]
  return both(
    `您的贷款（借据尾号 ${tail}）自 ${dueOn} 起全部到期，应还 ${amount} 元，此后不再计收利息，只按合同计收罚息。请尽快还款；如有困难，请联系我们协商。`,
    `All of your loan ending in ${tail} is due from ${dueOn} on: CNY ${amount}. No more interest runs from now, penalty interest alone as the contract says. Please pay soon; if you cannot, contact us and we will look for a way.`,
  )
}

export function dueCallEndedText(loanNumber: string): Localized {
  const tail = loanNumber.slice(-4)
  return both(
    `您的贷款（借据尾号 ${tail}）不再提前到期，请继续按原还款计划还款。`,
    `Your loan ending in ${tail} is no longer called due. Please go on paying by your schedule.`,
  )
}
