import type { Day } from '@puhui/calendar'
import type { Locale, Localized } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { formatPercent, type Schedule } from '@puhui/product'
import { inFiguresAndWords, paperWords, type SignedFile } from './paper-words.ts'
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
  /** The file that was signed, for a translation. */
  readonly signed: SignedFile
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
export function contractPdf(facts: ContractPaper, locale: Locale = 'zh'): Promise<Buffer> {
  return render(contractPaper(facts, locale))
}

export function contractPaper(facts: ContractPaper, locale: Locale = 'zh'): Paper {
  const words = paperWords[locale].contract
  const [keys, cost, clauses, plan, signing] = words.headings
  const translation = words.translation(facts.number, facts.signed)
  return {
    title: `${words.title} ${facts.number}`,
    madeAt: facts.madeAt,
    locale,
    foot: words.foot(facts.number, facts.termsHash.slice(0, 16)),
    content: [
      { text: words.title, style: 'title' },
      { text: words.number(facts.number), style: 'subtitle' },
      ...(translation === '' ? [] : [{ text: translation, style: 'strong', margin: [0, 0, 0, 10] }]),
      parties(facts, locale),
      heading(keys!),
      keyFacts(facts, locale),
      heading(cost!),
      costTable(facts, locale),
      { text: facts.costTable.statement[locale], style: 'small', margin: [0, 4, 0, 0] },
      heading(clauses!),
      ...facts.clauses.map(({ title, text }, at) => clause(words.clause(at + 1, title[locale]), text[locale])),
      heading(plan!),
      scheduleTable(facts.schedule, words.scheduleHead),
      {
        stack: [
          heading(signing!),
          ...facts.confirmations.map((line) => ({ text: line, margin: [0, 0, 0, 3] })),
          signatures(facts, locale),
        ],
        unbreakable: true,
      },
    ],
  }
}

function parties({ lenderName, borrower }: ContractPaper, locale: Locale): Content {
  const words = paperWords[locale]
  return rows([
    [words.lender, lenderName],
    [words.borrower, borrower.name],
    [words.contract.residentId, words.contract.residentIdOf(borrower.residentId)],
    [words.contract.mobile, borrower.mobile],
    [words.contract.account, borrower.bankCard],
  ])
}

function keyFacts(facts: ContractPaper, locale: Locale): Content {
  const { schedule, principalFen } = facts
  const words = paperWords[locale]
  const labels = words.contract
  return rows([
    [words.product, facts.productName],
    [words.principal, inFiguresAndWords(principalFen, locale)],
    [labels.term, labels.termOf(facts.termMonths, facts.preparedOn)],
    [labels.method, facts.methodName],
    [words.annualRate, formatPercent(facts.annualRatePpm)],
    [labels.costSimple, formatPercent(facts.costSimplePpm)],
    [labels.costIrr, formatPercent(facts.costIrrPpm)],
    [labels.charges, labels.chargesOf(schedule.totalInterestFen, schedule.totalFeesFen)],
    [labels.totalDue, inFiguresAndWords(schedule.totalDueFen, locale)],
  ])
}

function costTable({ costTable: { items, contingentItems }, costSimplePpm }: ContractPaper, locale: Locale): Content {
  const words = paperWords[locale].contract
  const normal = items.map((item) => [
    item.name[locale],
    item.collectMethod[locale],
    item.standard[locale],
    item.collector[locale],
    right(formatYuan(BigInt(item.amountFen))),
    right(formatPercent(BigInt(item.annualisedPpm))),
  ])
  const total: Content[] = [
    { text: words.costTotal, style: 'strong', colSpan: 5 },
    ...Array.from({ length: 4 }, () => ''),
    { text: formatPercent(costSimplePpm), bold: true, alignment: 'right' },
  ]
  const contingent = contingentItems.map((item): Content[] => [
    { text: words.contingent(item.name[locale]) },
    { text: item.standard[locale], colSpan: 2 },
    '',
    { text: item.collector[locale], colSpan: 3 },
    '',
    '',
  ])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [70, 74, '*', 64, 62, 48],
      body: [words.costHead.map(headCell), ...normal, total, ...contingent],
    },
    layout: LINES,
    fontSize: 8.5,
  }
}

function clause(title: string, text: string): Content {
  return { text: [{ text: title, style: 'strong' }, text], margin: [0, 0, 0, 5] }
}

function scheduleTable({ instalments }: Schedule, head: readonly string[]): Content {
  const body = instalments.map((one) => [
    { text: String(one.number), alignment: 'center' },
    { text: one.dueOn, alignment: 'center' },
    ...[one.principalFen, one.interestFen, one.feeFen, one.dueFen, one.balanceFen].map((fen) => right(formatYuan(fen))),
  ])
  return {
    table: { headerRows: 1, widths: [30, 62, '*', '*', '*', '*', '*'], body: [head.map(headCell), ...body] },
    layout: RULES,
    fontSize: 8.5,
  }
}

function signatures({ lenderName, borrower, madeAt }: ContractPaper, locale: Locale): Content {
  const words = paperWords[locale]
  const { signedAt: at, colon } = words.contract
  const signedAt = new Date(Date.parse(madeAt) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  return {
    columns: [
      { stack: [`${words.lender}${colon}${lenderName}`, `${at}${colon}${signedAt}`] },
      { stack: [`${words.borrower}${colon}${borrower.name}`, `${at}${colon}${signedAt}`] },
    ],
    margin: [0, 14, 0, 0],
  }
}
