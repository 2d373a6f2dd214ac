import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { formatPercent, type Schedule } from '@puhui/product'
import { dayInWords, inWords, yuan } from './amount.ts'
import { type Content, type Paper, render } from './render.ts'
import { headCell, heading, LINES, RULES, right, rows } from './table.ts'

/** Everything that stands on a contract. The ID and card number arrive masked; a paper needs no more. */
export interface ContractPaper {
  readonly number: string
  readonly lenderName: string
  readonly borrower: {
    readonly name: string
    readonly residentId: string
    readonly mobile: string
    readonly bankCard: string
  }
  readonly productName: string
  readonly principalFen: Fen
  readonly termMonths: number
  readonly methodName: string
  readonly annualRatePpm: bigint
  readonly costSimplePpm: bigint
  readonly costIrrPpm: bigint
  readonly preparedOn: Day
  readonly schedule: Schedule
  readonly costTable: CostTablePaper
  readonly clauses: readonly { readonly title: Localized; readonly text: Localized }[]
  readonly termsHash: string
  readonly madeAt: string
  /** How the cost table was confirmed and the contract signed, one line each. */
  readonly confirmations: readonly string[]
}

interface CostTablePaper {
  readonly items: readonly {
    readonly name: Localized
    readonly collectMethod: Localized
    readonly standard: Localized
    readonly collector: Localized
    readonly amountFen: string
    readonly annualisedPpm: number
  }[]
  readonly contingentItems: readonly {
    readonly name: Localized
    readonly standard: Localized
    readonly collector: Localized
  }[]
  readonly statement: Localized
}

/** Sets a loan contract: parties, key facts, cost table, clauses, schedule, signatures. Same facts, same bytes. */
export function contractPdf(facts: ContractPaper): Promise<Buffer> {
  return render(contractPaper(facts))
}

export function contractPaper(facts: ContractPaper): Paper {
  return {
    title: `个人消费贷款合同 ${facts.number}`,
    madeAt: facts.madeAt,
    foot: `合同编号 ${facts.number}　条款校验码 ${facts.termsHash.slice(0, 16)}`,
    content: [
      { text: '个人消费贷款合同', style: 'title' },
      { text: `合同编号：${facts.number}`, style: 'subtitle' },
      parties(facts),
      heading('一、借款要素'),
      keyFacts(facts),
      heading('二、综合融资成本明示表'),
      costTable(facts),
      { text: facts.costTable.statement.zh, style: 'small', margin: [0, 4, 0, 0] },
      heading('三、合同条款'),
      ...facts.clauses.map(({ title, text }, at) => clause(at + 1, title.zh, text.zh)),
      heading('四、还款计划表'),
      scheduleTable(facts.schedule),
      {
        stack: [
          heading('五、确认与签署'),
          ...facts.confirmations.map((line) => ({ text: line, margin: [0, 0, 0, 3] })),
          signatures(facts),
        ],
        unbreakable: true,
      },
    ],
  }
}

function parties({ lenderName, borrower }: ContractPaper): Content {
  return rows([
    ['贷款人', lenderName],
    ['借款人', borrower.name],
    ['证件号码', `居民身份证 ${borrower.residentId}`],
    ['联系电话', borrower.mobile],
    ['收款及扣款账户', borrower.bankCard],
  ])
}

function keyFacts(facts: ContractPaper): Content {
  const { schedule, principalFen } = facts
  return rows([
    ['产品', facts.productName],
    ['借款本金', `${yuan(principalFen)}（大写：${inWords(principalFen)}）`],
    ['期限', `${facts.termMonths} 个月，自 ${dayInWords(facts.preparedOn)} 起`],
    ['还款方式', facts.methodName],
    ['年利率（单利）', formatPercent(facts.annualRatePpm)],
    ['综合融资成本年化（单利）', formatPercent(facts.costSimplePpm)],
    ['综合融资成本年化（内部收益率）', formatPercent(facts.costIrrPpm)],
    ['息费合计', `利息 ${yuan(schedule.totalInterestFen)}，费用 ${yuan(schedule.totalFeesFen)}`],
    ['应还总额', `${yuan(schedule.totalDueFen)}（大写：${inWords(schedule.totalDueFen)}）`],
  ])
}

function costTable({ costTable: { items, contingentItems }, costSimplePpm }: ContractPaper): Content {
  const head = ['项目', '收取方式', '标准', '收取方', '金额（元）', '年化'].map(headCell)
  const normal = items.map((item) => [
    item.name.zh,
    item.collectMethod.zh,
    item.standard.zh,
    item.collector.zh,
    right(formatYuan(BigInt(item.amountFen))),
    right(formatPercent(BigInt(item.annualisedPpm))),
  ])
  const total: Content[] = [
    { text: '正常履约情形下综合融资成本（年化、单利）', style: 'strong', colSpan: 5 },
    ...Array.from({ length: 4 }, () => ''),
    { text: formatPercent(costSimplePpm), bold: true, alignment: 'right' },
  ]
  const contingent = contingentItems.map((item): Content[] => [
    { text: `${item.name.zh}（或有）` },
    { text: item.standard.zh, colSpan: 2 },
    '',
    { text: item.collector.zh, colSpan: 3 },
    '',
    '',
  ])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [70, 74, '*', 64, 62, 48],
      body: [head, ...normal, total, ...contingent],
    },
    layout: LINES,
    fontSize: 8.5,
  }
}

function clause(number: number, title: string, text: string): Content {
  return {
    text: [{ text: `第${number}条　${title}　`, style: 'strong' }, text],
    margin: [0, 0, 0, 5],
  }
}

function scheduleTable({ instalments }: Schedule): Content {
  const head = [
    '期数',
    '还款日',
    '应还本金（元）',
    '应还利息（元）',
    '应还费用（元）',
    '应还合计（元）',
    '剩余本金（元）',
  ].map(headCell)
  const body = instalments.map((one) => [
    { text: String(one.number), alignment: 'center' },
    { text: one.dueOn, alignment: 'center' },
    ...[one.principalFen, one.interestFen, one.feeFen, one.dueFen, one.balanceFen].map((fen) => right(formatYuan(fen))),
  ])
  return {
    table: { headerRows: 1, widths: [30, 62, '*', '*', '*', '*', '*'], body: [head, ...body] },
    layout: RULES,
    fontSize: 8.5,
  }
}

function signatures({ lenderName, borrower, madeAt }: ContractPaper): Content {
  const signedAt = new Date(Date.parse(madeAt) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  return {
    columns: [
      { stack: [`贷款人：${lenderName}`, `签署时间：${signedAt}`] },
      { stack: [`借款人：${borrower.name}`, `签署时间：${signedAt}`] },
    ],
    margin: [0, 14, 0, 0],
  }
}
