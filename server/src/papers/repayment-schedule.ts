import type { Day } from '@puhui/calendar'
import { type Fen, formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'
import { dayInWords, inWords, yuan } from './amount.ts'
import { type Content, type Paper, render } from './render.ts'
import { headCell, heading, RULES, right, rows } from './table.ts'

/** The schedule of a loan as it stands on a day, prepayments taken in. */
export interface RepaymentSchedulePaper {
  readonly loanNumber: string
  readonly contractNumber: string
  readonly lenderName: string
  readonly borrower: { readonly name: string; readonly residentId: string; readonly bankCard: string }
  readonly productName: string
  readonly principalFen: Fen
  readonly annualRatePpm: bigint
  readonly methodName: string
  readonly disbursedOn: Day
  readonly asOf: Day
  readonly instalments: readonly ScheduleLine[]
  /** Principal paid ahead of time: it belongs to no instalment. */
  readonly prepaidFen: Fen
}

export interface ScheduleLine {
  readonly number: number
  readonly dueOn: Day
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
  readonly balanceFen: Fen
  readonly outstandingFen: Fen
  readonly status: 'future' | 'due' | 'overdue' | 'paid' | 'moved'
}

/** Sets the repayment schedule of a loan. Same facts, same bytes. */
export function repaymentSchedulePdf(facts: RepaymentSchedulePaper): Promise<Buffer> {
  return render(repaymentSchedulePaper(facts))
}

export function repaymentSchedulePaper(facts: RepaymentSchedulePaper): Paper {
  return {
    title: `还款计划表 ${facts.loanNumber}`,
    madeAt: `${facts.asOf}T00:00:00.000Z`,
    foot: `借据编号 ${facts.loanNumber}　截至 ${facts.asOf}`,
    content: [
      { text: '还款计划表', style: 'title' },
      { text: `借据编号：${facts.loanNumber}　合同编号：${facts.contractNumber}`, style: 'subtitle' },
      keyFacts(facts),
      heading(`还款计划（截至 ${dayInWords(facts.asOf)}）`),
      instalmentTable(facts.instalments),
      {
        text: '应还合计为当期本金、利息、费用与截至本表日期已产生的罚息之和；剩余本金为按计划偿还该期后的本金余额。提前还款或逾期后，以重新出具的还款计划表为准。',
        style: 'small',
        margin: [0, 6, 0, 18],
      },
      { text: facts.lenderName, alignment: 'right' },
      { text: dayInWords(facts.asOf), alignment: 'right' },
    ],
  }
}

function keyFacts(facts: RepaymentSchedulePaper): Content {
  const openFen = facts.instalments.reduce((sum, one) => sum + one.outstandingFen, 0n)
  return rows([
    ['贷款人', facts.lenderName],
    ['借款人', `${facts.borrower.name}（居民身份证 ${facts.borrower.residentId}）`],
    ['还款账户', facts.borrower.bankCard],
    ['产品', facts.productName],
    ['借款本金', `${yuan(facts.principalFen)}（大写：${inWords(facts.principalFen)}）`],
    ['放款日', dayInWords(facts.disbursedOn)],
    ['还款方式', `${facts.methodName}，共 ${facts.instalments.length} 期`],
    ['年利率（单利）', formatPercent(facts.annualRatePpm)],
    ...(facts.prepaidFen > 0n ? [['已提前归还本金', yuan(facts.prepaidFen)] as const] : []),
    ['尚需偿还合计', `${yuan(openFen)}（大写：${inWords(openFen)}）`],
  ])
}

const STATUSES = { future: '未到期', due: '应还', overdue: '逾期', paid: '已还清', moved: '并入新计划' } as const

function instalmentTable(instalments: readonly ScheduleLine[]): Content {
  const head = [
    '期数',
    '还款日',
    '本金（元）',
    '利息（元）',
    '费用（元）',
    '罚息（元）',
    '应还合计（元）',
    '剩余本金（元）',
    '状态',
  ]
  const body = instalments.map(({ number, dueOn, status, ...one }) => [
    { text: String(number), alignment: 'center' },
    { text: dueOn, alignment: 'center' },
    ...amounts(one),
    { text: STATUSES[status], alignment: 'center' },
  ])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [26, 56, '*', '*', '*', '*', '*', '*', 34],
      body: [head.map(headCell), ...body, totals(instalments)],
    },
    layout: RULES,
    fontSize: 8,
  }
}

type Amounts = Pick<ScheduleLine, 'principalFen' | 'interestFen' | 'feeFen' | 'penaltyFen' | 'balanceFen'>

function amounts({ principalFen, interestFen, feeFen, penaltyFen, balanceFen }: Amounts): Content[] {
  const dueFen = principalFen + interestFen + feeFen + penaltyFen
  return [principalFen, interestFen, feeFen, penaltyFen, dueFen, balanceFen].map((fen) => right(formatYuan(fen)))
}

function totals(instalments: readonly ScheduleLine[]): Content[] {
  const sum = (of: (line: ScheduleLine) => Fen) => instalments.reduce((total, line) => total + of(line), 0n)
  const [principalFen, interestFen, feeFen, penaltyFen] = [
    sum((line) => line.principalFen),
    sum((line) => line.interestFen),
    sum((line) => line.feeFen),
    sum((line) => line.penaltyFen),
  ]
  const cells = amounts({ principalFen, interestFen, feeFen, penaltyFen, balanceFen: 0n })
  return [{ text: '合计', style: 'strong', colSpan: 2 }, '', ...cells.slice(0, 5), '', '']
}
