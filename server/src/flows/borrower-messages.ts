import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'

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
