import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { dayInWords, inWords, yuan } from './amount.ts'
import { type Content, type Paper, render } from './render.ts'
import { headCell, heading, LINES, RULES, right, rows } from './table.ts'

interface Claims {
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
}

/** What was booked on a loan in a period; opening + grown − paid − waived = closing. */
export interface AccountStatementPaper {
  readonly loanNumber: string
  readonly contractNumber: string
  readonly lenderName: string
  readonly borrower: { readonly name: string; readonly residentId: string; readonly bankCard: string }
  readonly issuedOn: Day
  readonly statement: {
    readonly from: Day
    readonly to: Day
    readonly opening: Claims & { readonly heldFen: Fen }
    readonly grown: Claims
    readonly paid: Claims
    readonly waived: Claims
    readonly closing: Claims & { readonly heldFen: Fen }
    readonly disbursedFen: Fen
    readonly receivedFen: Fen
    readonly lines: readonly StatementPaperLine[]
  }
}

export interface StatementPaperLine {
  readonly bookedOn: Day
  readonly valueOn: Day
  readonly words: Localized
  readonly amountFen: Fen | null
  readonly taken: Claims
  readonly heldFen: Fen
  readonly balanceFen: Fen
}

/** Sets the statement of a loan for a period. Same facts, same bytes. */
export function accountStatementPdf(facts: AccountStatementPaper): Promise<Buffer> {
  return render(accountStatementPaper(facts))
}

export function accountStatementPaper(facts: AccountStatementPaper): Paper {
  const { loanNumber, contractNumber, statement, lenderName, issuedOn } = facts
  return {
    title: `对账单 ${loanNumber}`,
    madeAt: `${issuedOn}T00:00:00.000Z`,
    foot: `借据编号 ${loanNumber}　${statement.from} 至 ${statement.to}`,
    content: [
      { text: '贷款对账单', style: 'title' },
      { text: `借据编号：${loanNumber}　合同编号：${contractNumber}`, style: 'subtitle' },
      keyFacts(facts),
      heading('一、余额变动'),
      balanceTable(statement),
      heading('二、交易明细'),
      statement.lines.length > 0 ? lineTable(statement) : { text: '本期没有记账事项。' },
      {
        text: '期间按记账日计；起息日为款项生效之日，倒签与冲正列于其记账日，冲正以负数列示；倒签或冲正改变其他款项分配的，另列“随之重新分配”。各列为该笔款项清偿（含减免）的本金、利息、费用、罚息及转入（转出为负）预收款的金额。',
        style: 'small',
        margin: [0, 6, 0, 18],
      },
      { text: lenderName, alignment: 'right' },
      { text: dayInWords(issuedOn), alignment: 'right' },
    ],
  }
}

function keyFacts({ lenderName, borrower, statement }: AccountStatementPaper): Content {
  const { from, to, opening, closing, disbursedFen, receivedFen } = statement
  return rows([
    ['贷款人', lenderName],
    ['借款人', `${borrower.name}（居民身份证 ${borrower.residentId}）`],
    ['还款账户', borrower.bankCard],
    ['对账期间', `${dayInWords(from)} 至 ${dayInWords(to)}`],
    ['期初本金余额', yuan(opening.principalFen)],
    ['本期放款', yuan(disbursedFen)],
    ['本期收到款项', inFiguresAndWords(receivedFen)],
    ['期末本金余额', inFiguresAndWords(closing.principalFen)],
    ...(opening.heldFen > 0n || closing.heldFen > 0n
      ? [['预收款', `期初 ${yuan(opening.heldFen)}，期末 ${yuan(closing.heldFen)}`] as const]
      : []),
  ])
}

/** A period in which more was reversed than received has no amount in words. */
function inFiguresAndWords(amount: Fen): string {
  return amount < 0n ? yuan(amount) : `${yuan(amount)}（大写：${inWords(amount)}）`
}

function balanceTable({ opening, grown, paid, waived, closing }: AccountStatementPaper['statement']): Content {
  const head = ['项目', '本金（元）', '利息（元）', '费用（元）', '罚息（元）', '合计（元）'].map(headCell)
  const row = (label: string, claims: Claims): Content[] => {
    const parts = claimsOf(claims)
    return [label, ...[...parts, parts.reduce((sum, fen) => sum + fen, 0n)].map((fen) => right(formatYuan(fen)))]
  }
  return {
    table: {
      headerRows: 1,
      widths: ['*', 66, 60, 54, 54, 66],
      body: [
        head,
        row('期初余额', opening),
        row('本期增加（放款、计息、计费）', grown),
        row('本期偿还', paid),
        row('本期减免', waived),
        row('期末余额', closing),
      ],
    },
    layout: LINES,
    fontSize: 8.5,
  }
}

function lineTable({ lines }: AccountStatementPaper['statement']): Content {
  const head = ['记账日', '起息日', '事项', '金额', '本金', '利息', '费用', '罚息', '预收款', '本金余额'].map(headCell)
  const body = lines.map((line): Content[] => [
    line.bookedOn,
    line.valueOn,
    line.words.zh,
    right(line.amountFen === null ? '—' : formatYuan(line.amountFen)),
    ...[...claimsOf(line.taken), line.heldFen, line.balanceFen].map((fen) => right(formatYuan(fen))),
  ])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [41, 41, '*', 46, 46, 40, 34, 34, 40, 46],
      body: [head, ...body],
    },
    layout: { ...RULES, paddingLeft: () => 2, paddingRight: () => 2 },
    fontSize: 7.5,
  }
}

function claimsOf({ principalFen, interestFen, feeFen, penaltyFen }: Claims): Fen[] {
  return [principalFen, interestFen, feeFen, penaltyFen]
}
