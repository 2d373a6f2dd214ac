import type { Localized } from '@puhui/kernel'
import type { Fen } from '@puhui/money'
import { type AccountCode, accountOf, type Side } from './chart.ts'
import { aggregate, type Line } from './entry.ts'

/** What an event does to the books when it happens on its day: which accounts, on which side, and why. */
export interface Recipe {
  readonly event: string
  readonly name: Localized
  readonly lines: readonly RecipeLine[]
}

export interface RecipeLine {
  readonly account: AccountCode
  readonly side: Side
  readonly what: Localized
}

type Row = readonly [AccountCode, Side, string, string]

function recipe(event: string, zh: string, en: string, rows: readonly Row[]): Recipe {
  const lines = rows.map(([account, side, whatZh, whatEn]) => ({ account, side, what: { zh: whatZh, en: whatEn } }))
  return { event, name: { zh, en }, lines }
}

/** Beyond the non-accrual days income is taken when it is paid; once the borrower has caught up, all that is owed is back. */
const INCOME_WHEN_PAID: readonly Row[] = [
  [
    '6011',
    'credit',
    '停止计提的贷款：收到的利息收入',
    'where accrual has stopped: interest, income now that it is paid',
  ],
  ['6012', 'credit', '收到的罚息收入', 'penalty interest'],
  ['6021', 'credit', '收到的手续费收入', 'fees'],
  ['2202', 'credit', '收到的合作方费用', 'fees of partners'],
  ['9002', 'debit', '表外备抵减少', 'contra'],
  ['9001', 'credit', '表外息费减少', 'charges off balance, less'],
  ['1132', 'debit', '还清后恢复计提：应收利息', 'caught up, it accrues again: interest receivable'],
  ['1133', 'debit', '恢复计提：应收罚息', 'penalty interest receivable'],
  ['1122', 'debit', '恢复计提：应收费用', 'fees receivable'],
  ['6703', 'debit', '恢复计提：此前的减免', 'what was waived meanwhile'],
]

/** Income that was accrued and never paid is taken back when accrual stops. */
const INCOME_TAKEN_BACK: readonly Row[] = [
  ['6011', 'debit', '冲回的利息收入', 'interest income taken back'],
  ['6012', 'debit', '冲回的罚息收入', 'penalty income taken back'],
  ['6021', 'debit', '冲回的手续费收入', 'fee income taken back'],
  ['2202', 'debit', '冲回的合作方费用', 'fees of partners taken back'],
  ['1132', 'credit', '转出的应收利息', 'interest receivable taken off'],
  ['1133', 'credit', '转出的应收罚息', 'penalty interest receivable taken off'],
  ['1122', 'credit', '转出的应收费用', 'fees receivable taken off'],
  ['6703', 'credit', '冲回的减免', 'waivers of it taken back'],
]

/**
 * How each event of a loan is booked. A recipe names what may move; which of its lines move, and by how much, follows
 * from the state of the loan. Backdated events and reversals post compensating lines on these and the accrual accounts.
 *
 * @source SPEC G6
 */
export const RECIPES: readonly Recipe[] = [
  recipe('disbursed', '放款', 'Disbursement', [
    ['1303', 'debit', '发放的本金', 'principal paid out'],
    ['1002', 'credit', '付给借款人的金额（扣除放款时费用）', 'paid to the borrower, upfront fees taken off'],
    ['6021', 'credit', '放款时收取的费用', 'upfront fees of the lender'],
    ['2202', 'credit', '放款时代收的合作方费用', 'upfront fees kept for partners'],
  ]),
  recipe('accrued', '日终计提', 'Accrual at day-end', [
    ['2401', 'debit', '当日摊销的递延收益', 'deferred income earned on the day'],
    ['1132', 'debit', '当日利息', 'interest of the day'],
    ['1133', 'debit', '当日罚息', 'penalty interest of the day'],
    ['1122', 'debit', '到期的分期费用', 'instalment fees falling due'],
    ['6011', 'credit', '利息收入', 'interest income'],
    ['6012', 'credit', '罚息收入', 'penalty interest income'],
    ['6021', 'credit', '手续费收入', 'fee income'],
    ['2202', 'credit', '合作方费用', 'fees of partners'],
    ['9001', 'debit', '停止计提后转入表外的息费', 'charges kept off balance once accrual has stopped'],
    ['9002', 'credit', '表外备抵', 'contra'],
  ]),
  recipe('repaid', '还款', 'Repayment', [
    ['2401', 'debit', '结清时一次确认的递延收益', 'deferred income, earned at once when the loan is settled'],
    ['1002', 'debit', '收到的款项', 'money received'],
    ['1133', 'credit', '归还罚息', 'penalty interest paid'],
    ['1122', 'credit', '归还费用', 'fees paid'],
    ['1132', 'credit', '归还利息', 'interest paid'],
    ['1303', 'credit', '归还本金', 'principal paid'],
    ['2241', 'credit', '多收的款项（留待下期）', 'money held for the next instalment'],
    ...INCOME_WHEN_PAID,
  ]),
  recipe('prepaid', '提前还款', 'Prepayment', [
    ['2401', 'debit', '结清时一次确认的递延收益', 'deferred income, earned at once when the loan is settled'],
    ['1002', 'debit', '收到的款项', 'money received'],
    ['2241', 'debit', '用上预收款项', 'money held in advance, used up'],
    ['1133', 'credit', '归还罚息', 'penalty interest paid'],
    ['1122', 'credit', '归还费用', 'fees paid'],
    ['1132', 'credit', '归还截至当日的利息', 'interest up to the day, paid'],
    ['1303', 'credit', '提前归还的本金', 'principal paid early'],
    ['6022', 'credit', '提前还款违约金', 'prepayment fee'],
    ['2241', 'credit', '多收的款项（待退还）', 'money received beyond the settlement, to be returned'],
    ...INCOME_WHEN_PAID,
  ]),
  recipe('waived', '减免', 'Waiver', [
    ['6703', 'debit', '减免的息费', 'what is given up'],
    ['1132', 'credit', '减免利息', 'interest waived'],
    ['1133', 'credit', '减免罚息', 'penalty interest waived'],
    ['1122', 'credit', '减免费用', 'fees waived'],
    ['9002', 'debit', '停止计提的贷款：表外备抵减少', 'where accrual has stopped: contra'],
    ['9001', 'credit', '表外息费减少', 'charges off balance, less'],
  ]),
  recipe('chargedOff', '核销', 'Charge-off', [
    ['2401', 'debit', '未摊销的递延收益', 'deferred income that was not earned'],
    ['6702', 'credit', '由其冲减的核销损失', 'the loss that it lowers'],
    ['6702', 'debit', '核销的本金', 'principal charged off'],
    ['1303', 'credit', '转出的本金', 'principal taken off the books'],
    ['9001', 'debit', '继续追偿的债权', 'the claim, kept off balance'],
    ['9002', 'credit', '表外备抵', 'contra'],
    ['2241', 'debit', '用上预收款项', 'money held in advance, used up'],
    ...INCOME_TAKEN_BACK,
  ]),
  recipe('recovered', '核销后收回', 'Recovery', [
    ['1002', 'debit', '收到的款项', 'money received'],
    ['6301', 'credit', '收回已核销贷款', 'recovery'],
    ['9002', 'debit', '表外备抵减少', 'contra'],
    ['9001', 'credit', '债权减少', 'the claim gets smaller'],
  ]),
  recipe('rescheduled', '调整还款计划', 'New terms', [
    ['1132', 'debit', '恢复计提：并入新计划的应收利息', 'interest carried into the new plan, accrued again'],
    ['1133', 'debit', '恢复计提：并入新计划的应收罚息', 'penalty interest carried, accrued again'],
    ['1122', 'debit', '恢复计提：并入新计划的应收费用', 'fees carried, accrued again'],
    ['6011', 'credit', '恢复的利息收入', 'interest income that returns'],
    ['6012', 'credit', '恢复的罚息收入', 'penalty income that returns'],
    ['6021', 'credit', '恢复的手续费收入', 'fee income that returns'],
    ['2202', 'credit', '恢复的合作方费用', 'fees of partners that return'],
    ['6703', 'debit', '恢复的减免', 'waivers of it that return'],
    ['9002', 'debit', '表外备抵减少', 'contra'],
    ['9001', 'credit', '转回表内的息费', 'charges taken back onto the balance sheet'],
  ]),
  recipe('repriced', '利率重定价', 'Repricing', [
    ['6011', 'debit', '补记的重定价：多计的利息', 'interest that was too much, when the rate is learnt late'],
    ['1132', 'credit', '冲减的应收利息', 'interest receivable taken back'],
    ['1132', 'debit', '补记的重定价：少计的利息', 'interest that was too little'],
    ['6011', 'credit', '补计的利息收入', 'interest income added'],
    ['6012', 'debit', '逾期时多计的罚息', 'penalty interest that was too much, while past due'],
    ['1133', 'credit', '冲减的应收罚息', 'penalty interest receivable taken back'],
    ['1133', 'debit', '逾期时少计的罚息', 'penalty interest that was too little, while past due'],
    ['6012', 'credit', '补计的罚息收入', 'penalty income added'],
  ]),
  recipe('goodwillCredited', '客户补偿', 'Goodwill credit', [
    ['6011', 'debit', '从利息收入中减免或退还的利息', 'interest let off or given back, out of interest income'],
    ['6021', 'debit', '费用调减，冲减手续费收入', 'by which a charge is lowered, out of fee income'],
    ['2401', 'debit', '让出的资本化费用', 'of a fee that joined the principal, what is given up'],
    ['6704', 'debit', '由机构承担的补偿', 'borne by the lender'],
    ['1133', 'credit', '抵扣罚息', 'penalty interest covered'],
    ['1122', 'credit', '抵扣费用', 'fees covered'],
    ['1132', 'credit', '抵扣利息', 'interest covered'],
    ['1303', 'credit', '抵扣本金', 'principal covered'],
    ['2241', 'credit', '超出到期部分（留待下期）', 'beyond what is due: held for the next instalment'],
    ...INCOME_WHEN_PAID,
  ]),
  recipe('refunded', '商户退款', 'Merchant refund', [
    ['1002', 'debit', '商户退回的款项', 'money of the merchant'],
    ['6011', 'debit', '退还的利息', 'interest given back'],
    ['2241', 'debit', '用上预收款项', 'money held in advance, used up'],
    ['1133', 'credit', '抵扣罚息', 'penalty interest covered'],
    ['1122', 'credit', '抵扣费用', 'fees covered'],
    ['1132', 'credit', '抵扣利息', 'interest covered'],
    ['1303', 'credit', '减少的本金', 'principal lowered'],
    ['2241', 'credit', '多出的款项（待退借款人）', 'what is over, for the borrower'],
    ...INCOME_WHEN_PAID,
  ]),
  recipe('chargedBack', '银行追回还款', 'Chargeback', [
    ['1002', 'credit', '退给银行的款项', 'money given back to the bank'],
    ['2241', 'debit', '先用预收款项', 'money held in advance goes first'],
    ['1303', 'debit', '恢复的本金', 'principal open again'],
    ['1132', 'debit', '恢复的应收利息', 'interest open again'],
    ['1133', 'debit', '恢复的应收罚息', 'penalty interest open again'],
    ['1122', 'debit', '恢复的应收费用与追回手续费', 'fees open again, and the fee for the returned debit'],
    ['6021', 'credit', '追回手续费收入', 'fee for the returned debit'],
    ['9001', 'debit', '停止计提的贷款：表外息费', 'where accrual has stopped: charges off balance'],
    ['9002', 'credit', '表外备抵', 'contra'],
    ...INCOME_TAKEN_BACK,
  ]),
  recipe('heldReturned', '退还预收款', 'Money held, paid back', [
    ['2241', 'debit', '退还的预收款项', 'money held, paid back'],
    ['1002', 'credit', '付给借款人的款项', 'money paid to the borrower'],
  ]),
  recipe('charged', '收取费用', 'Fee charged', [
    ['1303', 'debit', '并入本金的费用', 'a fee that joins the principal'],
    ['2401', 'credit', '并入本金的费用，按期摊销', 'the same, to be earned over the term'],
    ['1122', 'debit', '应收费用', 'the fee, to be paid with an instalment'],
    ['6021', 'credit', '手续费收入', 'fee of the lender'],
    ['2202', 'credit', '代收的合作方费用', 'fee kept for a partner'],
    ['9001', 'debit', '停止计提后的费用记表外', 'kept off balance once accrual has stopped'],
    ['9002', 'credit', '表外备抵', 'contra'],
  ]),
  recipe('interestPaused', '停息', 'Interest pause', [
    ['6011', 'debit', '补记的停息：多计的利息', 'interest that was too much, when the pause is learnt late'],
    ['1132', 'credit', '冲减的应收利息', 'interest receivable taken back'],
    ['6012', 'debit', '补记的停息：多计的罚息', 'penalty interest that was too much'],
    ['1133', 'credit', '冲减的应收罚息', 'penalty interest receivable taken back'],
  ]),
  recipe('dueDayMoved', '调整还款日', 'Repayment day moved', [
    ['1132', 'debit', '补记时应收利息的差额', 'the difference of interest, when it is learnt late'],
    ['6011', 'credit', '利息收入的差额', 'interest income'],
  ]),
  recipe('extended', '展期', 'Extension', [
    ['1132', 'debit', '补记时应收利息的差额', 'the difference of interest, when it is learnt late'],
    ['6011', 'credit', '利息收入的差额', 'interest income'],
    ['1122', 'credit', '不再到期的费用', 'an instalment fee that is no longer due'],
    ['6021', 'debit', '冲减手续费收入', 'taken out of fee income'],
  ]),
  recipe('reversed', '冲正', 'Reversal', [
    ['1002', 'credit', '原事件的款项', 'the money of the event that is taken back'],
    ['1303', 'debit', '恢复的本金', 'principal restored'],
    ['1132', 'debit', '恢复的应收利息', 'interest restored'],
    ['1133', 'debit', '恢复及补计的罚息', 'penalty interest restored, and what has grown since'],
    ['1122', 'debit', '恢复的应收费用', 'fees restored'],
    ['6012', 'credit', '补计的罚息收入', 'penalty income that has grown since'],
    ['2241', 'debit', '退回的预收款项', 'money held in advance, given back'],
  ]),
  recipe('provisioned', '计提损失准备', 'Provision', [
    ['6702', 'debit', '本月补提的信用减值损失', 'the loss that the month has added'],
    ['1304', 'credit', '增加的损失准备', 'the allowance, raised to what is needed'],
  ]),
  recipe('allowanceUsed', '核销动用准备', 'Allowance used', [
    ['1304', 'debit', '已为该贷款计提的准备', 'the allowance that stood for the loan'],
    ['6702', 'credit', '冲减核销损失', 'the loss that was borne before'],
  ]),
  recipe('adjusted', '调整分录', 'Adjusting entry', [
    ['6411', 'debit', '例：借入资金的利息', 'for example interest on borrowings'],
    ['2231', 'credit', '例：应付利息', 'for example interest payable'],
  ]),
  recipe('capital', '实收资本', 'Paid-in capital', [
    ['1002', 'debit', '股东投入的资金', 'money of the owners'],
    ['4001', 'credit', '实收资本', 'paid-in capital'],
  ]),
  recipe('unidentified', '待确认款项', 'Unidentified receipt', [
    ['1002', 'debit', '收到的款项', 'money received'],
    ['2242', 'credit', '尚不知归属', 'nobody knows yet whose it is'],
  ]),
]

/** One account of an event, told as a bookkeeper tells it. */
export interface BeforeAfter {
  readonly account: AccountCode
  readonly name: Localized
  readonly beforeFen: Fen
  readonly debitFen: Fen
  readonly creditFen: Fen
  readonly afterFen: Fen
}

/**
 * The accounts before, the entry, the accounts after.
 *
 * @param balances lines or balances that stood before
 * @param entry the lines that were posted
 * @returns the accounts that the entry touches; balances are debit above zero
 * @source SPEC G7
 */
export function beforeAndAfter(balances: readonly Line[], entry: readonly Line[]): readonly BeforeAfter[] {
  const before = new Map(aggregate(balances).map((line) => [line.account, line.amountFen]))
  return aggregate(entry).map(({ account, amountFen }) => {
    const beforeFen = before.get(account) ?? 0n
    const sides = amountFen > 0n ? { debitFen: amountFen, creditFen: 0n } : { debitFen: 0n, creditFen: -amountFen }
    return { account, name: accountOf(account).name, beforeFen, ...sides, afterFen: beforeFen + amountFen }
  })
}
