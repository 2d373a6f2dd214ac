import type { Day } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'
import { dayInWords, yuan } from './amount.ts'
import { inFiguresAndWords, paperWords } from './paper-words.ts'
import { type Content, type Paper, render } from './render.ts'
import { headCell, heading, RULES, referenceNote, right, rows } from './table.ts'

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
  /** Where the paper is not of today: what the books knew on this booking day, issued on that one. */
  readonly looksBack?: { readonly knownOn: Day; readonly issuedOn: Day }
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
  readonly status: 'future' | 'due' | 'overdue' | 'paid' | 'moved' | 'forgiven'
}

/** Sets the repayment schedule of a loan. Same facts, same bytes. */
export function repaymentSchedulePdf(facts: RepaymentSchedulePaper, locale: Locale = 'zh'): Promise<Buffer> {
  return render(repaymentSchedulePaper(facts, locale))
}

export function repaymentSchedulePaper(facts: RepaymentSchedulePaper, locale: Locale = 'zh'): Paper {
  const words = paperWords[locale]
  const { title, foot, heading: headingOf, note } = words.schedule
  return {
    title: `${title} ${facts.loanNumber}`,
    madeAt: `${facts.asOf}T00:00:00.000Z`,
    locale,
    foot: foot(facts.loanNumber, facts.asOf, facts.looksBack?.knownOn),
    content: [
      { text: title, style: 'title' },
      { text: words.numbers(facts.loanNumber, facts.contractNumber), style: 'subtitle' },
      ...referenceNote(words),
      keyFacts(facts, locale),
      heading(headingOf(facts.asOf, facts.looksBack?.knownOn)),
      instalmentTable(facts.instalments, locale),
      { text: note, style: 'small', margin: [0, 6, 0, 18] },
      { text: facts.lenderName, alignment: 'right' },
      { text: dayInWords(facts.looksBack?.issuedOn ?? facts.asOf, locale), alignment: 'right' },
    ],
  }
}

function keyFacts(facts: RepaymentSchedulePaper, locale: Locale): Content {
  const openFen = facts.instalments.reduce((sum, one) => sum + one.outstandingFen, 0n)
  const words = paperWords[locale]
  const { disbursedOn, method, methodOf, prepaid, open } = words.schedule
  return rows([
    [words.lender, facts.lenderName],
    [words.borrower, words.withId(facts.borrower.name, facts.borrower.residentId)],
    [words.account, facts.borrower.bankCard],
    [words.product, facts.productName],
    [words.principal, inFiguresAndWords(facts.principalFen, locale)],
    [disbursedOn, dayInWords(facts.disbursedOn, locale)],
    [method, methodOf(facts.methodName, facts.instalments.length)],
    [words.annualRate, formatPercent(facts.annualRatePpm)],
    ...(facts.prepaidFen > 0n ? [[prepaid, yuan(facts.prepaidFen, locale)] as const] : []),
    [open, inFiguresAndWords(openFen, locale)],
  ])
}

function instalmentTable(instalments: readonly ScheduleLine[], locale: Locale): Content {
  const { head, statuses, total } = paperWords[locale].schedule
  const body = instalments.map(({ number, dueOn, status, ...one }) => [
    { text: String(number), alignment: 'center' },
    { text: dueOn, alignment: 'center' },
    ...amounts(one),
    { text: statuses[status], alignment: 'center' },
  ])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [26, 56, '*', '*', '*', '*', '*', '*', 34],
      body: [head.map(headCell), ...body, totals(instalments, total)],
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

function totals(instalments: readonly ScheduleLine[], label: string): Content[] {
  const sum = (of: (line: ScheduleLine) => Fen) => instalments.reduce((total, line) => total + of(line), 0n)
  const [principalFen, interestFen, feeFen, penaltyFen] = [
    sum((line) => line.principalFen),
    sum((line) => line.interestFen),
    sum((line) => line.feeFen),
    sum((line) => line.penaltyFen),
  ]
  const cells = amounts({ principalFen, interestFen, feeFen, penaltyFen, balanceFen: 0n })
  return [{ text: label, style: 'strong', colSpan: 2 }, '', ...cells.slice(0, 5), '', '']
}
